"""The next free slot of a venue, as a proposal: a time is never put in by itself."""

from collections.abc import Collection, Iterable
from datetime import date
from statistics import median_low

from events import times
from events.models import Event, Performance, Venue
from events.times import ASSUMED_LENGTH, Slot

ROUND = 5
USUAL_LENGTH = 45


def next_free(
    event: Event, lineup: Collection[Performance], venue: Venue, day: date
) -> Slot | None:
    """Return the slot after the venue's last set of the day, as long as sets are here.

    In a venue without sets it begins with the doors, else with the day's first set; None where
    nothing is known of the day, or where the day is full.
    """
    on = [row for row in lineup if row.cancelled_at is None and row.day == day]
    here = [row for row in on if row.venue_id == venue.pk]
    last = max((_end(row) for row in here if row.start is not None), default=None)
    if last is not None:
        start = -(-(last + event.min_changeover) // ROUND) * ROUND
    else:
        first = min((row.start for row in on if row.start is not None), default=None)
        doors = times.doors_minute(event, day)
        begin = doors if doors is not None else first
        if begin is None:
            return None
        start = begin
    if not times.in_day(start, event.day_turn):
        return None
    return Slot(start, start + (_usual(here) or _usual(lineup) or USUAL_LENGTH))


def _end(row: Performance) -> int:
    return (row.start or 0) + ASSUMED_LENGTH if row.end is None else row.end


def _usual(rows: Iterable[Performance]) -> int | None:
    lengths = [length for row in rows if (length := Slot(row.start, row.end).length)]
    return median_low(lengths) if lengths else None
