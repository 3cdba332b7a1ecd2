"""Time, statements and locking of planning and applying imports of 50, 500 and 5,000 lines."""

import time
from itertools import pairwise

from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.importing.applying import apply_plan, plan_import
from events.importing.reading import read
from events.models import Event
from tests.cast import make_event

SIZES = (50, 500, 5_000)
# What holds a transaction together is not counted.
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    print(f"\nImport on {connection.vendor}: processor time; statements of applying; and for how")
    print("long, by the clock, nobody else could write")
    names = ("read", "plan", "apply", "locked")
    print(
        f"{'':22}" + "".join(f"{name:>10}" for name in names) + f"{'statements':>12}{'budget':>8}"
    )
    for size in SIZES:
        event = make_event(f"Size {size}")
        row("new lines", size, event, text_of(size, "20"))
        row("all changed", size, event, text_of(size, "21"))
        row("nothing to do", size, event, text_of(size, "21"))


def row(name: str, size: int, event: Event, text: str) -> None:
    marks = [time.process_time()]
    table = read(text)
    marks.append(time.process_time())
    plan = plan_import(event, table)
    marks.append(time.process_time())
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        apply_plan(plan, by=None)  # commits; it holds the lock from its first statement
    locked = time.perf_counter() - began
    marks.append(time.process_time())
    took = [*(later - earlier for earlier, later in pairwise(marks)), locked]
    cells = "".join(f"{seconds:>8.2f} s" for seconds in took)
    budget = 12 + -(-size // 50) * 4
    statements = [one for one in captured if not one["sql"].startswith(FRAME)]
    print(f"{size:>6} {name:15}{cells}{len(statements):>12}{budget:>8}")


def text_of(size: int, hour: str) -> str:
    lines = (
        f"Band {size} {number},Venue {number % 60},{hour}:{number % 60:02},punk,yes\n"
        for number in range(size)
    )
    return "band,venue,start,genre,announced\n" + "".join(lines)
