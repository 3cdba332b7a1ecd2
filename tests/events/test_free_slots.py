"""The next free slot of a venue: proposed from what is booked, never invented."""

import pytest

from events.free_slots import next_free
from events.models import Event, Performance, Venue
from events.times import Slot
from tests.cast import SATURDAY, make_event, make_performance, make_venue


@pytest.fixture
def event(db: None) -> Event:
    return make_event()


@pytest.fixture
def room(event: Event) -> Venue:
    return make_venue("Room 47")


def proposed(event: Event, room: Venue) -> Slot | None:
    return next_free(event, list(Performance.objects.live()), room, SATURDAY)


def test_nothing_is_proposed_of_a_day_of_which_nothing_is_known(event: Event, room: Venue) -> None:
    assert proposed(event, room) is None


def test_it_begins_after_the_last_set_and_its_changeover(event: Event, room: Venue) -> None:
    make_performance(event, "One", venue="Room 47", start="20:00", end="20:32")
    make_performance(event, "Ill", venue="Room 47", start="22:00", cancelled_at=event.created)
    make_performance(event, "Elsewhere", venue="Attic", start="23:00")

    assert proposed(event, room) == Slot(1245, 1277)


def test_a_set_without_an_end_counts_sixty_minutes(event: Event, room: Venue) -> None:
    make_performance(event, "One", venue="Room 47", start="20:00")

    assert proposed(event, room) == Slot(1270, 1315)


def test_an_empty_venue_begins_with_the_doors_else_with_the_first_set(
    event: Event, room: Venue
) -> None:
    make_performance(event, "Elsewhere", venue="Attic", start="19:00", end="19:30")

    assert proposed(event, room) == Slot(1140, 1170)
    event.doors = {"1": 1080}
    assert proposed(event, room) == Slot(1080, 1110)


def test_a_day_that_is_full_has_no_free_slot(event: Event, room: Venue) -> None:
    make_performance(event, "Late", venue="Room 47", start="05:30", end="06:10")

    assert proposed(event, room) is None
