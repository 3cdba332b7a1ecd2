"""What is chosen of a schedule: in view, counted, and undone by one tap."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_schedule_night import (  # noqa: F401
    SCRIPTS,
    clock,
    seen,
    vol_16,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LAST_OF_THE_STRIP = "/events/vol-16/?venue=temperance-warehouse&genre=punk"
Seen = Callable[..., Page]


@SCRIPTS
def test_the_chosen_venue_is_in_view_in_its_strip(seen: Seen, *, scripts: bool) -> None:  # noqa: F811
    page = seen("21:10", LAST_OF_THE_STRIP, scripts=scripts)

    venues = page.get_by_role("navigation", name="Venues")
    chosen = venues.get_by_role("link", name="Temperance Warehouse")
    expect(chosen).to_have_attribute("aria-current", "true")
    left, right = chosen.evaluate(
        "link => [link.getBoundingClientRect().left, link.getBoundingClientRect().right]"
    )
    assert (left >= 0, right <= 360) == (True, True)


@SCRIPTS
def test_what_is_over_is_shown_where_nothing_else_is_found(
    seen: Seen,  # noqa: F811
    *,
    scripts: bool,
) -> None:
    page = seen("24:20", LAST_OF_THE_STRIP, scripts=scripts)

    expect(page.locator(".chosen")).to_have_text("1 set, over Every set")
    names = page.locator(".lineup .set .name:visible")
    expect(names).to_have_text(["Sucker Punch Line"])
    page.get_by_role("link", name="Every set").click()
    expect(page.get_by_role("link", name="Böozehöünd").last).to_be_visible()
    expect(page.get_by_role("link", name="Sucker Punch Line")).to_be_hidden()
    assert page.url.endswith("/events/vol-16/")


def test_what_is_chosen_is_counted_and_the_past_stays_folded(seen: Seen) -> None:  # noqa: F811
    page = seen("21:10", "/events/vol-16/?venue=room-47")

    expect(page.locator(".chosen")).to_have_text("4 sets Every set")
    expect(page.locator(".lineup .set .name:visible")).to_have_count(3)


def test_the_whole_night_is_not_counted(seen: Seen) -> None:  # noqa: F811
    page = seen("24:20")

    expect(page.locator(".lineup .set").first).to_be_attached()
    expect(page.locator(".chosen")).to_have_count(0)
