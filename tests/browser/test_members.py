"""Invited, joined, locked out, back in, another role, shown the door: in a real browser."""

from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership, Organization, Role, User
from tests.accounts.inviting import PASSWORD, mailed_link
from tests.accounts.resetting import link_in
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in
from tests.cast import make_event, make_member
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LONG = "Maximiliane-Friederike von Hohenstaufen-Schwarzenberg zu Unterwasserhausen"


def goto(page: Page, path: str) -> None:
    page.goto(urljoin(page.url, path))


def fill(page: Page, **typed: str) -> None:
    for label, text in typed.items():
        page.get_by_label(label.replace("_", " "), exact=True).fill(text)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_member_comes_and_goes(
    opened: Open, crew: Organization, ada: User, mailbox: Mailbox, *, scripts: bool
) -> None:
    make_event("Vol. 7")
    admin = opened("/manage/members/", width=1280, java_script_enabled=scripts)
    sign_in(admin, ada)
    admin.get_by_role("link", name="Invite somebody").click()
    fill(admin, **{"E-mail (optional)": "mira@example.org"})
    admin.get_by_role("combobox", name="Role").select_option("Editor")
    admin.get_by_role("button", name="Invite").click()
    expect(admin.get_by_role("status")).to_have_text(
        "Invited: mira@example.org. The mail is on its way."
    )

    phone = opened(mailed_link(mailbox), java_script_enabled=scripts)
    expect(phone.get_by_text("Ada has invited you")).to_be_visible()
    fill(phone, Your_name="Mira", Password=PASSWORD)
    phone.get_by_role("button", name="Join").click()
    expect(phone.get_by_role("status")).to_have_text("Welcome to Our crawl.")
    goto(phone, "/manage/bands/")
    expect(phone.get_by_role("link", name="Add a band")).to_be_visible()

    other = opened("/accounts/login/", java_script_enabled=scripts)
    mira = User.objects.get(email="mira@example.org")
    for _ in range(6):
        sign_in(other, mira, "a wrong one")
    expect(other.get_by_label("Password")).to_have_accessible_description(
        "Too many tries. Wait 60 minutes, or set a new password by mail."
    )
    mailbox.deliver()
    with other.expect_navigation():
        other.get_by_role("link", name="Forgot your password?").click()
    fill(other, **{"E-mail": mira.email})
    other.get_by_role("main").get_by_role("button").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    (mail,) = mailbox.deliver()
    goto(other, link_in(mail))
    fill(other, New_password="seven wet foghorns")
    other.get_by_role("button", name="Set the new password").click()
    expect(other.get_by_role("status")).to_contain_text("Your new password holds.")
    sign_in(other, mira, "seven wet foghorns")
    expect(other.get_by_role("heading", level=1)).to_have_text("Events")

    goto(admin, "/manage/members/")
    admin.get_by_role("link", name="Mira").click()
    admin.get_by_role("combobox", name="Role").select_option("Viewer")
    admin.get_by_role("button", name="Change the role").click()
    expect(admin.get_by_role("status")).to_have_text("Mira is a viewer now.")
    goto(other, "/manage/bands/")
    expect(other.get_by_role("link", name="Add a band")).to_have_count(0)

    admin.get_by_role("link", name="Mira").click()
    admin.get_by_role("button", name="Deactivate Mira").click()
    expect(admin.get_by_role("status")).to_have_text("Mira is shut out, from now on.")
    other.reload()
    expect(other.get_by_role("heading", level=1)).to_have_text("Sign in")
    sign_in(other, mira, "seven wet foghorns")
    expect(other.get_by_label("Password")).to_have_accessible_description(
        "This address and password do not belong together. Type the password again."
    )


def test_the_first_person_begins(opened: Open, crew: Organization) -> None:
    page = opened("/manage/")
    fill(page, Name_of_your_crawl_or_crew="Wet Foghorns", Your_name="Mira", Password=PASSWORD)
    fill(page, **{"E-mail": "mira@example.org"})

    page.get_by_role("button", name="Begin").click()

    expect(page.get_by_role("status")).to_have_text("Wet Foghorns is yours to run.")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_its_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, crew: Organization, width: int, scheme: str
) -> None:
    mira = make_member("mira", Role.EDITOR, crew)
    User.objects.filter(pk=mira.pk).update(name=LONG)
    member = f"/manage/members/{Membership.objects.get(user=mira).public_id}/"
    page = opened("/manage/members/invite/", width=width, color_scheme=scheme)

    def check(page: Page) -> None:
        assert across(page) <= width
        assert violations(page) == {}

    sign_in(page, ada)
    check(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Invite").click()
    check(page)
    link = urlsplit(page.get_by_label("The link").input_value()).path
    for address in ("/manage/members/", member, f"{member}remove/", "/accounts/leave/"):
        goto(page, address)
        check(page)
    check(opened(link, width=width, color_scheme=scheme))
    check(opened("/accounts/join/x/", width=width, color_scheme=scheme, status=404))
