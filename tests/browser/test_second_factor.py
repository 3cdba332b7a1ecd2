"""The second factor in a real browser: an app, a passkey, trust, and the day all of it is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts import authenticators
from accounts.models import Authenticator, User
from tests.accounts.proving import Phone, give_phone
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import PASSWORD, sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NEW = "seven wet foghorns"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_out(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/manage/")


def type_code(page: Page, code: str, button: str = "Sign in", *, trust: bool = False) -> None:
    page.get_by_label("Code", exact=True).fill(code)
    if trust:
        page.get_by_label("Trust this device").check()
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def unused(user: User) -> None:
    """Let half a minute pass: the code that was typed may be typed once more."""
    Authenticator.objects.filter(user=user).update(last_step=authenticators.step_now() - 9)


def give_key(page: Page) -> None:
    """Build an authenticator into this browser, which always says that it knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


@pytest.fixture
def at_localhost(live_server, settings) -> str:
    """Passkeys belong to a name: the same server under one."""
    return live_server.url.replace("127.0.0.1", "localhost")


def test_a_phone_a_passkey_trust_and_the_day_all_is_lost(
    opened: Open, ada: User, at_localhost: str
) -> None:
    page = opened("/manage/", width=1280, base_url=at_localhost)
    page.goto(f"{at_localhost}/manage/")
    give_key(page)

    # Ada adds an app, and gets her codes on paper.
    sign_in(page, ada)
    page.goto("/accounts/factors/")
    page.get_by_role("link", name="Add an authenticator app").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    phone = Phone("".join(page.locator(".secret span").all_inner_texts()))
    page.get_by_label("Code that the app shows").fill(phone.code())
    with page.expect_navigation():
        page.get_by_role("button", name="Add the app").click()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("link", name="I have kept them").click()

    # And a passkey.
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("This browser")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="This browser")).to_be_visible()

    # She signs in with each of them.
    sign_out(page)
    sign_in(page, ada)
    unused(ada)
    type_code(page, phone.code(), trust=True)
    expect(page.get_by_role("heading", level=1)).to_have_text("No event yet.")
    sign_out(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("No event yet.")

    # Her browser is trusted, until she changes her password.
    sign_out(page)
    sign_in(page, ada)
    expect(page.get_by_role("heading", level=1)).to_have_text("No event yet.")
    page.goto("/accounts/password/")
    page.get_by_label("Your password now").fill(PASSWORD)
    page.get_by_label("New password").fill(NEW)
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_role("status")).to_contain_text("Your new password holds.")
    sign_out(page)
    sign_in(page, ada, NEW)
    expect(page.get_by_role("heading", level=1)).to_have_text("One more step")

    # Telephone and browser are gone: a code from the paper lets her in, once.
    other = opened("/manage/", width=360, java_script_enabled=False)
    sign_in(other, ada, NEW)
    type_code(other, codes[0])
    expect(other.get_by_role("heading", level=1)).to_have_text("No event yet.")
    again = opened("/manage/", width=360, java_script_enabled=False)
    sign_in(again, ada, NEW)
    type_code(again, codes[0])
    expect(again.get_by_label("Code", exact=True)).to_have_accessible_description(
        re.compile("was used already")
    )


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_its_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, live_server, width: int, scheme: str
) -> None:
    phone = give_phone(ada)
    page = opened("/manage/", width=width, color_scheme=scheme, base_url=live_server.url)
    fits(page, width)
    sign_in(page, ada)
    fits(page, width)
    type_code(page, phone.code(), trust=True)

    for address in ("", "app/", "passkey/"):
        page.goto(f"/accounts/factors/{address}")
        fits(page, width)
    page.goto("/accounts/again/?next=/manage/")
    fits(page, width)
    page.goto("/accounts/factors/")
    with page.expect_navigation():
        page.get_by_role("button", name="Make backup codes").click()
    fits(page, width)


def fits(page: Page, width: int) -> None:
    assert across(page) <= width
    assert violations(page) == {}
