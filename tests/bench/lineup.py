"""Time and statements of the verbs on lineups of 20, 200 and 2,000 sets, against reading them."""

import statistics
import time
from collections.abc import Callable
from itertools import cycle

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events import editions, lineup
from events.lineup import NewSet
from events.models import Event, Performance
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_venue

SIZES = (20, 200, 2000)
ROUNDS = 5

VERBS: dict[str, Callable[[Event, list[Performance]], object]] = {
    "edit one": lambda event, rows: lineup.edit(rows[0], note="loud", by=None),
    "shift all": lambda event, rows: lineup.shift(rows, 5, by=None),
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
    """Make an event of `size` sets in ten venues, one after the other."""
    event = make_event(f"Size {size}")
    venues = cycle([make_venue(f"Venue {size} {number}") for number in range(10)])
    band = make_band(f"Band {size}")
    sets = [
        NewSet(band, SATURDAY, next(venues), Slot(start, start + 30))
        for start, _ in zip(cycle(range(400, 1700, 40)), range(size), strict=False)
    ]
    lineup.add(event, sets, by=None)
    return event
