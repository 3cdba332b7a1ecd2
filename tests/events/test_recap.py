"""A concluded event in numbers and names."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects
from time_machine import travel

from events import recap, schedule
from events.models import Event
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto

AFTER = toronto("31:00")


@pytest.fixture
def event(crew) -> Event:
    """Vol. 7: two bands that had played before, one that had not, one cancelled."""
    vol_5 = make_event("Vol. 5", status="archived", first_day=SATURDAY - timedelta(days=200))
    vol_6 = make_event("Vol. 6", status="archived", first_day=SATURDAY - timedelta(days=100))
    event = make_event(status="published")
    for band in ("Owls", "Twice"):
        make_performance(vol_6, band)
    make_performance(vol_5, "Twice")
    for band in ("Owls", "Twice", "New"):
        make_performance(event, band, venue="Room 47")
    make_performance(event, "Gone", venue="Old Post", cancelled_at=timezone.now())
    return event


def returning(event: Event) -> list[tuple[str, int]]:
    found = recap.of(schedule.of(event, AFTER))
    return [(again.band.name, again.time) for again in found.returning]


def test_it_counts_what_went_ahead_and_who_came_back(event: Event) -> None:
    found = recap.of(schedule.of(event, AFTER))

    assert (found.sets, found.venues, found.bands, found.cancelled) == (3, 1, 3, 1)
    assert [band.name for band in found.first_timers] == ["New"]
    assert returning(event) == [("Owls", 2), ("Twice", 3)]


@pytest.mark.parametrize(
    ("event_fields", "set_fields"),
    [
        ({"status": "draft"}, {}),
        ({"status": "published", "reveal_mode": True}, {}),
        ({"status": "published", "called_off": "cancelled"}, {}),
        ({"status": "published"}, {"cancelled_at": timezone.now()}),
        ({"status": "published"}, {"removed_at": timezone.now()}),
        ({"status": "published", "first_day": SATURDAY + timedelta(days=9)}, {}),
    ],
)
def test_what_was_hidden_called_off_or_later_does_not_count(
    event: Event, event_fields, set_fields
) -> None:
    other = make_event("Other", **{"first_day": SATURDAY - timedelta(days=50), **event_fields})
    make_performance(other, "New", **set_fields)

    assert ("New", 2) not in returning(event)


def test_what_went_ahead_before_does(event: Event) -> None:
    other = make_event("Other", status="published", first_day=SATURDAY - timedelta(days=50))
    make_performance(other, "New")

    assert ("New", 2) in returning(event)


def test_the_page_is_there_once_the_event_is_over(event: Event, client: Client) -> None:
    with travel(toronto("12:00")):
        assertRedirects(client.get("/events/vol-7/recap/"), "/events/vol-7/")
    with travel(AFTER):
        page, lineup = client.get("/events/vol-7/recap/"), client.get("/events/vol-7/")

    assertContains(page, "3rd time")
    assertContains(lineup, "1 for the first time, 2 back again.")
    assertContains(lineup, 'href="/events/vol-7/recap/"')


def test_an_unknown_events_recap_is_unknown(event: Event, client: Client) -> None:
    make_event("Vol. 8", first_day=SATURDAY - timedelta(days=9))

    assert client.get("/events/vol-8/recap/").status_code == 404
    assert client.get("/events/nothing/recap/").status_code == 404


def test_of_a_first_edition_everybody_is_new(crew, client: Client) -> None:
    make_performance(make_event(status="archived"), "Owls")

    page = client.get("/events/vol-7/")

    assertContains(page, "All of them for the first time.")
    assertNotContains(client.get("/events/vol-7/recap/"), "Back again")


@pytest.mark.parametrize("path", ["/events/vol-7/", "/events/vol-7/recap/"])
@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_however_many_played(
    event, client, path: str, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(event, f"B{number}")

    with travel(AFTER), django_assert_num_queries(4):
        client.get(path)
