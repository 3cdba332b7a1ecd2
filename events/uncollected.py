"""Acts of the ledger that nobody who follows has been told of yet.

Whoever tells them reads here what waits, and notes what was collected. An act waits so that it can
be undone before anybody hears of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, QuerySet

from events.ledger import Kind
from events.models import Change, ChangeSet, Event

# What of an event, once changed, changes what is true of its sets.
OF_ALL_SETS = {
    *("status", "called_off", "reveal_mode"),
    *("first_day", "last_day", "timezone", "day_turn"),
}


@dataclass(frozen=True)
class Waiting:
    """The acts of one event that wait."""

    event: int
    first: datetime
    last: datetime
    up_to: int
    acts: int


@dataclass(frozen=True)
class Touched:
    """What the acts that wait have changed: whole events, and single sets."""

    events: frozenset[int]
    sets: frozenset[int]

    def includes(self, event: int, performance: int | None) -> bool:
        return event in self.events or performance in self.sets


def waiting(event: Event | None = None) -> list[Waiting]:
    """Return what waits, the event that waits longest first."""
    acts = ChangeSet.objects.filter(collected_at=None, event__isnull=False)
    if event:
        acts = acts.filter(event=event)
    found = (
        acts.order_by()
        .values("event")
        .annotate(first=Min("at"), last=Max("at"), up_to=Max("pk"), acts=Count("pk"))
        .order_by("first")
    )
    return [Waiting(**row) for row in found]


def touched(
    events: Iterable[int], *, since: datetime | None = None, collected: datetime | None = None
) -> Touched:
    """Return what acts that wait have changed at these events; with `since` only the later ones.

    Or with `collected` what those did that were collected at this instant.
    """
    changes = Change.objects.filter(
        change_set__event__in=list(events), change_set__collected_at=collected
    )
    if since:
        changes = changes.filter(change_set__at__gt=since)
    return _touched(changes)


def touched_by(act: ChangeSet) -> Touched:
    """Return what one act has changed."""
    return _touched(Change.objects.filter(change_set=act))


def _touched(changes: QuerySet[Change]) -> Touched:
    changes = changes.filter(kind__in=[Kind.EVENT, Kind.PERFORMANCE])
    rows = list(changes.values_list("kind", "change_set__event", "target_id", "after"))
    return Touched(
        frozenset(event for kind, event, _, after in rows if _is_of_all(kind, after)),
        frozenset(target for kind, _, target, _ in rows if kind == Kind.PERFORMANCE),
    )


def touched_at(event: Event) -> dict[int | None, datetime]:
    """Return when acts that wait have changed each set last; under None the event itself."""
    changes = Change.objects.filter(
        change_set__event=event,
        change_set__collected_at=None,
        kind__in=[Kind.EVENT, Kind.PERFORMANCE],
    ).order_by("change_set__at")
    rows = changes.values_list("kind", "target_id", "after", "change_set__at")
    return {
        target if kind == Kind.PERFORMANCE else None: at
        for kind, target, after, at in rows
        if kind == Kind.PERFORMANCE or _is_of_all(kind, after)
    }


def _is_of_all(kind: str, after: dict[str, object]) -> bool:
    return kind == Kind.EVENT and bool(OF_ALL_SETS & set(after))


def collect(event: int, *, up_to: int, at: datetime) -> bool:
    """Note that the acts up to this one were collected; False if somebody else was first."""
    acts = ChangeSet.objects.filter(event=event, collected_at=None, pk__lte=up_to)
    return bool(acts.update(collected_at=at))
