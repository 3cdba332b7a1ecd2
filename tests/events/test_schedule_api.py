"""GET /api/v1/schedule, word for word as other programs rely on it."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from time_machine import travel

from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

URL = "/api/v1/schedule"


@pytest.fixture
def vol_7(crew):
    return make_event(
        status="published", city="Waterloo", revision=12, ticket_url="https://example.org/t"
    )


def performances(client: Client) -> list[dict[str, object]]:
    return client.get(URL, {"event": "vol-7"}).json()["performances"]


def test_the_schedule_is_the_contracts(vol_7, client: Client) -> None:
    links = {"bandcamp": "https://owls.bandcamp.com/", "website": "javascript:alert(1)"}
    band = make_band("Owls", genres=["punk"], links=links)
    venue = make_venue("Room 47", street="47 King", latitude="43.46", longitude="-80.52")
    was = {"day": "2026-10-10", "start": 23 * 60 + 55, "venue": venue.pk}
    owls = make_performance(
        vol_7, band, venue=venue, start="0:25", end="1:00", first_public=was, note="Masks."
    )

    answer = client.get(URL, {"event": "vol-7"})

    assert answer.json() == {
        "event": {
            "slug": "vol-7",
            "name": "Vol. 7",
            "status": "published",
            "called_off": "no",
            "called_off_reason": "",
            "timezone": "America/Toronto",
            "first_day": "2026-10-10",
            "last_day": "2026-10-10",
            "city": "Waterloo",
            "ticket_url": "https://example.org/t",
            "url": f"{settings.SITE_URL}/events/vol-7/",
            "revision": 12,
        },
        "performances": [
            {
                "id": owls.public_id,
                "band": {
                    "slug": "owls",
                    "name": "Owls",
                    "genres": ["punk"],
                    "links": {"bandcamp": "https://owls.bandcamp.com/"},
                    "photo": None,
                },
                "venue": {
                    "slug": "room-47",
                    "name": "Room 47",
                    "address": "47 King",
                    "latitude": 43.46,
                    "longitude": -80.52,
                },
                "day": "2026-10-10",
                "start": "00:25",
                "end": "01:00",
                "starts_at": "2026-10-11T00:25:00-04:00",
                "ends_at": "2026-10-11T01:00:00-04:00",
                "cancelled": False,
                "moved_from": {"start": "23:55"},
                "notes": "Masks.",
            }
        ],
    }


def test_what_is_unknown_is_null(vol_7, client: Client) -> None:
    make_performance(vol_7, start="", cancelled_at=toronto("12:00"))

    (found,) = performances(client)

    assert {name: found[name] for name in ("venue", "start", "end", "starts_at", "ends_at")} == (
        dict.fromkeys(("venue", "start", "end", "starts_at", "ends_at"))
    )
    assert (found["cancelled"], found["moved_from"], found["notes"]) == (True, None, "")


def test_every_former_value_is_told(vol_7, client: Client) -> None:
    old = make_venue("The Old Post")
    was = {"day": "2026-10-09", "start": None, "venue": old.pk}
    make_performance(vol_7, first_public=was)

    (found,) = performances(client)

    assert found["moved_from"] == {"day": "2026-10-09", "start": None, "venue": "The Old Post"}


def test_an_unsafe_ticket_link_is_null(vol_7, client: Client) -> None:
    vol_7.ticket_url = "javascript:alert(1)"
    vol_7.save()

    assert client.get(URL, {"event": "vol-7"}).json()["event"]["ticket_url"] is None


@pytest.mark.parametrize("query", [{}, {"event": "current"}])
def test_current_is_the_current_event(vol_7, client: Client, query: dict[str, str]) -> None:
    make_event("Later", status="published", first_day=date(2026, 11, 21))

    with travel(toronto("21:00", SATURDAY)):
        assert client.get(URL, query).json()["event"]["slug"] == "vol-7"
    with travel(toronto("21:00", date(2026, 12, 1))):
        between = client.get(URL, query)

    assert between.status_code == 404
    assert between.json() == {
        "error": "Not found",
        "message": "Nothing is on and nothing is coming up.",
        "details": {},
    }


def test_the_organizations_own_host_is_in_the_address(vol_7, crew, client: Client) -> None:
    crew.host = "testserver"
    crew.save()

    event = client.get(URL, {"event": "vol-7"}).json()["event"]

    assert event["url"] == "http://testserver/events/vol-7/"


@pytest.mark.parametrize("count", [1, 3])
def test_the_schedule_asks_the_same_however_long_it_is(
    vol_7, client: Client, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(vol_7, f"Band {number}", venue=f"Room {number}")

    with django_assert_num_queries(3):
        assert len(performances(client)) == count
