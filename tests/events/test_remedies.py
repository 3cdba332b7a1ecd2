"""What would solve a conflict: concrete, and without making another one."""

import pytest

from events import conflicts
from events.models import Event, Performance
from events.remedies import Remedies
from tests.events.booking import SATURDAY, booked


def said(*sets: Performance, hours: int = 24, changeover: int = 10) -> list[str]:
    """Return what is said to solve the first conflict among these sets."""
    event = Event(name="Vol. 7", min_changeover=changeover)
    conflict, *_ = conflicts.find(sets, min_changeover=changeover)
    return [remedy.text for remedy in Remedies(event, sets).of(conflict, hours=hours)]


def test_the_venue_is_free_after_the_one_before_and_a_changeover() -> None:
    assert said(
        booked("TK Malone", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Room 47", "20:30", "21:30"),
    ) == ["Room 47 is free for The Rills from 21:10."]


def test_a_gap_too_short_for_the_set_is_passed_over() -> None:
    assert said(
        booked("TK Malone", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Room 47", "20:30", "21:30"),
        booked("Ø", "Room 47", "21:45", "22:30"),
    ) == ["Room 47 is free for The Rills from 22:40."]


def test_another_venue_that_is_free_then_is_named() -> None:
    sets = [
        booked("TK Malone", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Room 47", "20:30", "21:30"),
        booked("Ø", "Barn", "21:00", "22:00"),
        booked("Leigh Rudd", "Upstairs", "23:00", "23:30"),
    ]

    assert said(*sets)[1:] == ["Upstairs is free for The Rills at 20:30."]
    assert said(*sets, hours=12)[0] == "Room 47 is free for The Rills from 9:10 pm."


def test_a_tight_changeover_is_solved_by_starting_later() -> None:
    assert said(
        booked("TK Malone", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Room 47", "21:05", "21:30"),
    ) == ["Room 47 is free for The Rills from 21:10."]


def test_a_band_twice_at_once_is_free_after_its_first_set_and_the_walk() -> None:
    # 7.5 minutes from Room 47 to the Duchess Café.
    assert said(
        booked("The Rills", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Duchess Café", "20:30", "21:30"),
    ) == ["Duchess Café is free for The Rills from 21:08."]


def test_a_long_walk_is_solved_by_the_time_it_takes() -> None:
    assert said(
        booked("The Rills", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Duchess Café", "21:05", "21:30"),
    ) == ["Duchess Café is free for The Rills from 21:08."]


def test_without_a_venue_only_the_band_is_asked() -> None:
    assert said(
        booked("The Rills", None, "20:00"),
        booked("The Rills", "Room 47", "19:30", "20:30"),
    ) == ["The Rills is free from 20:30."]


def test_what_does_not_fit_any_more_is_said() -> None:
    assert said(
        booked("TK Malone", "Room 47", "03:00", "05:55"),
        booked("The Rills", "Room 47", "05:00", "05:30"),
    ) == ["No later time is left for The Rills at Room 47 that day."]


@pytest.mark.parametrize("gone", ["cancelled_at", "removed_at"])
def test_what_does_not_take_place_takes_no_room(gone: str) -> None:
    absent = booked("Ø", "Room 47", "21:10", "22:00", **{gone: SATURDAY})

    assert said(
        booked("TK Malone", "Room 47", "20:00", "21:00"),
        booked("The Rills", "Room 47", "20:30", "21:30"),
        absent,
    ) == ["Room 47 is free for The Rills from 21:10."]
