"""The organizer's lineup: every set in order, what is open or wrong on top and beside each."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import Organization, Role
from tests.cast import make_event, make_member, make_performance, signed_in

PAGE = "/manage/events/vol-7/lineup/"


def bands_on(html: str) -> list[str]:
    """Return the bands in the order of the page."""
    return re.findall(r'<h3 class="b">(?:<s>)?<bdi>([^<]*)</bdi>', html)


def test_lineup_lists_sets_by_day_and_time(client_of_ed: Client) -> None:
    event = make_event()
    make_performance(event, "Late", start="00:25")
    make_performance(event, "Sometime", start=None)
    make_performance(event, "Early", start="18:00", end="18:30")
    make_performance(event, "Gone", start="19:00", removed_at=event.created)

    html = client_of_ed.get(PAGE).content.decode()

    assert bands_on(html) == ["Early", "Late", "Sometime"]


def test_lineup_by_venue_puts_each_room_together(client_of_ed: Client) -> None:
    event = make_event()
    make_performance(event, "Second", venue="Room 47", start="21:00")
    make_performance(event, "Homeless", venue=None, start="19:00")
    make_performance(event, "Upstairs", venue="Attic", start="22:00")
    make_performance(event, "First", venue="Room 47", start="20:00")

    html = client_of_ed.get(PAGE, {"by": "venue"}).content.decode()

    assert bands_on(html) == ["Upstairs", "First", "Second", "Homeless"]
    assert re.findall(r"<h2[^>]*><bdi>([^<]*)", html) == [
        *("Attic", "Room 47", "Venue to be announced")
    ]


def test_lineup_says_beside_each_set_what_collides(client_of_ed: Client) -> None:
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30")

    response = client_of_ed.get(PAGE)

    assertContains(response, "Room 47 is double-booked for 30 min: Ø from 20:30.")
    assertContains(response, "Room 47 is double-booked for 30 min: The Rills until 21:00.")


def test_a_viewer_sees_everything_and_can_change_nothing(
    client_of_vic: Client, client_of_ed: Client
) -> None:
    event = make_event()
    make_performance(event, "The Rills")

    seen_by_vic, seen_by_ed = client_of_vic.get(PAGE), client_of_ed.get(PAGE)

    assert bands_on(seen_by_vic.content.decode()) == ["The Rills"]
    assertContains(seen_by_ed, 'name="set"')
    assertContains(seen_by_ed, "/edit/")
    assertNotContains(seen_by_vic, 'name="set"')
    assertNotContains(seen_by_vic, "/edit/")


def test_a_stranger_finds_no_lineup(crew: Organization, other_crew: Organization, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    crew.host = "testserver"
    crew.save()
    make_event(organization=crew)
    eve = signed_in(make_member("Eve", Role.ADMIN, other_crew))

    assert eve.get(PAGE).status_code == 404
    assert eve.get(PAGE, headers={"host": "other.example.org"}).status_code == 404
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize("count", [1, 3, 20, 200, 2000])
def test_lineup_asks_as_often_for_many_sets_as_for_one(
    client_of_ed: Client, django_assert_num_queries, count: int
) -> None:
    event = make_event()
    for number in range(count):
        make_performance(event, f"Band {number}", venue=f"Venue {number % 20}", start="20:30")

    # Session, user, organization, membership, event, latest act, sets, venues, intended,
    # open slots.
    with django_assert_num_queries(10):
        client_of_ed.get(PAGE)


def test_a_set_after_midnight_says_so_wherever_it_is_listed(client_of_vic: Client) -> None:
    event = make_event()
    make_performance(event, "Late Ones", venue="Room 47", start="23:30", end="00:25")
    make_performance(event, "Owls", venue="Room 47", start="00:30", end="01:00")

    for page in (PAGE, "/manage/venues/room-47/"):
        assertContains(client_of_vic.get(page), "after midnight", count=1)
