"""Slots that still want a band: those of the edition before that no set stands in yet.

What is open follows from the lineup: a slot is filled as long as a set that goes ahead is in its
venue at its time, and open again when that set goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from events.models import Event, OpenSlot, Performance
from events.times import ASSUMED_LENGTH


@dataclass(frozen=True)
class Wanted:
    """One slot as a clone takes it along."""

    venue_id: int
    day: date
    start: int
    end: int | None


def of(event: Event, lineup: Iterable[Performance]) -> list[OpenSlot]:
    """Return the slots of an event that no set of its lineup stands in, in one query."""
    held: dict[tuple[int | None, date], list[tuple[int, int]]] = {}
    for row in lineup:
        if row.start is not None and row.cancelled_at is None and row.removed_at is None:
            span = (row.start, _end(row.start, row.end))
            held.setdefault((row.venue_id, row.day), []).append(span)
    slots = event.open_slots.select_related("venue").order_by(
        "day", "start", "venue__normalised_name", "pk"
    )
    return [
        slot
        for slot in slots
        if not any(
            start < _end(slot.start, slot.end) and slot.start < end
            for start, end in held.get((slot.venue_id, slot.day), ())
        )
    ]


def wanted(lineup: Iterable[Performance]) -> list[Wanted]:
    """Return the slots that these sets stand in, each once; a set has one if both are known."""
    found: dict[tuple[int, date, int], Wanted] = {}
    for row in lineup:
        if row.venue_id is not None and row.start is not None:
            slot = Wanted(row.venue_id, row.day, row.start, row.end)
            found.setdefault((row.venue_id, row.day, row.start), slot)
    return list(found.values())


def drop(event: Event, pk: int | None = None) -> int:
    """Let go of one slot of the event, or of all; return how many went."""
    slots = event.open_slots.all() if pk is None else event.open_slots.filter(pk=pk)
    return slots.delete()[0]


def _end(start: int, end: int | None) -> int:
    return start + ASSUMED_LENGTH if end is None else end
