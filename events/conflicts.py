"""What an organizer must see: booking problems in a lineup. Warnings, never blocks."""

from collections.abc import Iterable

from events import times
from events.models import Performance


def holders(performance: Performance, others: Iterable[Performance]) -> list[Performance]:
    """Return the sets that play at its venue while it would."""
    return [
        other
        for other in others
        if other.pk != performance.pk
        and other.venue_id == performance.venue_id
        and _occupies(other)
        and _occupies(performance)
        and _span(other)[0] < _span(performance)[1]
        and _span(performance)[0] < _span(other)[1]
    ]


def _occupies(row: Performance) -> bool:
    there = row.cancelled_at is None and row.removed_at is None
    return there and row.start is not None and row.venue_id is not None


def _span(row: Performance) -> tuple[int, int]:
    start = row.start or 0
    end = start + times.ASSUMED_LENGTH if row.end is None else row.end
    return times.ordinal(row.day, start), times.ordinal(row.day, end)
