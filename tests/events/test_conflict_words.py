"""How a conflict reads beside either set, and what a change makes and solves."""

import pytest

from events import conflicts
from events.models import Performance
from tests.events.booking import booked

DUCHESS = "Duchess Café"


def sentences(first: Performance, second: Performance, *, hours: int = 24) -> list[str]:
    """Return what stands beside the second set, and beside the first."""
    (conflict,) = conflicts.find([first, second])
    assert conflict.text(hours=hours) == conflict.text(hours=hours, beside=second)
    return [conflict.text(hours=hours), conflict.text(hours=hours, beside=first)]


def test_an_overlap_names_the_venue_the_minutes_and_the_other_set() -> None:
    first = booked("TK Malone", DUCHESS, "20:15", "21:05")
    second = booked("The Rills", DUCHESS, "21:00", "22:00")

    assert sentences(first, second) == [
        "Duchess Café is double-booked for 5 min: TK Malone until 21:05.",
        "Duchess Café is double-booked for 5 min: The Rills from 21:00.",
    ]
    assert sentences(first, second, hours=12) == [
        "Duchess Café is double-booked for 5 min: TK Malone until 9:05 pm.",
        "Duchess Café is double-booked for 5 min: The Rills from 9:00 pm.",
    ]


@pytest.mark.parametrize(
    ("here", "there", "beside_second", "beside_first"),
    [
        (DUCHESS, "Room 47", "Duchess Café until 00:25", "Room 47 from 00:20"),
        (None, "Room 47", "a set without a venue until 00:25", "Room 47 from 00:20"),
        (DUCHESS, None, "Duchess Café until 00:25", "a set without a venue from 00:20"),
    ],
)
def test_a_double_booking_names_the_band_and_the_other_place(
    here: str | None, there: str | None, beside_second: str, beside_first: str
) -> None:
    first = booked("TK Malone", here, "23:30", "00:25")
    second = booked("TK Malone", there, "00:20", "01:00")

    assert sentences(first, second) == [
        f"TK Malone is double-booked for 5 min: {beside_second}.",
        f"TK Malone is double-booked for 5 min: {beside_first}.",
    ]


def test_no_changeover_at_all_says_so() -> None:
    first = booked("TK Malone", DUCHESS, "20:15", "21:00")
    second = booked("The Rills", DUCHESS, "21:00", "22:00")

    assert sentences(first, second) == [
        "Duchess Café has no time to change over (10 min needed): TK Malone until 21:00.",
        "Duchess Café has no time to change over (10 min needed): The Rills from 21:00.",
    ]


def test_a_tight_changeover_says_what_there_is_and_what_is_needed() -> None:
    first = booked("TK Malone", DUCHESS, "20:15", "21:00")
    second = booked("The Rills", DUCHESS, "21:05", "22:00")

    assert sentences(first, second) == [
        "Duchess Café has 5 min for a changeover of 10: TK Malone until 21:00.",
        "Duchess Café has 5 min for a changeover of 10: The Rills from 21:05.",
    ]


def test_a_long_walk_says_what_there_is_and_what_is_needed() -> None:
    first = booked("TK Malone", DUCHESS, "20:15", "21:00")
    second = booked("TK Malone", "Room 47", "21:05", "22:00")

    assert sentences(first, second) == [
        "TK Malone has 5 min for a walk of 8: Duchess Café until 21:00.",
        "TK Malone has 5 min for a walk of 8: Room 47 from 21:05.",
    ]


def test_an_end_that_nobody_gave_is_not_invented() -> None:
    first = booked("TK Malone", DUCHESS, "20:15")
    second = booked("The Rills", DUCHESS, "21:00", "22:00")

    assert sentences(first, second) == [
        "Duchess Café is double-booked for 15 min: TK Malone from 20:15, counted as 60 min.",
        "Duchess Café is double-booked for 15 min: The Rills from 21:00.",
    ]


def test_a_change_makes_and_solves_conflicts_by_kind_and_pair() -> None:
    first = booked("TK Malone", DUCHESS, "20:15", "21:05")
    second = booked("The Rills", DUCHESS, "21:00", "22:00")
    third = booked("Leigh Rudd", DUCHESS, "22:15", "23:00")
    before = conflicts.find([first, second, third])

    second.start, second.end = 1270, 1330  # 21:10 to 22:10
    after = conflicts.find([first, second, third])
    made, solved = conflicts.made_and_solved(before, after)

    assert [conflict.text() for conflict in made] == [
        "Duchess Café has 5 min for a changeover of 10: TK Malone until 21:05.",
        "Duchess Café has 5 min for a changeover of 10: The Rills until 22:10.",
    ]
    assert solved == before


def test_a_conflict_that_only_changes_its_minutes_stays() -> None:
    first = booked("TK Malone", DUCHESS, "20:15", "21:05")
    second = booked("The Rills", DUCHESS, "21:00", "22:00")
    before = conflicts.find([first, second])

    second.start = 1210  # 20:10: now it is the one that starts first
    after = conflicts.find([first, second])

    assert [conflict.minutes for conflict in before + after] == [5, 50]
    assert conflicts.made_and_solved(before, after) == ([], [])
