"""A venue's page: where it is, how to get in, its nights."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from events.public_library import map_url
from tests.cast import make_event, make_performance, make_venue
from tests.events.test_band_page import part
from tests.events.test_schedule import toronto
from tests.html import Page

ADDRESS = "/venues/room-47/"
PAST = date(2025, 10, 11)


@pytest.fixture
def vol_7(crew):
    return make_event(status="published")


def opened(client: Client, at: str = "12:00") -> str:
    with travel(toronto(at), tick=False):
        return client.get(ADDRESS).content.decode()


def test_the_page_says_where_it_is_and_nothing_private(vol_7, client: Client) -> None:
    venue = make_venue(
        street="47 King St",
        city="Waterloo",
        phone="+1 555 0100",
        contact="Bo, at the bar",
        access_notes="Two steps, ramp at the back.",
        links={"website": "https://room47.example.org/", "facebook": "javascript:alert(1)"},
    )
    make_performance(vol_7, venue=venue)

    page = opened(client)

    assert "<bdi>47 King St, Waterloo</bdi>" in page
    assert "Two steps, ramp at the back." in page
    assert ("555 0100" in page, "Bo, at the bar" in page) == (False, False)
    outside = [link["href"] for link in Page(page).all("a") if "//" in (link["href"] or "")]
    assert outside == [
        "https://www.openstreetmap.org/search?query=47+King+St%2C+Waterloo",
        "https://room47.example.org/",
    ]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, None),
        ({"city": "Waterloo"}, None),
        ({"street": "Ü 1 & 2"}, "https://www.openstreetmap.org/search?query=%C3%9C+1+%26+2"),
        (
            {"street": "King St", "latitude": "43.460000", "longitude": "-80.5"},
            "https://www.openstreetmap.org/?mlat=43.46&mlon=-80.5#map=18/43.46/-80.5",
        ),
        (
            {"latitude": "0", "longitude": "100"},
            "https://www.openstreetmap.org/?mlat=0&mlon=100#map=18/0/100",
        ),
    ],
)
def test_a_map_shows_what_is_known(crew, facts: dict[str, str], expected: str | None) -> None:
    venue = make_venue(**facts)
    venue.refresh_from_db()

    assert map_url(venue) == expected


def test_nights_to_come_have_their_sets_and_past_ones_their_number(vol_7, client: Client) -> None:
    make_performance(vol_7, "Owls", venue="Room 47", start="22:00")
    make_performance(vol_7, "The Rills", venue="Room 47", start="21:00")
    make_performance(vol_7, "Elsewhere", venue="Canis Major")
    old = make_event("Vol. 6", status="archived", first_day=PAST)
    make_performance(old, "Once", venue="Room 47")
    make_performance(old, "Twice", venue="Room 47")
    make_performance(old, "Never", venue="Room 47", cancelled_at=timezone.now())

    page = opened(client)

    coming, past = part(page, "Coming up"), part(page, "Nights so far")
    assert 0 < coming.index("The Rills") < coming.index("Owls")
    assert "Elsewhere" not in page
    assert "<bdi>Vol. 6</bdi>" in past
    assert "2 sets" in past


def test_what_was_earlier_tonight_is_folded_away(vol_7, client: Client) -> None:
    make_performance(vol_7, "Early", venue="Room 47", start="19:00", end="19:40")
    make_performance(vol_7, "Now", venue="Room 47", start="20:30", end="21:00")

    page = opened(client, "20:40")

    assert "1 earlier set<" in page.replace("\n", "")
    assert page.index("<details") < page.index("<bdi>Early</bdi>") < page.index("</details>")
    assert page.index("</details>") < page.rindex("<bdi>Now</bdi>")
    assert "On stage now · until" in page


def test_a_night_called_off_is_struck_and_said(crew, client: Client) -> None:
    off = make_event("Flood", status="published", called_off="postponed")
    make_performance(off, venue="Room 47")
    gone = make_event("Sunk", status="archived", called_off="cancelled", first_day=PAST)
    make_performance(gone, venue="Room 47")

    page = opened(client)

    assert '<span class="stamp is-trouble">Postponed</span>' in part(page, "Coming up")
    assert "<s><bdi>Sunk</bdi></s>" in part(page, "Nights so far")
    assert '<span class="stamp is-trouble">Cancelled</span>' in part(page, "Nights so far")
