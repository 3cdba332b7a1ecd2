"""Which sets a bulk action is about: those that were ticked, and those that a selector names.

A ticked set comes as “id:version”, so that what changed since it was looked at can be told.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from events import board
from events.looks import Look
from events.models import Event, Performance

TICKED = re.compile(r"([a-z]{12}):(\d{1,9})")
# What stands for “to be announced” where a slug or a time would stand; no slug is spelt like it.
TBA = "?"


class NoSuchSet(Exception):
    """What was asked for is no set of this event, and never was."""


@dataclass(frozen=True)
class Selectors:
    """Sets named by what they have in common; all that is said must hold. Nothing said is none."""

    everything: bool = False
    between: bool = False  # the first and the last ticked
    venue: str = ""  # a slug, or TBA
    day: date | None = None
    earliest: int | None = None
    latest: int | None = None

    @property
    def say_something(self) -> bool:
        return self.everything or self.between or self._narrow

    @property
    def _narrow(self) -> bool:
        return bool(self.venue or self.day) or self.earliest is not None or self.latest is not None

    def matches(self, row: Performance) -> bool:
        if self.venue and (row.venue.slug if row.venue else TBA) != self.venue:
            return False
        if self.day and row.day != self.day:
            return False
        if self.earliest is not None and (row.start is None or row.start < self.earliest):
            return False
        if self.latest is not None and (row.start is None or row.start > self.latest):
            return False
        return self.everything or self._narrow


@dataclass(frozen=True)
class Selection:
    """The sets asked for, removed ones too; `seen` has the versions that a person looked at."""

    asked: list[Performance]
    seen: Mapping[str, int]
    ticked: Collection[str] = ()

    @property
    def rows(self) -> list[Performance]:
        return [row for row in self.asked if row.removed_at is None]

    @property
    def gone(self) -> list[Performance]:
        return [row for row in self.asked if row.removed_at is not None]

    @property
    def changed(self) -> list[Performance]:
        """Return those that are no longer as they were when they were ticked."""
        return [row for row in self.rows if self.seen[row.public_id] != row.version]

    @property
    def as_field(self) -> str:
        """Write what is there now, the way a form holds it."""
        return _as_field(self.rows)

    @property
    def ticked_field(self) -> str:
        """Write the ticked sets alone: what selectors name is named anew each time."""
        return _as_field(row for row in self.rows if row.public_id in self.ticked)


def ticked(texts: Iterable[str]) -> dict[str, int]:
    """Read “id:version”, as many as there are in each text, with blanks between."""
    found: dict[str, int] = {}
    for one in " ".join(texts).split():
        match = TICKED.fullmatch(one)
        if not match:
            raise NoSuchSet(one[:40])
        found[match[1]] = int(match[2])
    return found


def select(event: Event, seen: Mapping[str, int], selectors: Selectors, look: Look) -> Selection:
    """Return the sets in the order in which they are looked at."""
    chosen = dict(seen)
    if selectors.say_something:
        shown = [row.performance for group in board.of(event, look).groups for row in group.rows]
        for row in _named(shown, seen, selectors):
            chosen.setdefault(row.public_id, row.version)
    found = {row.public_id: row for row in _whole(event)} if chosen else {}
    if unknown := chosen.keys() - found.keys():
        raise NoSuchSet(", ".join(sorted(unknown)))
    return Selection([row for row in found.values() if row.public_id in chosen], chosen, seen)


def _as_field(rows: Iterable[Performance]) -> str:
    return " ".join(f"{row.public_id}:{row.version}" for row in rows)


def _named(
    shown: Sequence[Performance], seen: Mapping[str, int], selectors: Selectors
) -> Iterable[Performance]:
    if selectors.between:
        places = [place for place, row in enumerate(shown) if row.public_id in seen]
        if places:
            yield from shown[places[0] : places[-1] + 1]
    yield from (row for row in shown if selectors.matches(row))


def _whole(event: Event) -> Iterable[Performance]:
    """Read removed sets too: a repeated submit may be about what it has removed."""
    for row in event.performances.select_related("band", "venue").in_order():
        row.event = event
        yield row
