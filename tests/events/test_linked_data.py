"""What search engines and calendars read: every fact of a set, none that is not public."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from tests.cast import SATURDAY, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

SITE = "http://localhost:8000"
STATUS = "https://schema.org/Event"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')


def data(client: Client, address: str) -> dict:
    with travel(toronto("12:00"), tick=False):
        (block,) = BLOCK.findall(client.get(address).content.decode())
    return json.loads(block)


@pytest.fixture
def vol_7(crew):
    return make_event(status="published", doors={"1": 1140}, city="Waterloo")


def test_an_event_says_when_and_where_and_who(vol_7, client: Client) -> None:
    vol_7.ticket_url = "https://tickets.example.org/"
    vol_7.save()
    venue = make_venue(street="47 King St", latitude="43.46", longitude="-80.52")
    make_performance(vol_7, venue=venue, start="0:25", end="1:05")

    found = data(client, "/events/vol-7/")

    place = {
        "@type": "Place",
        "name": "Room 47",
        "address": "47 King St",
        "geo": {"@type": "GeoCoordinates", "latitude": 43.46, "longitude": -80.52},
        "url": f"{SITE}/venues/room-47/",
    }
    assert found == {
        "@context": "https://schema.org",
        "@type": "Festival",
        "name": "Vol. 7",
        "url": f"{SITE}/events/vol-7/",
        "startDate": "2026-10-10T19:00:00-04:00",
        "doorTime": "2026-10-10T19:00:00-04:00",
        "eventStatus": f"{STATUS}Scheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [place],
        "organizer": {"@type": "Organization", "name": "Our crawl", "url": f"{SITE}/"},
        "offers": {"@type": "Offer", "url": "https://tickets.example.org/"},
        "subEvent": [
            {
                "@type": "MusicEvent",
                "name": "The Rills at Vol. 7",
                "startDate": "2026-10-11T00:25:00-04:00",
                "endDate": "2026-10-11T01:05:00-04:00",
                "doorTime": "2026-10-10T19:00:00-04:00",
                "eventStatus": f"{STATUS}Scheduled",
                "location": {"@type": "Place", "name": "Room 47", "address": "47 King St"},
                "performer": {
                    "@type": "MusicGroup",
                    "name": "The Rills",
                    "url": f"{SITE}/bands/the-rills/",
                },
            }
        ],
    }


def test_what_is_not_known_is_not_said(crew, client: Client) -> None:
    make_performance(make_event(status="published"), start="")

    found = data(client, "/events/vol-7/")

    (played,) = found["subEvent"]
    assert (found["startDate"], played["startDate"]) == ("2026-10-10", "2026-10-10")
    assert {"location", "doorTime", "endDate"} & (found.keys() | played.keys()) == set()


def test_a_set_without_a_venue_is_somewhere_in_town(vol_7, client: Client) -> None:
    make_performance(vol_7)

    (played,) = data(client, "/events/vol-7/")["subEvent"]

    assert played["location"] == {"@type": "Place", "name": "Waterloo", "address": "Waterloo"}


def was(**facts: object) -> dict[str, object]:
    return {"day": SATURDAY.isoformat(), "start": 1260, "venue": None} | facts


@pytest.mark.parametrize(
    ("facts", "status", "before"),
    [
        ({}, "Scheduled", None),
        ({"first_public": was()}, "Scheduled", None),
        ({"first_public": was(start=1230)}, "Rescheduled", "2026-10-10T20:30:00-04:00"),
        ({"first_public": was(day="2026-10-09")}, "Rescheduled", "2026-10-09T21:00:00-04:00"),
        ({"first_public": was(start=None)}, "Scheduled", None),
        ({"first_public": was(venue=0)}, "Scheduled", None),
        ({"cancelled_at": timezone.now()}, "Cancelled", None),
        (
            {"cancelled_at": timezone.now(), "first_public": was(start=1230)},
            "Cancelled",
            "2026-10-10T20:30:00-04:00",
        ),
    ],
)
def test_a_set_says_how_it_stands(vol_7, client, facts, status: str, before: str | None) -> None:
    make_performance(vol_7, start="21:00", **facts)

    (played,) = data(client, "/events/vol-7/")["subEvent"]

    assert played["eventStatus"] == STATUS + status
    assert played.get("previousStartDate") == before


@pytest.mark.parametrize(
    ("called_off", "status"), [("cancelled", "Cancelled"), ("postponed", "Postponed")]
)
def test_an_event_called_off_takes_its_sets_along(crew, client, called_off, status) -> None:
    make_performance(make_event(status="published", called_off=called_off))

    found = data(client, "/events/vol-7/")

    assert found["eventStatus"] == STATUS + called_off.capitalize()
    assert found["subEvent"][0]["eventStatus"] == found["eventStatus"]


def test_several_days_have_an_end_and_doors_of_their_own(crew, client: Client) -> None:
    sunday = SATURDAY + timedelta(days=1)
    weekend = make_event(status="published", last_day=sunday, doors={"2": 1080})
    make_performance(weekend, day=sunday)

    found = data(client, "/events/vol-7/")

    assert (found["startDate"], found["endDate"]) == ("2026-10-10", "2026-10-11")
    assert found["subEvent"][0]["doorTime"] == "2026-10-11T18:00:00-04:00"
