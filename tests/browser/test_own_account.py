"""Locked out, a new password by mail, another address: in a real browser, with scripts or not."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from accounts.models import Membership, User
from tests.accounts.resetting import NEW, ask, link_in
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import PASSWORD, sign_in
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


@SCRIPTS
def test_who_is_locked_out_comes_in_by_mail(
    opened: Open, ada: User, mailbox: Mailbox, *, scripts: bool
) -> None:
    page = opened("/manage/", java_script_enabled=scripts)
    for _ in range(6):
        sign_in(page, ada, "a wrong one")
    mailbox.deliver()

    with page.expect_navigation():
        page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill(ada.email)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    (mail,) = mailbox.deliver()
    page.goto(urljoin(page.url, link_in(mail)))
    page.get_by_label("New password").fill("too short")
    page.get_by_role("button", name="Set the new password").click()
    expect(page.get_by_label("New password")).to_have_accessible_description(
        re.compile("Use at least 15 characters; this has 9.")
    )
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Set the new password").click()

    expect(page.get_by_role("status")).to_have_text("Your new password holds. Sign in with it.")
    sign_in(page, ada, NEW)
    expect(page.get_by_role("link", name="Events")).to_be_visible()


@SCRIPTS
def test_another_address_is_confirmed_by_its_mailbox(
    opened: Open, ada: User, mailbox: Mailbox, *, scripts: bool
) -> None:
    page = opened("/accounts/", java_script_enabled=scripts)
    sign_in(page, ada)
    page.get_by_role("link", name="Change the e-mail").click()
    page.get_by_label("New e-mail address").fill("new@example.org")
    page.get_by_label("Your password").fill(PASSWORD)
    page.get_by_role("button", name="Change the e-mail").click()
    expect(page.get_by_role("status")).to_contain_text("Look into the mail of new@example.org")
    mails = {mail["To"]: mail for mail in mailbox.deliver()}

    page.goto(urljoin(page.url, link_in(mails["new@example.org"])))
    page.get_by_role("button", name="Take this address").click()

    expect(page.get_by_role("status")).to_have_text(
        "The address of your account is new@example.org now."
    )
    page.goto(urljoin(page.url, link_in(mails["ada@example.org"])))
    page.get_by_role("button", name="Keep my address").click()
    expect(page.get_by_role("status")).to_have_text(
        "ada@example.org stays the address of your account."
    )


def test_the_own_data_comes_as_a_file_and_the_account_goes(opened: Open, ed: User) -> None:
    page = opened("/accounts/")
    sign_in(page, ed)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my data").click()
    assert download.value.suggested_filename.startswith("settimes-account-")

    page.get_by_role("link", name="Delete the account").click()
    page.get_by_label("Your e-mail address").fill(ed.email)
    page.get_by_label("Your password").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Delete the account").click()

    assert page.url == urljoin(page.url, "/")
    assert not User.objects.filter(pk=ed.pk).exists()


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_its_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, ed: User, mailbox: Mailbox, width: int, scheme: str
) -> None:
    ask(ed.email)
    (mail,) = mailbox.deliver()
    page = opened("/accounts/login/", width=width, color_scheme=scheme)
    member = Membership.objects.get(user=ed).public_id
    outside = ["/accounts/reset/", "/accounts/reset/sent/", link_in(mail)]
    inside = [
        *("/accounts/", "/accounts/password/", "/accounts/email/", "/accounts/delete/"),
        f"/manage/members/{member}/reset/",
    ]

    def look(addresses: list[str]) -> None:
        for address in addresses:
            page.goto(urljoin(page.url, address))
            assert across(page) <= width
            assert violations(page) == {}

    look(["/accounts/login/", *outside])
    page.goto(urljoin(page.url, "/accounts/login/"))
    sign_in(page, ada)
    look(inside)
