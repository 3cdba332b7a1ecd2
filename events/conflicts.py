"""Booking problems an organizer must see in a lineup; always warnings, never blocks.

Sets count as long as they take place: not cancelled, not removed, with a known start; one without
an end counts 60 minutes. All is judged on the scale of `times.ordinal`, so that a set after
Saturday's midnight meets the ones of Sunday. Nothing here asks the database: venues and bands come
joined.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from events.models import Performance
from events.times import ASSUMED_LENGTH, HOURS, clock_text, ordinal
from events.walks import Spot, longest_walk, minutes_between, spot


class Severity(StrEnum):
    CLEAR = "clear"  # cannot happen as booked
    TIGHT = "tight"  # may work out, if everyone hurries


class Kind(StrEnum):
    VENUE_OVERLAP = "venue_overlap"
    DOUBLE_BOOKING = "double_booking"
    TIGHT_CHANGEOVER = "tight_changeover"
    LONG_WALK = "long_walk"


SEVERITIES = {
    Kind.VENUE_OVERLAP: Severity.CLEAR,
    Kind.DOUBLE_BOOKING: Severity.CLEAR,
    Kind.TIGHT_CHANGEOVER: Severity.TIGHT,
    Kind.LONG_WALK: Severity.TIGHT,
}


@dataclass(frozen=True)
class Conflict:
    """Two sets that cannot both happen as booked, or hardly; `first` starts first."""

    kind: Kind
    first: Performance
    second: Performance
    minutes: int  # of an overlap; else the minutes there are
    needed: int = 0  # for the changeover or the walk

    @property
    def severity(self) -> Severity:
        return SEVERITIES[self.kind]

    @property
    def key(self) -> tuple[Kind, frozenset[str]]:
        """Return what makes it the same conflict when times change."""
        return self.kind, frozenset((self.first.public_id, self.second.public_id))

    def text(self, *, hours: int = HOURS, beside: Performance | None = None) -> str:
        """Say it in a sentence that names the other set than the one it stands `beside`."""
        on_first = beside is not None and beside.public_id == self.first.public_id
        other = self.second if on_first else self.first
        at = _from(other, hours) if on_first else _until(other, hours)
        match self.kind:
            case Kind.VENUE_OVERLAP:
                return f"{other.venue} is double-booked for {self.minutes} min: {other.band} {at}."
            case Kind.DOUBLE_BOOKING:
                return (
                    f"{other.band} is double-booked for {self.minutes} min: {_place(other)} {at}."
                )
            case Kind.TIGHT_CHANGEOVER if not self.minutes:
                return (
                    f"{other.venue} has no time to change over ({self.needed} min needed): "
                    f"{other.band} {at}."
                )
            case Kind.TIGHT_CHANGEOVER:
                return (
                    f"{other.venue} has {self.minutes} min for a changeover of {self.needed}: "
                    f"{other.band} {at}."
                )
            case Kind.LONG_WALK:
                return (
                    f"{other.band} has {self.minutes} min for a walk of {self.needed}: "
                    f"{_place(other)} {at}."
                )


# A slot on the scale of all days, and the set that holds it. A plain tuple, because thousands are
# made and sorted at once.
_Held = tuple[int, str, int, Performance]
START: Final = 0
END: Final = 2
SET: Final = 3
# Two thousand sets put into one slot would be two million pairs. Nobody reads those: from here on
# each set is in conflict with this many others, which is enough to see and to mend it.
CROWD: Final = 25


def find(performances: Iterable[Performance], *, min_changeover: int = 10) -> list[Conflict]:
    """Return the conflicts among one event's sets in order of time."""
    venues: dict[int | None, list[_Held]] = defaultdict(list)
    bands: dict[int | None, list[_Held]] = defaultdict(list)
    for held in _in_order(performances):
        venues[held[SET].venue_id].append(held)
        bands[held[SET].band_id].append(held)
    # No venue yet is no venue to share; neither is a band that is not saved yet.
    venues.pop(None, None)
    bands.pop(None, None)
    spots = {key: _spot(held_there[0][SET]) for key, held_there in venues.items()}
    farthest = longest_walk([known for known in spots.values() if known])

    found = [
        _at_venue(first, second, min_changeover)
        for held_there in venues.values()
        for first, second in _meetings(held_there, min_changeover)
    ]
    found += [
        conflict
        for held_by_band in bands.values()
        for first, second in _meetings(held_by_band, farthest)
        if (conflict := _of_band(first, second, spots))
    ]
    return sorted(found, key=_in_time)


