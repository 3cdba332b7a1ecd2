"""The night as a grid: open at this moment where it is wide, folded like the list where not."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looks import across
from tests.browser.test_schedule_night import (  # noqa: F401
    SCRIPTS,
    clock,
    seen,
    vol_16,
)
from tests.cast import make_performance

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
GRID = "/events/vol-16/?view=grid"
Seen = Callable[..., Page]
SCROLLS = "box => [box.scrollHeight > box.clientHeight, box.scrollTop > 0]"


@pytest.fixture
def many_venues(vol_16) -> None:  # noqa: F811
    """Make more of them than stand beside each other."""
    for number in range(4):
        make_performance(vol_16, f"Band {number}", venue=f"Stage {number}", start="20:00")


def test_a_grid_of_many_venues_opens_at_now(many_venues: None, seen: Seen) -> None:  # noqa: F811
    page = seen("24:20", GRID, width=1280)

    page.locator(".gridbox").scroll_into_view_if_needed()
    expect(page.locator(".hour.is-now span")).to_be_in_viewport()
    expect(page.locator(".slots .is-now", has_text="Böozehöünd")).to_be_in_viewport()
    assert page.locator(".gridbox").evaluate(SCROLLS) == [True, True]


def test_without_a_script_one_tap_leads_to_now(many_venues: None, seen: Seen) -> None:  # noqa: F811
    page = seen("24:20", GRID, width=1280, scripts=False)
    expect(page.locator(".slots .is-now", has_text="Böozehöünd")).not_to_be_in_viewport()

    page.get_by_role("link", name="Go to now, 00:20").click()

    expect(page.locator(".slots .is-now", has_text="Böozehöünd")).to_be_in_viewport()


def test_a_grid_of_six_venues_scrolls_with_the_page(vol_16, seen: Seen) -> None:  # noqa: F811
    make_performance(vol_16, "Sixth", venue="Stage 6", start="20:00")  # and “No venue yet”
    page = seen("24:20", GRID, width=1280)

    expect(page.locator(".axes .name")).to_have_count(6)
    assert page.locator(".gridbox").evaluate(SCROLLS) == [False, False]
    assert across(page) == 1280
    page.get_by_role("link", name="Go to now, 00:20").click()
    expect(page.locator(".slots .is-now", has_text="Böozehöünd")).to_be_in_viewport()


@SCRIPTS
def test_on_a_phone_the_grid_is_a_list_that_folds(seen: Seen, *, scripts: bool) -> None:  # noqa: F811
    page = seen("21:10", GRID, scripts=scripts)
    names = page.locator(".lineup .set .name:visible")

    expect(page.get_by_text("The grid needs a wider screen")).to_be_visible()
    views = page.get_by_role("navigation", name="Views")
    expect(views.locator("[aria-current]:visible")).to_have_text("Grid")
    expect(names).to_have_count(16)
    page.get_by_text("8 earlier sets").click()
    expect(names).to_have_count(24)


def test_where_it_is_wide_nothing_folds(seen: Seen) -> None:  # noqa: F811
    page = seen("21:10", GRID, width=1280)

    expect(page.get_by_text("8 earlier sets")).to_be_hidden()
    expect(page.get_by_text("The grid needs a wider screen")).to_be_hidden()
    expect(page.locator(".lineup .set .name:visible")).to_have_count(24)
