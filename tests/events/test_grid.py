"""A night as a grid: each set in the column of its venue and the row of its minute."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils import timezone

from events import arrangement, schedule
from events.grid import MOST_COLUMNS, MOST_STEPS, Grid
from events.models import Event
from events.schedule_parameters import GRID, Choice
from events.times import LONGEST_SET
from tests.cast import make_event, make_performance
from tests.events.test_schedule import toronto


@pytest.fixture
def event(crew) -> Event:
    return make_event(status="published")


def grid(event: Event, at: str = "12:00") -> Grid:
    found = arrangement.of(schedule.of(event, toronto(at)), Choice(view=GRID)).nights[0].grid
    assert found is not None
    return found


def places(found: Grid) -> dict[str, str]:
    return {slot.set.band.name: slot.places for slot in found.slots}


def test_sets_stand_at_their_minute_in_the_column_of_their_venue(event: Event) -> None:
    make_performance(event, "Early", venue="Room 47", start="19:40", end="20:10")
    make_performance(event, "Late", venue="Old Post", start="0:10", end="0:50")
    make_performance(event, "Open", venue=None, start="23:00")
    make_performance(event, "TBA", venue="Old Post", start="")

    found = grid(event)

    assert found.venues == ("Old Post", "Room 47", "No venue yet")
    assert places(found) == {
        "Early": "in-2 at-2 for-6",
        "Open": "in-3 at-42 for-12",
        "Late": "in-1 at-56 for-8",
    }
    assert [(mark.at, mark.minute) for mark in found.hours][:2] == [(6, 1200), (18, 1260)]
    assert (found.midnight.at, found.now) == (54, None)


def test_sets_that_overlap_in_one_venue_stand_beside_each_other(event: Event) -> None:
    gone = {"cancelled_at": timezone.now()}
    make_performance(event, "Gone", venue="Room 47", start="20:00", end="20:30", **gone)
    make_performance(event, "Stand-in", venue="Room 47", start="20:05", end="20:30")
    make_performance(event, "Next", venue="Room 47", start="20:30", end="21:00")

    assert places(grid(event)) == {
        "Gone": "in-1 at-0 for-6 of-2 nth-1",
        "Stand-in": "in-1 at-1 for-5 of-2 nth-2",
        "Next": "in-1 at-6 for-6",
    }


def test_a_set_of_five_minutes_has_room_for_its_name(event: Event) -> None:
    make_performance(event, "Short", start="20:03", end="20:06")

    assert places(grid(event)) == {"Short": "in-1 at-0 for-4 is-short"}


def test_so_has_the_next_one(event: Event) -> None:
    make_performance(event, "Short", venue="Room 47", start="20:00", end="20:05")
    make_performance(event, "Next", venue="Room 47", start="20:05", end="20:45")

    assert places(grid(event)) == {
        "Short": "in-1 at-0 for-3 of-2 nth-1 is-short",
        "Next": "in-1 at-1 for-8 of-2 nth-2",
    }


@pytest.mark.parametrize(("at", "now"), [("20:17", 3), ("24:10", 50), ("18:00", None)])
def test_the_line_of_now_moves_down_the_night(event: Event, at: str, now: int | None) -> None:
    make_performance(event, start="20:00", end="2:00")

    found = grid(event, at).now

    assert (found and found.at) == now


def test_the_style_sheet_knows_every_place() -> None:
    known = Path(finders.find("css/places.css")).read_text()

    def numbers(name: str) -> list[int]:
        return [int(number) for number in re.findall(rf"\.{name}-(\d+){{", known)]

    assert numbers("at") == list(range(MOST_STEPS + 1))
    assert numbers("for") == list(range(1, LONGEST_SET // 5 + 1))
    assert numbers("in") == numbers("cols") == list(range(1, MOST_COLUMNS + 1))
    assert ".at-41{grid-row-start:43}" in known
    assert ".for-6{grid-row-end:span 6}" in known
    assert ".in-5{grid-column:6}" in known
