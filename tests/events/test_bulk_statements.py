"""How many statements a bulk act and its plan take: flat, but for one more of each per batch."""

from collections.abc import Callable
from itertools import cycle
from math import ceil

import pytest

from events import deeds, lineup
from events.bulk import plan
from events.deeds import Deed
from events.lineup import NewSet
from events.models import Event
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_venue
from tests.events.test_lineup_statements import statements

# Rows, their changes: what a verb writes for each set.
TABLES = 2
# Only SQLite bounds a batch; the largest would take PostgreSQL a minute to say the same.
SIZES = [20, 200, pytest.param(2000, marks=pytest.mark.once)]


def event_of(size: int) -> Event:
    """Make an event where neighbours differ in band, venue and time."""
    event = make_event()
    places = cycle([None, *(make_venue(f"Venue {number}") for number in range(59))])
    bands = cycle([make_band(f"Band {number}") for number in range(97)])
    starts = cycle(range(400, 1700, 35))
    sets = [
        NewSet(
            next(bands), SATURDAY, next(places), Slot(start, start + 30), announced=start % 2 == 0
        )
        for start, _ in zip(starts, range(size), strict=False)
    ]
    lineup.add(event, sets, by=None)
    return event


DEEDS: dict[str, Callable[[], Deed]] = {
    "move": lambda: deeds.moved(venue=make_venue("Barn")),
    "move to no venue": lambda: deeds.without_venue,
    "shift": lambda: deeds.shifted(15),
    "time": lambda: deeds.started_at(1200),
    "length": lambda: deeds.lasting(45),
    "no time": lambda: deeds.without_time,
    "announce": lambda: deeds.announced,
    "unannounce": lambda: deeds.unannounced,
    "cancel": lambda: deeds.cancelled("flood"),
    "remove": lambda: deeds.removed,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", DEEDS)
def test_a_bulk_deed_stays_within_its_budget(crew, name: str, size: int) -> None:
    event, deed = event_of(size), DEEDS[name]()
    rows = list(event.performances.select_related("band", "venue"))

    looked = statements(lambda: plan(rows, deed))
    took = statements(lambda: lineup.do(rows, deed, by=None))

    assert looked == 3
    assert took <= 12 + ceil(size / 50) * TABLES


@pytest.mark.parametrize("size", SIZES)
def test_a_copy_stays_within_its_budget(crew, size: int) -> None:
    event, into = event_of(size), make_event("Vol. 8")
    rows = list(event.performances.select_related("band", "venue"))

    took = statements(lambda: lineup.do(rows, deeds.copied, into=into, by=None))

    assert took <= 12 + ceil(size / 50) * TABLES


@pytest.mark.parametrize("size", SIZES)
def test_restoring_stays_within_its_budget(crew, size: int) -> None:
    event = event_of(size)
    lineup.cancel(list(event.performances.select_related("band", "venue")), by=None)
    rows = list(event.performances.select_related("band", "venue"))

    took = statements(lambda: lineup.do(rows, deeds.restored(despite=None), by=None))

    assert took <= 12 + ceil(size / 50) * TABLES


def test_two_sets_swap_in_as_many_statements_as_one_is_edited(crew) -> None:
    event = event_of(20)
    rows = list(event.performances.select_related("band", "venue"))[:2]

    assert statements(lambda: lineup.do(rows, deeds.swapped, by=None)) <= 8
