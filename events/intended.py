"""Conflicts that are meant so: a shared stage, two sets of one band on purpose.

Marking one is an act like any other, so it stands in the history and can be undone. A mark holds
while both sets have the band, venue and times that they had when it was made; where one changes
it ends by itself, and where that change is undone it holds again.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from accounts.models import Organization, User
from events import conflicts
from events.act import Act, NotPossible, verb
from events.conflicts import Conflict
from events.ledger import Kind
from events.models import AcceptedConflict, ChangeSet, Event, Performance

# Kind, and the sets by id, the older one first.
Pair = tuple[str, int, int]
Marks = dict[Pair, AcceptedConflict]


@dataclass(frozen=True)
class Intended:
    """A conflict that is meant so, and the mark that says who said it and when."""

    conflict: Conflict
    mark: AcceptedConflict


@dataclass(frozen=True)
class Found:
    """The conflicts of one event, in order of time. Only the open ones count."""

    open: list[Conflict]
    intended: list[Intended]

    @cached_property
    def beside(self) -> dict[str, list[Conflict]]:
        """The open conflicts of each set, by its public id; `Conflict.text(beside=…)` says them."""
        found: dict[str, list[Conflict]] = defaultdict(list)
        for conflict in self.open:
            found[conflict.first.public_id].append(conflict)
            found[conflict.second.public_id].append(conflict)
        return dict(found)


def of_event(event: Event, performances: Iterable[Performance] | None = None) -> Found:
    """Return the open and the intended conflicts of an event: for row marks, header and list.

    `performances` are its live sets with band and venue joined, where a page has read them
    already: then this takes one query, else two, however many sets there are. The header counts
    `len(found.open)`; a row shows `found.beside.get(row.public_id)`. Of an archived event nothing
    is open.
    """
    if event.status == Event.Status.ARCHIVED:
        return Found([], [])
    if performances is None:
        performances = event.performances.live().select_related("band", "venue")
    marks = _by_pair(AcceptedConflict.objects.filter(first__event=event).select_related("by"))
    return sort(conflicts.find(performances, min_changeover=event.min_changeover), marks)


def marks_of(organization: Organization) -> Marks:
    """Return every mark of an organization's events, to `sort` the conflicts of each by."""
    return _by_pair(AcceptedConflict.objects.filter(first__event__organization=organization))


def sort(found: Iterable[Conflict], marks: Marks) -> Found:
    """Part conflicts into open and intended ones."""
    still_open, intended = [], []
    for conflict in found:
        mark = marks.get(pair(conflict))
        if mark and mark.accepted_at and mark.places == places(conflict):
            intended.append(Intended(conflict, mark))
        else:
            still_open.append(conflict)
    return Found(still_open, intended)


def pair(conflict: Conflict) -> Pair:
    """Return what a mark is found by; which set plays first may change."""
    older, newer = sorted((conflict.first.pk, conflict.second.pk))
    return str(conflict.kind), older, newer


def places(conflict: Conflict) -> list[list[object]]:
    """Return who plays where and when, the older set first, as a mark keeps it."""
    sets = sorted((conflict.first, conflict.second), key=lambda row: row.pk)
    return [[row.band_id, row.venue_id, row.day.isoformat(), row.start, row.end] for row in sets]


@verb
def accept(conflict: Conflict, *, by: User | None) -> ChangeSet | None:
    """Mark a conflict as intended. Raises `NotPossible` where it is no more as it was seen."""
    act = Act(conflict.first.event, by=by)
    act.refuse_archived()
    now = {pair(found): found for found in _conflicts_in(act)}.get(pair(conflict))
    if now is None or places(now) != places(conflict):
        raise NotPossible("One of its sets has changed since. Look at what it is now.")
    kind, older, newer = pair(now)
    mark, _ = AcceptedConflict.objects.get_or_create(kind=kind, first_id=older, second_id=newer)
    if mark.accepted_at and mark.places == places(now):
        return None
    act.take_other(Kind.CONFLICT, mark)
    mark.accepted_at, mark.places, mark.by = act.now, places(now), by
    mark.save(update_fields=["accepted_at", "places", "by", "updated"])
    return act.write(f"Marked as intended: {what(now)}")


@verb
def reopen(conflict: Conflict, *, by: User | None) -> ChangeSet | None:
    """Take the mark of a conflict back: it counts among the open ones again."""
    act = Act(conflict.first.event, by=by)
    act.refuse_archived()
    kind, older, newer = pair(conflict)
    marks = AcceptedConflict.objects.filter(kind=kind, first_id=older, second_id=newer)
    mark = marks.exclude(accepted_at=None).first()
    if mark is None:
        return None
    act.take_other(Kind.CONFLICT, mark)
    mark.accepted_at = None
    mark.save(update_fields=["accepted_at", "updated"])
    return act.write(f"No longer intended: {what(conflict)}")


def token(conflict: Conflict) -> str:
    """Write which conflict this is, as it is now: kind, sets and their versions."""
    first, second = conflict.first, conflict.second
    return f"{conflict.kind} {first.public_id} {first.version} {second.public_id} {second.version}"


def what(conflict: Conflict) -> str:
    """Name a conflict by its sets."""
    first, second = conflict.first, conflict.second
    if first.band_id == second.band_id:
        return f"{first.band} at {first.venue or 'no venue'} and {second.venue or 'no venue'}"
    return f"{first.band} and {second.band} at {first.venue}"


def _conflicts_in(act: Act) -> list[Conflict]:
    rows = act.event.performances.live().select_related("band", "venue")
    return conflicts.find(rows, min_changeover=act.event.min_changeover)


def _by_pair(marks: Iterable[AcceptedConflict]) -> Marks:
    return {(mark.kind, mark.first_id, mark.second_id): mark for mark in marks}
