"""Time and statements of the verbs on lineups of 20, 200 and 2,000 sets, against reading them."""

import statistics
import time
from collections.abc import Callable
from math import ceil

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events import deeds, editions, lineup
from events.bulk import plan
from events.lineup import NewSet
from events.models import Event, Performance
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_venue

SIZES = (20, 200, 2000)
ROUNDS = 5
NIGHT = 30

VERBS: dict[str, Callable[[Event, list[Performance]], object]] = {
    "edit one": lambda event, rows: lineup.edit(rows[0], note="loud", by=None),
    "preview of a shift": lambda event, rows: plan(rows, deeds.shifted(5)),
    "shift all": lambda event, rows: lineup.shift(rows, 5, by=None),
    "move all": lambda event, rows: lineup.move(rows, venue=make_venue("Barn"), by=None),
    "set time of all": lambda event, rows: lineup.do(rows, deeds.started_at(1200), by=None),
    "cancel all": lambda event, rows: lineup.cancel(rows, reason="flood", by=None),
    "remove all": lambda event, rows: lineup.remove(rows, by=None),
    "copy all": lambda event, rows: lineup.do(
        rows, deeds.copied, into=make_event("Copies"), by=None
    ),
    "announce all": lambda event, rows: lineup.announce(rows, by=None),
    "publish": lambda event, rows: editions.publish(event, by=None),
    "undo adding all": lambda event, rows: undo(event.change_sets.last(), by=None),
}


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    print(
        f"\nVerbs on {connection.vendor}: median of {ROUNDS}, ratio to reading the rows, statements"
    )
    print(f"{'':18}" + "".join(f"{size:>22} sets" for size in SIZES))
    events = {size: event_of(size) for size in SIZES}
    for name, verb in VERBS.items():
        cells = [cell(verb, events[size]) for size in SIZES]
        print(f"{name:18}" + "".join(f"{text:>27}" for text in cells))


def cell(verb: Callable[[Event, list[Performance]], object], event: Event) -> str:
    reading, acting, statements = [], [], 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        rows = list(event.performances.select_related("event", "band", "venue"))
        reading.append(time.perf_counter() - began)
        with transaction.atomic():
            with CaptureQueriesContext(connection) as captured:
                began = time.perf_counter()
                verb(event, rows)
                acting.append(time.perf_counter() - began)
            transaction.set_rollback(True)
        statements = len([one for one in captured if "SAVEPOINT" not in one["sql"]])
    took, read = statistics.median(acting), statistics.median(reading)
    return f"{took * 1000:.0f} ms {took / read:.1f}x {statements} st."


def event_of(size: int) -> Event:
    """Make an event whose venues each have a night of 30 sets, one after the other.

    A band plays twice, so that there is something to judge and few conflicts, as there are in life.
    """
    event = make_event(f"Size {size}")
    bands = [make_band(f"Band {size} {number}") for number in range((size + 1) // 2)]
    venues = [make_venue(f"Venue {size} {number}") for number in range(ceil(size / NIGHT))]
    sets = [
        NewSet(
            bands[number % len(bands)],
            SATURDAY,
            venues[number // NIGHT],
            Slot(400 + number % NIGHT * 40, 430 + number % NIGHT * 40),
        )
        for number in range(size)
    ]
    lineup.add(event, sets, by=None)
    return event
