"""A band's page with 20, 200 and 2,000 sets behind it: statements, bytes, and time against bare.

Bare is a Django view behind the same middleware that does nothing (/healthz); warm is the page as
it is kept.
"""

import logging
import statistics
import time
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bands.models import Band
from events.models import Performance
from settimes.pages import tokens
from settimes.pages.store import store
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue

SIZES = (20, 200, 2000)
ROUNDS = 15
EDITION = 10  # sets of the band and as many of others, in each edition


def main() -> None:
    old_name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        measure()
    finally:
        connection.creation.destroy_test_db(old_name, verbosity=0)


def measure() -> None:
    logging.disable()  # a line for each request would be measured too
    bare = median("/healthz")
    print(f"\nBand page on {connection.vendor}: median of {ROUNDS}, bare is {bare * 1000:.1f} ms")
    for size in SIZES:
        path = f"/bands/{band_of(size).slug}/"
        settings.PAGE_CACHE_MB = 0
        with CaptureQueriesContext(connection) as captured:
            html = opened(path)
        statements = len(captured)  # the next request empties the log
        cold = median(path)
        settings.PAGE_CACHE_MB = 32
        warm = median(path)
        print(
            f"{size:>6} sets: {statements} statements cold; cold {cold * 1000:.0f} ms, "
            f"bare ÷ cold {bare / cold:.3f}; bare ÷ warm {bare / warm:.2f}; "
            f"HTML {len(brotli.compress(html)) / 1000:.1f} kB compressed"
        )
        store.clear()
        tokens.forget()
    sheets = ("tokens", "base", "components", "schedule", "library")
    print(f"CSS {kilobytes(*(f'css/{name}.css' for name in sheets)):.1f} kB compressed, ", end="")
    print(f"JS {kilobytes('js/tonight.js'):.1f} kB")


def opened(path: str) -> bytes:
    response = Client(headers={"Host": "localhost"}).get(path)
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{path} answers {response.status_code}.")
    return response.content


def median(path: str) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        opened(path)
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def kilobytes(*names: str) -> float:
    files = [Path(str(finders.find(name))).read_bytes() for name in names]
    return sum(len(brotli.compress(content)) for content in files) / 1000


def band_of(size: int) -> Band:
    """Book a band over many editions, with others on the same stages."""
    band, venue = (
        make_band(f"Band of {size}", bio="Two *guitars*.\n\n" * 20),
        make_venue(f"At {size}"),
    )
    mates = [make_band(f"Mate {size} {number}") for number in range(EDITION)]
    for number in range(size // EDITION):
        day = SATURDAY - timedelta(days=number)
        event = make_event(f"{size} {number}", status="archived", first_day=day)
        for mate in mates:
            make_performance(event, mate, venue=venue)
        rows = [Performance(event=event, band=band, venue=venue, day=day) for _ in range(EDITION)]
        Performance.objects.bulk_create(rows)
    return band
