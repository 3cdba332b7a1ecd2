"""The schedule page, made anew: statements, cost against a bare view, bytes of a first visit."""

import random
import re
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path

import brotli
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import include, path
from django.utils import timezone

from events import editions, lineup, times
from events.lineup import NewSet
from events.models import Event
from events.times import Slot
from settimes.pages.store import store
from tests.cast import make_band, make_event, make_venue

SIZES = (20, 60, 200, 2000)
VIEWS = ("", "?view=venue", "?view=grid")
ROUNDS = 15
SEED = 20261010
SYLLABLES = ["ro", "ken", "la", "mur", "vi", "sto", "nel", "pra", "dun", "wi", "gha", "qui"]
GENRES = ["punk", "folk", "country punk", "hip-hop", "noise", "cumbia", "surf", "speed metal"]
FILES = re.compile(r'(?:href|src)="/static/([^"]+\.(css|js|svg))["#]')


@login_not_required
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello")


urlpatterns = [path("bare/", bare), path("", include("settimes.urls"))]


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
            measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    print(f"\nSchedule page on {connection.vendor}, made anew; seed {SEED}")
    print(f"Processor time (median of {ROUNDS}), ratio to a bare view, statements")
    print(f"{'':16}" + "".join(f"{size:>26} sets" for size in SIZES))
    chance = random.Random(SEED)
    events = {size: event_of(size, chance) for size in SIZES}
    nothing = median("/bare/")
    for view in VIEWS:
        cells = [cell(f"/events/{event.slug}/{view}", nothing) for event in events.values()]
        print(f"{view or 'by time':16}" + "".join(f"{text:>31}" for text in cells))
    print("\nBytes of a first visit, brotli 5 for the page and 11 for files, as they are served")
    for view in VIEWS:
        for size in (60, 200, 2000):
            print(f"{view or 'by time':16}{size:>5} sets  {weights(events[size].slug, view)}")


def cell(address: str, nothing: float) -> str:
    took = median(address)
    with CaptureQueriesContext(connection) as captured:
        asked(address)
    return f"{took * 1000:.1f} ms {nothing / took:.4f} {len(captured)} st."


def median(address: str) -> float:
    return statistics.median(timed(lambda: asked(address)) for _ in range(ROUNDS))


def timed(act: Callable[[], object]) -> float:
    store.clear()
    began = time.process_time()
    act()
    return time.process_time() - began


def asked(address: str) -> HttpResponse:
    store.clear()
    answer = Client().get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer


def weights(slug: str, view: str) -> str:
    page = asked(f"/events/{slug}/{view}").content
    sizes = {"html": len(brotli.compress(page, quality=5)), "css": 0, "js": 0, "svg": 0}
    for name, kind in set(FILES.findall(page.decode())):
        sizes[kind] += len(brotli.compress(Path(finders.find(name)).read_bytes()))
    total = sum(sizes.values())
    return " ".join(f"{kind} {size:,}" for kind, size in sizes.items()) + f" all {total:,}"


def names(chance: random.Random) -> Iterator[str]:
    while True:
        words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).title() for _ in "ab"]
        yield " ".join(words)


def event_of(size: int, chance: random.Random) -> Event:
    """Make a public event of today: as many sets in ten venues, some moved, some cancelled."""
    now = timezone.now()
    today = times.festival_day(now, "America/Toronto", 360)
    event = make_event(f"Size {size}", first_day=today, doors={"1": 1080}, city="Waterloo")
    rooms = [make_venue(f"Venue {size} {number}", street="1 King St") for number in range(10)]
    venues = cycle(rooms)
    known = names(chance)
    bands = [
        make_band(
            f"{next(known)} {size + number}",
            genres=chance.sample(GENRES, 2),
            links={"website": "https://band.example.org/", "bandcamp": "https://b.bandcamp.com/"},
        )
        for number in range(size)
    ]
    starts = cycle(range(400, 1700, 40))
    sets = [
        NewSet(band, today, next(venues), Slot(start, start + 30))
        for band, start in zip(bands, starts, strict=False)
    ]
    lineup.add(event, sets, by=None)
    editions.publish(event, by=None)
    rows = list(event.performances.all())
    lineup.shift(rows[::10], 5, by=None)
    lineup.cancel(rows[5::20], by=None)
    return Event.objects.get(pk=event.pk)
