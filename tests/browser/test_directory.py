"""The list of bands in a browser: found as one types, and without a script."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organization
from tests.browser.conftest import Open
from tests.cast import make_event, make_performance

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def bands(crew: Organization) -> None:
    vol_7 = make_event(status="published")
    for name in ("Kennel Roses", "Goners", "Ø"):
        make_performance(vol_7, name)


def names(page: Page) -> list[str]:
    return page.locator(".entries .name").all_text_contents()


def test_a_list_is_searched_as_one_types(opened: Open) -> None:
    page = opened("/bands/")
    field = page.get_by_label("Find a band")

    field.press_sequentially("rôse")

    expect(page.get_by_role("status").filter(has_text="found")).to_have_text("1 band found")
    assert names(page) == ["Kennel Roses"]
    expect(field).to_be_focused()
    assert page.url.endswith("/bands/?q=r%C3%B4se")

    page.reload()
    expect(field).to_have_value("rôse")
    field.fill("")
    expect(page.get_by_text("3 bands")).to_be_visible()
    assert page.url.endswith("/bands/")

    field.fill("nobody")
    expect(page.get_by_role("heading", name="No band by that name.")).to_be_visible()


def test_a_list_is_searched_without_a_script(opened: Open) -> None:
    page = opened("/bands/", java_script_enabled=False)

    page.get_by_label("Find a band").fill("goner")
    with page.expect_navigation():
        page.get_by_label("Find a band").press("Enter")

    expect(page.get_by_role("link", name="Goners")).to_be_visible()
    assert names(page) == ["Goners"]
    page.get_by_role("link", name="Goners").click()
    expect(page.get_by_role("heading", name="Goners", level=1)).to_be_visible()
    assert page.context.cookies() == []


def test_what_is_typed_meanwhile_wins(opened: Open) -> None:
    page = opened("/bands/")
    page.route(
        "**/bands/?q=goner", lambda route: (page.wait_for_timeout(600), route.continue_())[1]
    )
    field = page.get_by_label("Find a band")

    with page.expect_request("**/bands/?q=goner"):
        field.fill("goner")
    field.fill("rose")

    expect(page.get_by_role("status").filter(has_text="found")).to_have_text("1 band found")
    page.wait_for_timeout(800)
    assert names(page) == ["Kennel Roses"]
