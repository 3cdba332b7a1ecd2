"""Which acts are undone, and whether the others can still be.

An act is undone while something that took it back stands: taking that back in turn (a redo) puts
the act in force again. Whether one can be undone is the rule of `events.undo`, asked here for
many acts at once without changing anything.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from accounts.models import Organization
from events.act import MOST_IDS, closed
from events.ledger import Kind, Values, values_of
from events.models import Change, ChangeSet, Event
from events.undo import (
    GONE,
    GONE_FOR_GOOD,
    NOT_UNMADE,
    OTHERS,
    Kept,
    archived_since,
    is_fact,
    moved_on,
)

Rows = dict[tuple[str, int], tuple[Kept, Values]]


def operations(organization: Organization, event: Event | None) -> set[UUID]:
    """Return the operations that are undone now, of an event or of what belongs to no event."""
    taken_back: set[UUID] = set()
    pairs = ChangeSet.objects.filter(
        organization=organization, event=event, undoes__isnull=False
    ).order_by("-pk")
    # The newest first: what took something back is older than what took it back itself.
    for operation, undoes in pairs.values_list("operation", "undoes"):
        if operation not in taken_back and undoes:
            taken_back.add(undoes)
    return taken_back


def reasons(event: Event, changes: Mapping[int, Sequence[Change]]) -> dict[int, str]:
    """Say of these acts of an event, by the id of their change set, why they cannot be undone.

    Those that can are left out. What else could stand in the way, like a name taken since, is
    found when undo is pressed.
    """
    rows = _rows(event, [change for each in changes.values() for change in each])
    found = {key: _reason(event, each, rows) for key, each in changes.items()}
    return {key: reason for key, reason in found.items() if reason}


def why_not(written: ChangeSet) -> str:
    """Say why one act cannot be undone; nothing where it can, or where only pressing shows it."""
    if written.operation in operations(written.organization, written.event):
        return "It is undone."
    if written.event is None:
        is_event = written.changes.filter(kind=Kind.EVENT).exists()
        return GONE_FOR_GOOD if is_event else ""
    return reasons(written.event, {written.pk: list(written.changes.all())}).get(written.pk, "")


def _reason(event: Event, changes: Sequence[Change], rows: Rows) -> str | None:
    of_event = [change for change in changes if change.kind == Kind.EVENT]
    if any(change.before is None for change in of_event):
        return NOT_UNMADE
    has_sets = any(change.kind == Kind.PERFORMANCE for change in changes)
    if event.status == Event.Status.ARCHIVED and (has_sets or not is_fact(of_event)):
        return closed(event)
    for change in of_event:
        if archived := archived_since(event, change):
            return archived
    for change in changes:
        there = rows.get((change.kind, change.target_id))
        if there is None:
            return GONE[change.kind]
        wrong = moved_on(*there, change)
        if wrong:
            return wrong
    return None


def _rows(event: Event, changes: Iterable[Change]) -> Rows:
    """Read everything these changes are about, with one query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        wanted[change.kind].add(change.target_id)
    sets = event.performances.select_related("band")
    if len(wanted[Kind.PERFORMANCE]) <= MOST_IDS:
        sets = sets.filter(pk__in=wanted[Kind.PERFORMANCE])
    found: list[tuple[str, Kept]] = [(Kind.EVENT, event)]
    found += [(Kind.PERFORMANCE, row) for row in sets] if wanted[Kind.PERFORMANCE] else []
    for kind, model in OTHERS.items():
        if wanted[kind]:
            there = model._default_manager.filter(pk__in=wanted[kind])
            found += [(kind, row) for row in there]
    return {(kind, row.pk): (row, values_of(row, kind)) for kind, row in found}
