"""The list of editions says which one is on; a schedule leads to its calendar and feed once."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from time_machine import travel

from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto

HEADING = re.compile(r'<h2 id="[\w-]+">(.*?)</h2>|<span class="name"><bdi>(.*?)</bdi>')


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("05:59", ["Upcoming", "Vol. 7", "Sunk", "Vol. 8", "2025", "Vol. 6"]),
        ("12:00", ["Tonight", "Vol. 7", "Upcoming", "Sunk", "Vol. 8", "2025", "Vol. 6"]),
        ("27:49", ["Tonight", "Vol. 7", "Upcoming", "Sunk", "Vol. 8", "2025", "Vol. 6"]),
        ("31:00", ["Upcoming", "Vol. 8", "2026", "Sunk", "Vol. 7", "2025", "Vol. 6"]),
    ],
)
def test_the_edition_that_is_on_stands_under_tonight(crew, client: Client, clock, expected) -> None:
    make_event("Vol. 7", status="published")
    make_event("Sunk", status="published", called_off="postponed")
    make_event("Vol. 8", status="published", first_day=SATURDAY + timedelta(days=30))
    make_event("Vol. 6", status="archived", first_day=SATURDAY - timedelta(days=364))

    with travel(toronto(clock)):
        page = client.get("/events/").content.decode()

    assert ["".join(found) for found in HEADING.findall(page)] == expected


@pytest.mark.parametrize(("clock", "times"), [("12:00", 1), ("21:00", 1), ("60:00", 0)])
def test_a_schedule_leads_once_to_its_calendar_and_feed(crew, client, clock, times) -> None:
    make_performance(make_event("Vol. 7", status="published"))

    with travel(toronto(clock)):
        page = client.get("/events/vol-7/").content.decode()

    addresses = ["/events/vol-7/schedule.ics", "/events/vol-7/changes.atom"]
    assert [page.count(f'<a class="btn is-quiet" href="{one}"') for one in addresses] == [times] * 2
    assert [page.count(f'href="{one}"') for one in addresses] == [times + 1] * 2  # and in the head
