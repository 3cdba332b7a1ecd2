"""The organizer's lineup at 20, 200 and 2,000 sets: time against reading the rows, and bytes."""

import gzip
import statistics
import time
from collections.abc import Callable

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organization, Role
from events import board
from events.models import Event
from tests.bench.lineup import SIZES, event_of
from tests.cast import make_member
from tests.events.editing import HTMX, typed

ROUNDS = 5


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    ed = Client(headers={"Host": "localhost"})
    ed.force_login(make_member("Ed", Role.EDITOR, Organization.objects.get()))
    print(f"\nLineup on {connection.vendor}: median of {ROUNDS}, ratio to reading the rows")
    for size in SIZES:
        event = event_of(size)
        page = f"/manage/events/{event.slug}/lineup/"
        mark = board.latest_act(event)
        asks: dict[str, Callable[[], HttpResponse]] = {
            "page": lambda page=page: ed.get(page),
            "by venue": lambda page=page: ed.get(page, {"by": "venue"}),
            "nothing new": lambda page=page, mark=mark: ed.get(
                f"{page}changes/", {"since": mark}, headers=HTMX
            ),
            "one row saved": lambda page=page, event=event: save(ed, page, event),
        }
        for name, ask in asks.items():
            print(f"{size:>6} sets  {name:14} {cell(ask, event)}")


def save(client: Client, page: str, event: Event) -> HttpResponse:
    """Change the note of one set, as a page does that has seen everything before."""
    row = event.performances.select_related("band", "venue", "event__organization").latest("pk")
    data = typed(row, note=f"{row.version} times", since=board.latest_act(event))
    headers = {**HTMX, "HX-Target": f"set-{row.public_id}"}
    return client.post(f"{page}{row.public_id}/edit/", data, headers=headers)


def cell(ask: Callable[[], HttpResponse], event: Event) -> str:
    reading, asking, statements = [], [], 0
    for _ in range(ROUNDS):
        began = time.perf_counter()
        list(event.performances.live().select_related("band", "venue").in_order())
        reading.append(time.perf_counter() - began)
        with CaptureQueriesContext(connection) as captured:
            began = time.perf_counter()
            response = ask()
            asking.append(time.perf_counter() - began)
        statements = len([one for one in captured if "SAVEPOINT" not in one["sql"]])
        assert response.status_code in {200, 204}
    took, read = statistics.median(asking), statistics.median(reading)
    sent = len(response.content)
    packed = len(gzip.compress(response.content, 6))
    return (
        f"{took * 1000:7.0f} ms {took / read:6.1f}x {statements:>3} st. "
        f"{sent:>9,} bytes, {packed:>7,} packed"
    )
