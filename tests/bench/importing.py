"""Time and statements of planning and applying imports of 50, 500 and 5,000 lines."""

import time
from itertools import pairwise

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events.importing.applying import apply_plan, plan_import
from events.importing.reading import read
from events.models import Event
from tests.cast import make_event

SIZES = (50, 500, 5_000)


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    print(f"\nImport on {connection.vendor}: processor time, and statements of applying")
    print(f"{'':22}{'read':>10}{'plan':>10}{'apply':>10}{'statements':>12}{'budget':>8}")
    for size in SIZES:
        with transaction.atomic():
            event = make_event(f"Size {size}")
            row("new lines", size, event, text_of(size, "20"))
            row("all changed", size, event, text_of(size, "21"))
            row("nothing to do", size, event, text_of(size, "21"))
            transaction.set_rollback(True)


def row(name: str, size: int, event: Event, text: str) -> None:
    marks = [time.process_time()]
    table = read(text)
    marks.append(time.process_time())
    plan = plan_import(event, table)
    marks.append(time.process_time())
    with CaptureQueriesContext(connection) as captured:
        apply_plan(plan, by=None)
    marks.append(time.process_time())
    took = [later - earlier for earlier, later in pairwise(marks)]
    cells = "".join(f"{seconds:>8.2f} s" for seconds in took)
    budget = 12 + -(-size // 50) * 4
    print(f"{size:>6} {name:15}{cells}{len(captured):>12}{budget:>8}")


def text_of(size: int, hour: str) -> str:
    lines = (
        f"Band {number},Venue {number % 60},{hour}:{number % 60:02},punk,yes\n"
        for number in range(size)
    )
    return "band,venue,start,genre,announced\n" + "".join(lines)