def made_and_solved(
    before: Iterable[Conflict], after: Iterable[Conflict]
) -> tuple[list[Conflict], list[Conflict]]:
    """Return what a change brings and what it ends, of the conflicts before and after it."""
    known = {conflict.key: conflict for conflict in before}
    now = {conflict.key: conflict for conflict in after}
    made = [conflict for key, conflict in now.items() if key not in known]
    solved = [conflict for key, conflict in known.items() if key not in now]
    return made, solved


def holders(performance: Performance, others: Iterable[Performance]) -> list[Performance]:
    """Return the sets that now hold the slot of `performance` in its venue, in order of time.

    It may be cancelled or removed itself: that is when its slot can have been taken.
    """
    if performance.venue_id is None or performance.start is None:
        return []
    wanted = _held(performance, performance.start)
    return [
        other[SET]
        for other in _in_order(others)
        if other[SET].venue_id == performance.venue_id
        and other[SET].public_id != performance.public_id
        and _overlap(wanted, other) > 0
    ]


def _in_order(performances: Iterable[Performance]) -> list[_Held]:
    return sorted(
        _held(performance, performance.start)
        for performance in performances
        if performance.start is not None
        and performance.cancelled_at is None
        and performance.removed_at is None
    )


def _held(performance: Performance, start: int) -> _Held:
    begins, end = ordinal(performance.day, start), performance.end
    ends = begins + (ASSUMED_LENGTH if end is None else end - start)
    return begins, performance.public_id, ends, performance


def _meetings(held: list[_Held], closest: int) -> Iterator[tuple[_Held, _Held]]:
    """Yield the pairs that overlap, and those that follow each other closer than `closest`.

    The slots of one venue or band come in order of time. One follows another when nothing goes on
    in between. What has ended is dropped, so that a slot meets only what is yielded with it; in a
    crowd it meets the ones that play on longest.
    """
    playing: list[_Held] = []
    last: _Held | None = None  # of all so far the one that ends last
    for new in held:
        if last is None or last[END] <= new[START]:
            if last is not None and new[START] - last[END] < closest:
                yield last, new
            playing, last = [new], new
            continue
        playing = [old for old in playing if old[END] > new[START]]
        for old in playing:
            yield old, new
        playing.append(new)
        if len(playing) > CROWD:
            playing = sorted(playing, key=_end, reverse=True)[:CROWD]
        if new[END] > last[END]:
            last = new


def _end(held: _Held) -> int:
    return held[END]


def _spot(performance: Performance) -> Spot | None:
    return spot(performance.venue) if performance.venue else None


def _at_venue(first: _Held, second: _Held, min_changeover: int) -> Conflict:
    shared = _overlap(first, second)
    if shared > 0:
        return Conflict(Kind.VENUE_OVERLAP, first[SET], second[SET], shared)
    return Conflict(Kind.TIGHT_CHANGEOVER, first[SET], second[SET], -shared, min_changeover)


def _of_band(first: _Held, second: _Held, spots: dict[int | None, Spot | None]) -> Conflict | None:
    here, there, shared = first[SET], second[SET], _overlap(first, second)
    # Twice in one venue is the venue's conflict, and no walk.
    if here.venue_id == there.venue_id and here.venue_id is not None:
        return None
    if shared > 0:
        return Conflict(Kind.DOUBLE_BOOKING, here, there, shared)
    start, goal = spots.get(here.venue_id), spots.get(there.venue_id)
    walk = minutes_between(start, goal) if start and goal else 0
    return Conflict(Kind.LONG_WALK, here, there, -shared, walk) if walk > -shared else None


def _overlap(one: _Held, other: _Held) -> int:
    """Return the minutes that two slots share; of a gap between them, its minutes below zero."""
    return min(one[END], other[END]) - max(one[START], other[START])


def _in_time(conflict: Conflict) -> tuple[int, int, str, str, Kind]:
    first, second = conflict.first, conflict.second
    return (
        ordinal(second.day, second.start or 0),
        ordinal(first.day, first.start or 0),
        second.public_id,
        first.public_id,
        conflict.kind,
    )


def _place(performance: Performance) -> str:
    return "a set without a venue" if performance.venue is None else str(performance.venue)


def _from(performance: Performance, hours: int) -> str:
    return "" if performance.start is None else f"from {clock_text(performance.start, hours=hours)}"


def _until(performance: Performance, hours: int) -> str:
    if performance.end is None:
        return f"{_from(performance, hours)}, counted as {ASSUMED_LENGTH} min"
    return f"until {clock_text(performance.end, hours=hours)}"
