"""A night as a grid: venues across, time down, every set in its place.

Places are whole numbers (a column, a step of five minutes from the first half hour, a span of
steps); the style sheet has a class for each, because the policy allows no inline style.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from events import times
from events.public_sets import PublicSet, State
from events.schedule import Night, Schedule

STEP = 5
HOUR, HALF = 60, 30
SHORTEST = 3  # steps: less has no room for a name
MOST_LANES = 3
# The style sheet knows so many: the length of a festival day and its longest last set, and 60
# venues beside “No venue yet”.
MOST_STEPS = (times.DAY + times.LONGEST_SET) // STEP
MOST_COLUMNS = 61


@dataclass(frozen=True)
class Slot:
    """One set and its place. Sets that overlap in one venue share its width in lanes."""

    set: PublicSet
    column: int
    at: int
    span: int
    lane: int
    lanes: int

    @property
    def places(self) -> str:
        """Return the classes that put it there."""
        lane = f" of-{self.lanes} nth-{self.lane}" if self.lanes > 1 else ""
        short = " is-short" if self.span <= SHORTEST + 1 else ""
        return f"in-{self.column} at-{self.at} for-{self.span}{lane}{short}"


@dataclass(frozen=True)
class Mark:
    """A minute of the night on the time axis."""

    at: int
    minute: int


@dataclass(frozen=True)
class Grid:
    venues: tuple[str, ...]
    hours: tuple[Mark, ...]
    slots: tuple[Slot, ...]
    now: Mark | None
    midnight: Mark | None
    steps: int

    @property
    def columns(self) -> int:
        return len(self.venues)

    @property
    def earlier(self) -> int:
        """Count what is over: where the grid is a list, it is folded away."""
        return sum(slot.set.state == State.PAST for slot in self.slots)


def grid_of(schedule: Schedule, night: Night, sets: Iterable[PublicSet]) -> Grid:
    """Place the timed `sets` of one night, which come in the order of time."""
    timed = [(played, *_minutes(played)) for played in sets]
    first = min(start for _, start, _ in timed) // HALF * HALF
    last = -(-max(end for _, _, end in timed) // HALF) * HALF

    def step(minute: int) -> int:
        return (minute - first) // STEP

    by_venue: dict[tuple[bool, str, str], list[tuple[PublicSet, int, int]]] = {}
    for one in timed:
        venue = one[0].venue
        place = (False, venue.name.casefold(), venue.slug) if venue else (True, "", "")
        by_venue.setdefault(place, []).append(one)
    columns = {place: number for number, place in enumerate(sorted(by_venue), start=1)}
    slots: dict[str, Slot] = {}
    for place, ones in by_venue.items():
        for (played, start, end), lane, lanes in _lanes(ones):
            span = step(end + STEP - 1) - step(start)
            slots[played.public_id] = Slot(played, columns[place], step(start), span, lane, lanes)
    names = [by_venue[place][0][0].venue for place in columns]
    minute = times.place(schedule.clock, schedule.event.day_turn)
    return Grid(
        venues=tuple(venue.name if venue else "No venue yet" for venue in names),
        hours=tuple(
            Mark(step(minute), minute) for minute in range(-(-first // HOUR) * HOUR, last + 1, HOUR)
        ),
        slots=tuple(slots[played.public_id] for played, _, _ in timed),
        now=Mark(step(minute), minute) if night.is_today and first <= minute <= last else None,
        midnight=Mark(step(times.DAY), times.DAY) if first < times.DAY < last else None,
        steps=step(last),
    )


def _minutes(played: PublicSet) -> tuple[int, int]:
    """Return from when to when a set stands in the grid."""
    start = played.start or 0
    end = played.end or start + times.ASSUMED_LENGTH
    return start, max(end, start + SHORTEST * STEP)


Timed = tuple[PublicSet, int, int]


def _lanes(ones: list[Timed]) -> Iterable[tuple[Timed, int, int]]:
    """Give sets of one venue that overlap lanes beside each other; most have all its width."""
    clusters: list[list[Timed]] = []
    until = -1
    for one in sorted(ones, key=lambda one: one[1]):
        if one[1] < until:
            clusters[-1].append(one)
        else:
            clusters.append([one])
        until = max(until, one[2])
    for cluster in clusters:
        ends: list[int] = []
        placed = []
        for one in cluster:
            free = next((lane for lane, end in enumerate(ends) if end <= one[1]), len(ends))
            ends[free:] = [one[2], *ends[free + 1 :]]
            placed.append((one, free))
        lanes = min(len(ends), MOST_LANES)
        for one, lane in placed:
            yield one, min(lane, lanes - 1) + 1, lanes
