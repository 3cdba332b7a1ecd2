"""The API about events, bands and venues: lists with pages, and what one of them is."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from events.models import Event
from tests.cast import make_band, make_event, make_performance, make_venue

SITE = settings.SITE_URL


@pytest.fixture
def vol_7(crew) -> Event:
    return make_event(
        status="published",
        city="Waterloo",
        description="Two rooms.",
        doors={"1": 1140},
        links={"website": "https://example.org/", "x": "javascript:alert(1)"},
        called_off="postponed",
        called_off_reason="Flood.",
    )


def facts(event: str = "vol-7", **fields: object) -> dict[str, object]:
    return {
        "slug": event,
        "name": "Vol. 7",
        "status": "published",
        "called_off": "postponed",
        "called_off_reason": "Flood.",
        "timezone": "America/Toronto",
        "first_day": "2026-10-10",
        "last_day": "2026-10-10",
        "city": "Waterloo",
        "ticket_url": None,
        "url": f"{SITE}/events/{event}/",
        "revision": 0,
    } | fields


def test_an_event_is_all_that_its_page_says(vol_7, client: Client) -> None:
    assert client.get("/api/v1/events/vol-7").json() == facts(
        description="Two rooms.",
        links={"website": "https://example.org/"},
        doors=[{"day": "2026-10-10", "opens_at": "2026-10-10T19:00:00-04:00"}],
        calendar_url=f"{SITE}/events/vol-7/schedule.ics",
    )


def test_events_are_listed_the_latest_first(vol_7, client: Client) -> None:
    make_event("Draft")
    make_event("Vol. 1", status="archived", first_day=date(2020, 2, 29))
    make_event("Vol. 8", status="published", first_day=date(2027, 2, 28))

    answer = client.get("/api/v1/events").json()

    assert [item["slug"] for item in answer["items"]] == ["vol-8", "vol-7", "vol-1"]
    assert (answer["items"][1], answer["next"]) == (facts(), None)


def test_a_band_comes_with_its_sets(vol_7, client: Client) -> None:
    owls = make_band("Owls", genres=["punk"], bio="*Loud.*", home_town="Guelph", contact="private")
    played = make_performance(vol_7, owls, venue=make_venue("Room 47", latitude=1, longitude=2))
    make_performance(make_event("Draft"), owls)

    answer = client.get("/api/v1/bands/owls").json()
    (its_set,) = answer.pop("performances")

    assert answer == {
        "slug": "owls",
        "name": "Owls",
        "genres": ["punk"],
        "links": {},
        "photo": None,
        "url": f"{SITE}/bands/owls/",
        "home_town": "Guelph",
        "bio": "*Loud.*",
        "calendar_url": f"{SITE}/bands/owls/schedule.ics",
    }
    assert (its_set["id"], its_set["event"]) == (played.public_id, facts())
    assert its_set["venue"] == {
        "slug": "room-47",
        "name": "Room 47",
        "address": "",
        "latitude": 1.0,
        "longitude": 2.0,
    }


def test_a_venue_comes_with_its_events(vol_7, client: Client) -> None:
    room = make_venue("Room 47", street="47 King", phone="private", access_notes="One step.")
    make_performance(vol_7, "Owls", venue=room)
    make_performance(vol_7, "Rills", venue=room)
    make_performance(make_event("Draft"), venue=room)

    assert client.get("/api/v1/venues/room-47").json() == {
        "slug": "room-47",
        "name": "Room 47",
        "address": "47 King",
        "latitude": None,
        "longitude": None,
        "url": f"{SITE}/venues/room-47/",
        "links": {},
        "access_notes": "One step.",
        "events": [facts()],
    }


@pytest.mark.parametrize("kind", ["bands", "venues"])
def test_only_what_has_a_public_set_is_listed(vol_7, client: Client, kind: str) -> None:
    make_performance(vol_7, "Owls", venue="Den")
    make_performance(make_event("Draft"), "Hidden", venue="Hidden")

    listed = client.get(f"/api/v1/{kind}").json()["items"]
    hidden, unknown = (client.get(f"/api/v1/{kind}/{slug}") for slug in ("hidden", "nobody"))

    assert [item["name"] for item in listed] == [{"bands": "Owls", "venues": "Den"}[kind]]
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
