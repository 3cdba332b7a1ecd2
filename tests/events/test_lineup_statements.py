"""How many statements a verb takes: flat, but for one more of each kind per batch of rows."""

from collections.abc import Callable
from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import editions, lineup
from events.lineup import NewSet
from events.models import Event, Performance
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_venue

# Rows, their changes: what a verb writes for each set.
TABLES = 2


def event_of(size: int) -> Event:
    event, band, venue = make_event(), make_band(), make_venue()
    sets = [NewSet(band, SATURDAY, venue, Slot(1230, 1260)) for _ in range(size)]
    lineup.add(event, sets, by=None)
    return event


def statements(do: Callable[[], object]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        do()
    return sum("SAVEPOINT" not in query["sql"] for query in captured)


VERBS: dict[str, Callable[[Event, list[Performance]], object]] = {
    "move": lambda event, rows: lineup.move(rows, venue=make_venue("Ship"), by=None),
    "shift": lambda event, rows: lineup.shift(rows, 15, by=None),
    "cancel": lambda event, rows: lineup.cancel(rows, reason="flood", by=None),
    "announce": lambda event, rows: lineup.announce(rows, by=None),
    "remove": lambda event, rows: lineup.remove(rows, by=None),
    "publish": lambda event, rows: editions.publish(event, by=None),
    "dates": lambda event, rows: editions.change_dates(
        event, SATURDAY.replace(day=17), SATURDAY.replace(day=17), by=None
    ),
    "undo": lambda event, rows: undo(event.change_sets.get(), by=None),
}


@pytest.mark.parametrize("size", [20, 200, 2000])
@pytest.mark.parametrize("name", VERBS)
def test_a_bulk_verb_stays_within_its_budget(crew, name: str, size: int) -> None:
    event = event_of(size)
    rows = list(event.performances.select_related("band", "venue"))

    took = statements(lambda: VERBS[name](event, rows))

    assert took <= 12 + ceil(size / 50) * TABLES


def test_adding_stays_within_its_budget(crew) -> None:
    event, band = make_event(), make_band()

    took = statements(lambda: lineup.add(event, [NewSet(band, SATURDAY)] * 200, by=None))

    assert took <= 12 + ceil(200 / 50) * TABLES


@pytest.mark.parametrize("size", [20, 200, 2000])
def test_one_edit_takes_the_same_statements_in_any_lineup(crew, size: int) -> None:
    row = event_of(size).performances.select_related("event").first()

    assert statements(lambda: lineup.edit(row, note="loud", by=None)) == 7
