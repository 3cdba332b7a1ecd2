"""Who holds a set's slot, when it is to come back."""

from datetime import UTC, date, datetime

import pytest

from events import conflicts
from events.models import Performance
from tests.events.booking import booked

NOON = datetime(2026, 10, 10, 12, tzinfo=UTC)
CANCELLED = booked("TK Malone", "Room 47", "20:00", "21:00", cancelled_at=NOON)
REMOVED = booked("TK Malone", "Room 47", "20:00", "21:00", removed_at=NOON)


@pytest.mark.parametrize("gone", [CANCELLED, REMOVED], ids=["cancelled", "removed"])
def test_those_who_overlap_in_the_venue_hold_the_slot_in_order(gone: Performance) -> None:
    late = booked("The Rills", "Room 47", "20:59", "21:30")
    early = booked("Leigh Rudd", "Room 47", "19:30", "20:01")
    assert conflicts.holders(gone, [late, gone, early]) == [early, late]


@pytest.mark.parametrize(
    "other",
    [
        booked("The Rills", "Room 47", "21:00", "21:30"),
        booked("The Rills", "Room 47", "19:00", "20:00"),
        booked("The Rills", "Barn", "20:00", "21:00"),
        booked("The Rills", None, "20:00", "21:00"),
        booked("The Rills", "Room 47"),
        booked("The Rills", "Room 47", "20:00", "21:00", day=date(2026, 10, 11)),
        booked("The Rills", "Room 47", "20:00", "21:00", cancelled_at=NOON),
        booked("The Rills", "Room 47", "20:00", "21:00", removed_at=NOON),
        CANCELLED,
    ],
    ids=[
        "after",
        "before",
        "elsewhere",
        "no-venue",
        "untimed",
        "next-day",
        "cancelled",
        "removed",
        "itself",
    ],
)
def test_others_do_not_hold_it(other: Performance) -> None:
    assert conflicts.holders(CANCELLED, [other]) == []


@pytest.mark.parametrize("slot", [("Room 47", ""), (None, "20:00")])
def test_without_a_time_or_a_venue_there_is_no_slot(slot: tuple[str | None, str]) -> None:
    other = booked("The Rills", "Room 47", "20:00", "21:00")
    assert conflicts.holders(booked("TK Malone", *slot), [other]) == []
