"""What would solve a conflict: where and when the later of its two sets could play instead.

A remedy makes no new conflict of venue or band and stays in the set's festival day. Nothing here
asks the database: venues and bands come joined.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from events.conflicts import Conflict, Kind
from events.models import Event, Performance, Venue
from events.times import ASSUMED_LENGTH, DAY, HOURS, clock_text, ordinal
from events.walks import minutes_between, spot

# When somebody or something is taken, on the scale of all days.
Busy = list[tuple[int, int]]
OF_VENUES: Final = {Kind.VENUE_OVERLAP, Kind.TIGHT_CHANGEOVER}


@dataclass(frozen=True)
class Remedy:
    """A sentence, and what to do about it: `moved` is the set as it would be, in memory."""

    text: str
    deed: str = ""
    moved: Performance | None = None


class Remedies:
    """The lineup of one event as it is held now, to look for room in."""

    def __init__(self, event: Event, performances: Iterable[Performance]) -> None:
        self.event = event
        self.venues: dict[int, Venue] = {}
        self._at_venue: dict[int, list[Performance]] = defaultdict(list)
        self._of_band: dict[int, list[Performance]] = defaultdict(list)
        for row in performances:
            if row.venue and row.venue_id:
                self.venues[row.venue_id] = row.venue
            if row.start is None or row.cancelled_at or row.removed_at:
                continue
            self._of_band[row.band_id].append(row)
            if row.venue_id:
                self._at_venue[row.venue_id].append(row)

    def of(self, conflict: Conflict, *, hours: int = HOURS) -> list[Remedy]:
        """Say what would solve it, each ready to be done."""
        late = conflict.second
        found = []
        if (minute := self._first_free(late, late.venue)) is not None:
            where = str(late.venue) if late.venue else ""
            free = f"{where} is free for {late.band}" if where else f"{late.band} is free"
            at = clock_text(minute, hours=hours)
            deed = f"Move {late.band} to {at}"
            found.append(Remedy(f"{free} from {at}.", deed, _starting(late, minute)))
        if conflict.kind in OF_VENUES and (other := self._another_venue(late)):
            at = clock_text(late.start or 0, hours=hours)
            deed = f"Move {late.band} to {other}"
            found.append(
                Remedy(f"{other} is free for {late.band} at {at}.", deed, _at(late, other))
            )
        where = str(late.venue or "any venue")
        return found or [Remedy(f"No later time is left for {late.band} at {where} that day.")]

    def _another_venue(self, row: Performance) -> Venue | None:
        """Find where the set could play at its own time, the first by name."""
        for venue in sorted(self.venues.values(), key=lambda one: (one.name.casefold(), one.pk)):
            if venue.pk != row.venue_id and venue.active:
                busy = self._busy(row, venue)
                if _earliest(busy, row.start or 0, row, self.event.day_turn) == row.start:
                    return venue
        return None

    def _first_free(self, row: Performance, venue: Venue | None) -> int | None:
        return _earliest(self._busy(row, venue), row.start or 0, row, self.event.day_turn)

    def _busy(self, row: Performance, venue: Venue | None) -> Busy:
        """Return when the set cannot play at a venue, with changeovers and walks."""
        gap = self.event.min_changeover
        busy = [
            _held(other, gap)
            for other in (self._at_venue[venue.pk] if venue else ())
            if other.public_id != row.public_id
        ]
        busy += [
            _held(other, _walk(other.venue, venue))
            for other in self._of_band[row.band_id]
            if other.public_id != row.public_id and (venue is None or other.venue_id != venue.pk)
        ]
        return sorted(busy)


def _starting(row: Performance, minute: int) -> Performance:
    moved = copy.copy(row)
    moved.end = None if row.end is None else minute + row.end - (row.start or 0)
    moved.start = minute
    return moved


def _at(row: Performance, venue: Venue) -> Performance:
    moved = copy.copy(row)
    moved.venue = venue
    return moved


def _earliest(busy: Busy, start: int, row: Performance, turn: int) -> int | None:
    """Return the first minute from `start` on that leaves room for the set; None where none is."""
    length = ASSUMED_LENGTH if row.end is None else row.end - (row.start or 0)
    at = ordinal(row.day, start)
    for begins, ends in busy:
        if begins >= at + length:
            break
        at = max(at, ends)
    minute = at - ordinal(row.day, 0)
    return minute if minute < turn + DAY else None


def _held(row: Performance, gap: int) -> tuple[int, int]:
    start = row.start or 0
    end = start + ASSUMED_LENGTH if row.end is None else row.end
    return ordinal(row.day, start) - gap, ordinal(row.day, end) + gap


def _walk(here: Venue | None, there: Venue | None) -> int:
    start, goal = here and spot(here), there and spot(there)
    return minutes_between(start, goal) if start and goal else 0
