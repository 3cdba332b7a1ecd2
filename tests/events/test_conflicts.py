"""Which bookings conflict, how badly, and in which words."""

from datetime import UTC, date, datetime

import pytest

from events import conflicts
from events.conflicts import Conflict, Kind, Severity
from events.models import Performance
from tests.events.booking import booked

SUNDAY = date(2026, 10, 11)
NOON = datetime(2026, 10, 10, 12, tzinfo=UTC)


def seen(*sets: Performance, min_changeover: int = 10) -> list[tuple[Kind, int, int]]:
    found = conflicts.find(sets, min_changeover=min_changeover)
    return [(conflict.kind, conflict.minutes, conflict.needed) for conflict in found]


def the_one(*sets: Performance) -> Conflict:
    (conflict,) = conflicts.find(sets)
    return conflict


def test_two_bands_in_one_venue_at_once_conflict() -> None:
    early = booked("TK Malone", "Duchess Café", "20:15", "21:05")
    late = booked("The Rills", "Duchess Café", "21:00", "22:00")

    conflict = the_one(late, early)

    assert (conflict.kind, conflict.severity) == (Kind.VENUE_OVERLAP, Severity.CLEAR)
    assert (conflict.first, conflict.second, conflict.minutes) == (early, late, 5)


def test_one_band_in_two_venues_at_once_conflicts() -> None:
    early = booked("TK Malone", "Duchess Café", "20:15", "21:05")
    late = booked("TK Malone", "Room 47", "21:00", "22:00")

    conflict = the_one(early, late)

    assert (conflict.kind, conflict.severity) == (Kind.DOUBLE_BOOKING, Severity.CLEAR)
    assert (conflict.first, conflict.second, conflict.minutes) == (early, late, 5)


def test_one_band_twice_in_one_venue_is_one_conflict() -> None:
    early = booked("TK Malone", "Duchess Café", "20:15", "21:05")
    late = booked("TK Malone", "Duchess Café", "21:00", "22:00")
    assert seen(early, late) == [(Kind.VENUE_OVERLAP, 5, 0)]


@pytest.mark.parametrize(
    ("start", "minimum", "expected"),
    [
        ("21:00", 0, []),
        ("21:00", 10, [(Kind.TIGHT_CHANGEOVER, 0, 10)]),
        ("21:09", 10, [(Kind.TIGHT_CHANGEOVER, 9, 10)]),
        ("21:10", 10, []),
        ("20:59", 0, [(Kind.VENUE_OVERLAP, 1, 0)]),
    ],
)
def test_a_changeover_shorter_than_the_minimum_is_tight(
    start: str, minimum: int, expected: list[tuple[Kind, int, int]]
) -> None:
    early = booked("TK Malone", "Duchess Café", "20:15", "21:00")
    late = booked("The Rills", "Duchess Café", start, "22:00")

    assert seen(early, late, min_changeover=minimum) == expected
    assert conflicts.SEVERITIES[Kind.TIGHT_CHANGEOVER] == Severity.TIGHT


def test_a_changeover_lies_between_neighbours_only() -> None:
    sets = [
        booked("TK Malone", "Room 47", "20:00", "20:30"),
        booked("The Rills", "Room 47", "20:35", "20:40"),
        booked("Leigh Rudd", "Room 47", "20:45", "21:30"),
    ]
    assert seen(*sets, min_changeover=60) == [(Kind.TIGHT_CHANGEOVER, 5, 60)] * 2


def test_a_set_without_an_end_counts_sixty_minutes() -> None:
    open_ended = booked("TK Malone", "Room 47", "20:00")
    at_once = booked("The Rills", "Room 47", "20:59", "22:00")
    after_it = booked("The Rills", "Room 47", "21:10", "22:00")

    assert seen(open_ended, at_once) == [(Kind.VENUE_OVERLAP, 1, 0)]
    assert seen(open_ended, after_it) == []


@pytest.mark.parametrize(
    "absent",
    [
        booked("The Rills", "Room 47", "20:30", "21:30", cancelled_at=NOON),
        booked("The Rills", "Room 47", "20:30", "21:30", removed_at=NOON),
        booked("The Rills", "Room 47"),
        booked("The Rills", None, "20:30", "21:30"),
        booked("The Rills", "Room 47", "20:30", "21:30", day=SUNDAY),
    ],
    ids=["cancelled", "removed", "untimed", "no venue", "another day"],
)
def test_a_set_that_is_not_there_at_that_time_conflicts_with_nothing(absent: Performance) -> None:
    there = booked("TK Malone", "Room 47", "20:00", "21:00")
    present = booked("The Rills", "Room 47", "20:30", "21:30")

    assert seen(there, absent) == []
    assert seen(there, present) == [(Kind.VENUE_OVERLAP, 30, 0)]


def test_two_sets_of_a_band_without_a_venue_still_double_book_it() -> None:
    sets = [booked("Ø", None, "20:00", "21:00"), booked("Ø", None, "20:45", "21:00")]
    assert seen(*sets) == [(Kind.DOUBLE_BOOKING, 15, 0)]


def test_the_end_of_a_night_meets_the_morning_of_the_next_day() -> None:
    saturday = booked("TK Malone", "Room 47", "05:30", "06:30")
    sunday = booked("The Rills", "Room 47", "06:15", "07:00", day=SUNDAY)
    assert seen(sunday, saturday) == [(Kind.VENUE_OVERLAP, 15, 0)]


def test_conflicts_come_in_order_of_time_whatever_the_order_of_sets() -> None:
    sets = [
        booked("TK Malone", "Room 47", "20:00", "21:05"),
        booked("The Rills", "Room 47", "21:00", "22:00"),
        booked("TK Malone", "Barn", "21:10", "22:00"),
        booked("Leigh Rudd", "Room 47", "22:05", "23:00"),
    ]

    expected = [
        (Kind.VENUE_OVERLAP, 5, 0),
        (Kind.LONG_WALK, 5, 98),
        (Kind.TIGHT_CHANGEOVER, 5, 10),
    ]

    assert seen(*sets) == expected
    assert seen(*reversed(sets)) == expected
