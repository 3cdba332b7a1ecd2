"""The settings of an organization in a real browser, with scripts and without."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Route, expect

from accounts.models import Organization, User
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in
from tests.cast import make_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
PAGE = "/manage/settings/"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_colour_is_tried_mended_saved_and_on_the_public_page(
    opened: Open, ada: User, *, scripts: bool
) -> None:
    make_event(status="published")
    page = opened(PAGE, java_script_enabled=scripts, color_scheme="light")
    sign_in(page, ada)

    page.get_by_label("On light screens").fill("#7a1fff")
    page.get_by_role("button", name="Show me first").click()
    page.get_by_role("button", name="Take #bc8fff").click()
    expect(page.get_by_role("img", name="Preview in #bc8fff")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved: Colour on light.")
    page.goto(urljoin(page.url, "/events/"))

    now = "getComputedStyle(document.documentElement).getPropertyValue('--now')"
    assert page.evaluate(now) == "light-dark(#bc8fff, #ffd21f)"


def test_the_colour_pressed_last_is_the_one_shown(opened: Open, ada: User) -> None:
    page = opened(PAGE, color_scheme="light")
    sign_in(page, ada)
    page.get_by_label("On light screens").fill("#7a1fff")
    page.get_by_label("On dark screens").focus()
    take = page.get_by_role("button", name="Take #bc8fff")
    expect(take).to_be_visible()
    slow: list[Route] = []
    page.route(f"**{PAGE}", lambda route: slow.append(route), times=1)  # noqa: PLW0108 - it marks its handler

    with page.expect_request(f"**{PAGE}"):
        page.get_by_role("button", name="Show me first").click()
    with page.expect_event("requestfailed") as overtaken:
        take.click()

    expect(page.get_by_role("img", name="Preview in #bc8fff")).to_be_visible()
    assert overtaken.value == slow[0].request


def test_enter_saves(opened: Open, ada: User, crew: Organization) -> None:
    page = opened(PAGE)
    sign_in(page, ada)

    page.get_by_label("Name", exact=True).fill("Another crew")
    page.get_by_label("Name", exact=True).press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Saved: Name.")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_and_can_be_used_by_everyone(
    opened: Open, ada: User, crew: Organization, width: int, scheme: str
) -> None:
    crew.name = f"{'W' * 50} {'long ' * 9}"
    crew.save()
    page = opened(PAGE, width=width, color_scheme=scheme)
    sign_in(page, ada)

    page.get_by_label("On dark screens").fill("#000000")
    page.get_by_role("button", name="Show me first").click()

    expect(page.get_by_role("button", name="Take ")).to_have_count(1)
    assert across(page) <= width
    assert violations(page) == {}
