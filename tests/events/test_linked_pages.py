"""What search engines read of bands and venues, and that nothing breaks out or leaks out of it."""

import json

import pytest
from django.test import Client
from time_machine import travel

from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.hidden import SECRET, fill
from tests.events.test_linked_data import BLOCK, SITE, data
from tests.events.test_schedule import toronto


@pytest.fixture
def vol_7(crew):
    return make_event(status="published")


def test_a_band_names_its_pages_and_what_it_plays_next(vol_7, client: Client) -> None:
    band = make_band(
        bio="*Two* guitars.", genres=["punk"], home_town="Guelph",
        links={"bandcamp": "https://rills.bandcamp.com/", "website": "javascript:x"},
    )  # fmt: skip
    make_performance(vol_7, band)
    make_performance(make_event("Old", status="archived", first_day=SATURDAY), band)

    found = data(client, "/bands/the-rills/")

    (played,) = found.pop("event")
    address = f"{SITE}/events/vol-7/"
    assert (played["name"], played["url"]) == ("The Rills at Vol. 7", address)
    assert played["superEvent"] == {"@type": "Festival", "name": "Vol. 7", "url": address}
    assert found == {
        "@context": "https://schema.org",
        "@type": "MusicGroup",
        "name": "The Rills",
        "url": f"{SITE}/bands/the-rills/",
        "description": "Two guitars.",
        "genre": ["punk"],
        "location": {"@type": "Place", "name": "Guelph"},
        "sameAs": ["https://rills.bandcamp.com/"],
    }


def test_a_venue_names_its_address_and_what_is_played_next(vol_7, client: Client) -> None:
    venue = make_venue(street="47 King St", city="Waterloo", country="CA", phone="555 0100")
    make_performance(vol_7, venue=venue)

    found = data(client, "/venues/room-47/")

    (played,) = found.pop("event")
    assert played["performer"]["name"] == "The Rills"
    assert found == {
        "@context": "https://schema.org",
        "@type": "MusicVenue",
        "name": "Room 47",
        "url": f"{SITE}/venues/room-47/",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "47 King St",
            "addressLocality": "Waterloo",
            "addressCountry": "CA",
        },
    }


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", "'\"}]}", "<!-- <script>", "\u2028&amp;", "a\\b"]
)
def test_a_name_stays_inside_its_string(vol_7, client: Client, name: str) -> None:
    band = make_band(name, bio=name)
    make_performance(vol_7, band)

    for address in ("/events/vol-7/", f"/bands/{band.slug}/"):
        with travel(toronto("12:00"), tick=False):
            (block,) = BLOCK.findall(client.get(address).content.decode())
        assert not set("<>&\u2028") & set(block)
        found = json.loads(block)
        played = (found.get("subEvent") or found["event"])[0]
        assert played["performer"]["name"] == name


def test_nothing_hidden_is_said_or_counted(crew, other_crew, client: Client) -> None:
    crew.host = "testserver"
    crew.save()
    slugs = fill(crew, other_crew)

    found = {slug: data(client, f"/events/{slug}/") for slug in slugs["public"]}

    assert [len(event["subEvent"]) for event in found.values()] == [1, 1, 1]
    assert SECRET not in json.dumps(found).upper()
