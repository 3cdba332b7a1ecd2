"""A band's page: what it says of itself, what it plays, whom it shared a stage with."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from tests.cast import SATURDAY, make_band, make_event, make_performance
from tests.events.test_schedule import toronto
from tests.html import Page

ADDRESS = "/bands/the-rills/"
PAST = date(2025, 10, 11)


@pytest.fixture
def vol_7(crew):
    return make_event(status="published", doors={"1": 1140})


def opened(client: Client, at: str = "12:00") -> str:
    with travel(toronto(at), tick=False):
        return client.get(ADDRESS).content.decode()


def part(page: str, heading: str) -> str:
    """Return what stands between one heading of the second rank and the next."""
    return page.partition("</main>")[0].partition(f">{heading}</h2>")[2].partition("<h2")[0]


def test_the_page_says_what_the_band_says(vol_7, client: Client) -> None:
    band = make_band(
        bio="Two *guitars*.",
        genres=["punk", "folk"],
        home_town="Guelph",
        contact="+1 555 0100",
        links={
            "bandcamp": "https://rills.bandcamp.com/",
            "website": "http://192.168.0.1/",
            "spotify": "https://evil.example.org/",
            "myspace": "https://myspace.com/rills",
        },
    )
    make_performance(vol_7, band)

    page = opened(client)

    assert "<p>Two <em>guitars</em>.</p>" in page
    assert "<bdi>punk, folk</bdi> · <bdi>Guelph</bdi>" in page
    assert "555 0100" not in page
    outside = [link["href"] for link in Page(page).all("a") if "//" in (link["href"] or "")]
    assert outside == ["https://rills.bandcamp.com/"]


def test_sets_to_come_and_sets_that_were_stand_apart(vol_7, client: Client) -> None:
    was = make_event("Vol. 6", status="archived", first_day=PAST)
    make_performance(was, venue="Room 47")
    make_performance(vol_7, venue="Duchess Café")

    page = opened(client)

    assert "Vol. 7" in part(page, "Coming up")
    assert "Duchess Café" in part(page, "Coming up")
    assert "Vol. 6" in part(page, "Sets so far")
    assert "Room 47" in part(page, "Sets so far")
    assert "Vol. 6" not in part(page, "Coming up")


@pytest.mark.parametrize(
    ("at", "now", "coming", "played"),
    [
        ("20:00", 0, 1, 0),
        ("20:40", 1, 1, 0),
        ("21:00", 0, 0, 1),
    ],
)
def test_a_set_moves_along_with_the_night(
    vol_7, client: Client, at: str, now: int, coming: int, played: int
) -> None:
    make_performance(vol_7, start="20:30", end="21:00")

    page = opened(client, at)

    assert page.count("On stage now") == now
    assert page.count('<span class="flap">20</span> min left') == now
    assert part(page, "Coming up").count("Vol. 7") == coming
    assert part(page, "Sets so far").count("Vol. 7") == played


def test_a_set_after_midnight_says_whose_night_it_is(vol_7, client: Client) -> None:
    make_performance(vol_7, start="0:25")

    assert ">00:25</time>" in opened(client)
    assert "Saturday 10 October 2026, after midnight" in opened(client)


def test_what_does_not_happen_is_struck_and_said(vol_7, client: Client) -> None:
    make_performance(vol_7, cancelled_at=timezone.now(), cancel_reason="Broken string.")
    off = make_event("Flood", status="published", called_off="postponed", first_day=SATURDAY)
    make_performance(off)
    old = make_event("Vol. 6", status="archived", first_day=PAST)
    make_performance(old, cancelled_at=timezone.now())

    page = opened(client)

    assert page.count('<span class="stamp is-trouble">Cancelled</span>') == 2
    assert page.count('<span class="stamp is-trouble">Postponed</span>') == 1
    assert page.count("<bdi>Vol. 7</bdi></a></s>") == 1
    assert "<bdi>Broken string.</bdi>" in page


def test_a_move_and_a_gap_are_said(vol_7, client: Client) -> None:
    was = {"day": SATURDAY.isoformat(), "start": 1260, "venue": None}
    make_performance(vol_7, start="22:00", first_public=was)

    page = opened(client)

    assert "Moved · was <s>21:00</s>" in page
    assert "Venue to be announced" in page


def test_stage_mates_were_in_the_same_room_the_same_night(vol_7, client: Client) -> None:
    old = make_event("Vol. 6", status="archived", first_day=PAST)
    for event in (vol_7, old):
        make_performance(event, venue="Room 47")
        make_performance(event, "Owls", venue="Room 47")
    make_performance(vol_7, "Once", venue="Room 47")
    make_performance(vol_7, "Elsewhere", venue="Canis Major")
    make_performance(vol_7, "Nowhere yet")
    make_performance(vol_7, "Cancelled", venue="Room 47", cancelled_at=timezone.now())
    make_performance(vol_7, "Removed", venue="Room 47", removed_at=timezone.now())
    make_performance(make_event("Draft"), venue="Room 47")
    make_performance(make_event("Draft 2"), "Hidden", venue="Room 47")

    found = client.get(ADDRESS).context["mates"]

    assert [(mate.name, mate.nights) for mate in found] == [("Owls", 2), ("Once", 1)]
