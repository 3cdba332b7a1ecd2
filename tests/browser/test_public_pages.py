"""The public pages in a browser: for everyone, at any width, in the dark, without a script."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import product
from wsgiref import handlers

import pytest
from django.utils import timezone
from django.utils.http import http_date
from playwright.sync_api import expect

from accounts.models import Organization
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.cast import SATURDAY, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"
UNBROKEN = "W" * 100
STATES = {
    "before": ("/", toronto("12:00"), 200),
    "tonight": ("/", toronto("21:10"), 200),
    "after midnight": ("/", toronto("24:30"), 200),
    "by venue": ("/events/vol-7/?view=venue", toronto("21:10"), 200),
    "grid": ("/events/vol-7/?view=grid", toronto("21:10"), 200),
    "nothing found": ("/events/vol-7/?day=9&venue=none", toronto("21:10"), 200),
    "over": ("/events/vol-7/", toronto("60:00"), 200),
    "recap": ("/events/vol-7/recap/", toronto("60:00"), 200),
    "called off": ("/events/sunk/", toronto("12:00"), 200),
    "no lineup": ("/events/empty/", toronto("12:00"), 200),
    "several days": ("/events/weekend/", toronto("21:10"), 200),
    "editions": ("/events/", toronto("12:00"), 200),
    "between seasons": ("/", toronto("12:00", SATURDAY + timedelta(days=400)), 200),
    "no such page": ("/nothing/", toronto("12:00"), 404),
}
EVERY_STATE = pytest.mark.parametrize(("path", "at", "status"), STATES.values(), ids=STATES)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock of the server only: the browser waits by its own."""

    def turn(at: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: at)
        monkeypatch.setattr(handlers, "format_date_time", lambda _: http_date(at.timestamp()))

    return turn


@pytest.fixture(autouse=True)
def lineups(crew: Organization) -> None:
    Organization.objects.update(name="Long Haul Band Crawl")
    vol_7 = make_event(
        status="published",
        doors={"1": 1080},
        ticket_url="https://tickets.example.org/",
        links={"website": "https://crawl.example.org/"},
        description="Five venues, one street.",
    )
    old = make_venue("The Old Post", street="1 King St")
    was = {"day": SATURDAY.isoformat(), "start": 1260, "venue": old.pk}
    for band, venue, start, end in [
        ("Early", "Room 47", "19:00", "19:40"),
        (LONG, "Duchess Café", "21:00", "21:40"),
        ("ÑANDÚ", "Room 47", "21:20", "21:50"),
        ("Ø", None, "22:15", ""),
        (UNBROKEN, UNBROKEN, "21:05", "22:30"),
        ("فرقة الليل", "Room 47", "23:10", "23:40"),
        ("Böozehöünd", "Room 47", "0:10", "0:50"),
        ("Secret guest", None, "", ""),
    ]:
        make_performance(vol_7, band, venue=venue, start=start, end=end)
    make_performance(vol_7, "Movers", venue="Room 47", start="22:00", first_public=was)
    gone = {"cancelled_at": timezone.now(), "cancel_reason": "Broken string, broken finger."}
    make_performance(vol_7, "Goners", venue="Room 47", start="21:30", end="22:00", **gone)

    sunk = make_event("Sunk", status="published", called_off="cancelled", called_off_reason="Storm")
    make_performance(sunk, "Early")
    make_event("Empty", status="published", first_day=SATURDAY + timedelta(days=30))
    weekend = make_event("Weekend", status="published", last_day=SATURDAY + timedelta(days=2))
    make_performance(weekend, "Early", venue="Room 47", start="21:00", end="22:00")
    make_performance(weekend, "Movers", day=SATURDAY + timedelta(days=1))


@EVERY_STATE
def test_axe_finds_nothing(opened: Open, clock, path, at, status) -> None:
    clock(at)
    # A colour half way between two themes would have no contrast with either.
    page = opened(path, status=status, reduced_motion="reduce")

    found = {}
    for width, scheme in product([360, 1280], ["light", "dark"]):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found[width, scheme] = violations(page)

    assert found == {key: {} for key in found}


def test_axe_would_find_something(opened: Open, clock) -> None:
    clock(toronto("12:00"))
    page = opened("/")
    page.evaluate("document.documentElement.removeAttribute('lang')")

    assert set(violations(page)) == {"html-has-lang"}


@EVERY_STATE
def test_nothing_scrolls_sideways_at_320(opened: Open, clock, path, at, status) -> None:
    clock(at)
    page = opened(path, status=status, width=320)

    assert across(page) == 320


def test_a_violation_of_the_policy_would_be_seen(opened: Open, complaints, clock) -> None:
    clock(toronto("12:00"))
    page = opened("/")
    with page.expect_console_message():
        page.evaluate("document.body.setAttribute('style', 'color: red')")

    (complaint,) = complaints
    assert "violates the following Content Security Policy" in complaint
    complaints.clear()


def test_a_night_is_read_without_a_script_by_keyboard(opened: Open, clock) -> None:
    clock(toronto("21:10"))
    page = opened("/", java_script_enabled=False)

    now = page.get_by_role("region", name="Now")
    expect(now.get_by_text(LONG)).to_be_visible()
    expect(now.get_by_text("min left")).to_have_count(2)
    expect(page.get_by_text("Early")).to_be_hidden()

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the schedule")).to_be_focused()
    page.get_by_text("1 earlier set").press("Enter")
    expect(page.get_by_text("Early")).to_be_visible()

    with page.expect_navigation():
        page.get_by_role("link", name="All editions").click()
    page.get_by_role("link", name="Weekend").click()
    expect(page.get_by_role("heading", name="Weekend", level=1)).to_be_visible()
    page.get_by_role("link", name="Sunday").click()
    expect(page.get_by_role("heading", name="Sunday 11 October")).to_be_in_viewport()
    assert page.context.cookies() == []
