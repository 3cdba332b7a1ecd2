"""Locked out, sessions and the record of it, in a real browser under the strict policy."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from accounts import audit
from accounts.models import Deed, Organization, User
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_who_tries_too_often_is_told_to_wait(opened: Open, ada: User, *, scripts: bool) -> None:
    page = opened("/manage/", java_script_enabled=scripts)

    for _ in range(5):
        sign_in(page, ada, "a wrong one")
        expect(page.get_by_label("Password")).to_have_accessible_description(
            "This address and password do not belong together. Type the password again."
        )
    sign_in(page, ada)

    expect(page.get_by_label("Password")).to_have_accessible_description(
        "Too many tries. Wait 60 minutes, or set a new password by mail."
    )
    expect(page.get_by_label("E-mail")).to_have_value(ada.email)


def test_a_lost_phone_is_signed_out_from_another(opened: Open, ada: User) -> None:
    phone, laptop = opened("/manage/"), opened("/manage/", width=1280)
    sign_in(phone, ada)
    sign_in(laptop, ada)
    laptop.get_by_role("link", name="Ada").click()
    laptop.get_by_role("link", name="Where you are signed in").click()
    expect(laptop.get_by_role("listitem").filter(has_text="Last used")).to_have_count(2)

    laptop.get_by_role("button", name="Sign out everywhere else").click()

    expect(laptop.get_by_role("status")).to_have_text("Signed out everywhere else.")
    expect(laptop.get_by_role("listitem").filter(has_text="Last used")).to_have_count(1)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_its_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, crew: Organization, width: int, scheme: str
) -> None:
    audit.record(Deed.LOCKED, about=ada, organization=crew, detail="x" * 300)
    page = opened("/accounts/sessions/", width=width, color_scheme=scheme)
    sign_in(page, ada)

    for address in ("/accounts/sessions/", "/manage/audit/", "/manage/nothing/"):
        page.goto(urljoin(page.url, address))
        assert across(page) <= width
        assert violations(page) == {}
