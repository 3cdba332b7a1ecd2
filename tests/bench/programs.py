"""What programs fetch, made anew: statements, time against a bare view, bytes.

The API and the calendars of an event and of a band, and the feed of changes, with 20, 200 and
2,000 sets. Bare is a Django view behind the same middleware that does nothing; times are those of
this process, so that other work on the machine counts little; bytes are brotli 5, as served.
"""

import logging
import statistics
import time

import brotli
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from events import editions, lineup
from events.lineup import NewSet
from events.models import Event
from events.times import Slot
from tests.bench import schedule
from tests.bench.schedule import asked
from tests.cast import make_band, make_event, make_venue

ROUNDS = 9
SIZES = (20, 200, 2000)
ADDRESSES = (
    "/api/v1/schedule?event={event}",
    "/api/v1/events",
    "/api/v1/bands",
    "/api/v1/bands/{band}",
    "/api/v1/venues/{venue}",
    "/events/{event}/schedule.ics",
    "/events/{event}/changes.atom",
    "/bands/{band}/schedule.ics",
    "/feeds/events.atom",
)


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    logging.disable()  # a line for each request would be measured too
    try:
        with override_settings(ROOT_URLCONF=schedule.__name__, ALLOWED_HOSTS=["testserver"]):
            measure()
    finally:
        logging.disable(logging.NOTSET)
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    median("/bare/")  # the first requests of a process are slow
    bare = median("/bare/")
    print(f"\nAPI, calendars and feeds on {connection.vendor}, bare is {bare * 1000:.1f} ms")
    print(f"{'':32}" + "".join(f"{size:>34} sets" for size in SIZES))
    slugs = {size: fill(size) for size in SIZES}
    for address in ADDRESSES:
        cells = [cell(address.format(**slugs[size]), bare) for size in SIZES]
        print(f"{address:32}" + "".join(f"{text:>39}" for text in cells))


def cell(address: str, bare: float) -> str:
    took = median(address)
    with CaptureQueriesContext(connection) as captured:
        content = asked(address).content
    size = len(brotli.compress(content, quality=5)) / 1000
    return f"{took * 1000:.0f} ms {bare / took:.4f} {len(captured)} st. {size:.1f} kB"


def median(address: str) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.process_time()
        asked(address)
        took.append(time.process_time() - began)
    return statistics.median(took)


def fill(size: int) -> dict[str, str]:
    """Make an event of `size` sets by as many bands, half of them by one, all of them moved."""
    event = make_event(f"Size {size}")
    rooms = [make_venue(f"Venue {size} {number}", street="1 King St") for number in range(10)]
    star = make_band(f"Star {size}", genres=["punk"])
    bands = [make_band(f"Band {size} {number}", genres=["folk"]) for number in range(size // 2)]
    sets = [
        NewSet(
            bands[number // 2] if number % 2 else star,
            event.first_day,
            rooms[number % 10],
            Slot(start := 400 + 40 * (number % 32), start + 30),
        )
        for number in range(size)
    ]
    lineup.add(event, sets, by=None)
    editions.publish(event, by=None)
    lineup.shift(list(event.performances.select_related("event")), 5, by=None)
    shown = Event.objects.get(pk=event.pk)
    return {"event": shown.slug, "band": star.slug, "venue": rooms[0].slug}
