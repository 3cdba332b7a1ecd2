"""Time, statements and locking of cloning events of 50, 500 and 5,000 sets, and how they grow."""

import time

from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import cloning
from events.models import Event
from tests.bench.importing import FRAME
from tests.bench.lineup import event_of
from tests.cast import SATURDAY

SIZES = (50, 500, 5_000)
ROUNDS = 3
# Of a clone with bands: event, sets, act, changes.
TABLES = 4


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    print(f"\nClone on {connection.vendor}: processor time, and how many times that of the size")
    print(f"before; the longest of {ROUNDS} times, by the clock, that nobody else could write")
    names = f"{'time':>10}{'ratio':>8}{'locked':>10}{'statements':>12}{'budget':>8}"
    print(f"{'sets':>6}  {'what':18}{names}")
    events = {size: event_of(size) for size in SIZES}
    for with_bands in (True, False):
        before = 0.0
        for size in SIZES:
            took, locked, statements = clone(events[size], with_bands=with_bands)
            what = "with bands" if with_bands else "venues and slots"
            ratio = f"{took / before:.1f}x" if before else ""
            budget = 12 + -(-size // 50) * TABLES
            times = f"{took * 1000:>7.0f} ms{ratio:>8}{locked * 1000:>7.0f} ms"
            print(f"{size:>6}  {what:18}{times}{statements:>12}{budget:>8}")
            before = took


def clone(event: Event, *, with_bands: bool) -> tuple[float, float, int]:
    """Clone as often as there are rounds; return the shortest processor time, the longest by the
    clock, and the statements of one.
    """
    shortest, longest, statements = float("inf"), 0.0, 0
    for number in range(ROUNDS):
        with CaptureQueriesContext(connection) as captured:
            began, worked = time.perf_counter(), time.process_time()
            cloning.clone(  # commits; on SQLite it holds the one write lock from its beginning
                event,
                name=f"{event} {with_bands} {number}",
                slug=f"{event.slug}-{with_bands}-{number}".lower(),
                first_day=SATURDAY.replace(year=2027),
                with_bands=with_bands,
                by=None,
            )
            longest = max(longest, time.perf_counter() - began)
            shortest = min(shortest, time.process_time() - worked)
        statements = sum(not one["sql"].startswith(FRAME) for one in captured)
    return shortest, longest, statements
