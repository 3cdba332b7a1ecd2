"""Taking back: by value, not by version, so that a chain of acts can be undone step by step.

An act can be taken back for as long as every field it touched still holds what it wrote. Taking
back is an act itself, so it can be taken back in turn.
"""

import uuid
from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects

from accounts.models import User
from bands.models import Band
from events import ledger
from events.act import Act, NotPossible, verb
from events.editions import FACTS
from events.history import NAMES
from events.ledger import Kind, Values, values_of
from events.models import AcceptedConflict, Change, ChangeSet, Event, Performance, Venue
from events.renames import save_name

# Follows from the other fields, so it is put back where it fits and never stands in the way.
DERIVED = {"first_public"}
Other = Band | Venue | AcceptedConflict
Kept = Performance | Event | Other
NOT_UNMADE = "Making an event is not taken back. Delete it instead."
GONE_FOR_GOOD = "An event that was deleted does not come back."
GONE: dict[str, str] = {
    Kind.PERFORMANCE: "One of its sets is gone for good.",
    **dict.fromkeys((Kind.BAND, Kind.VENUE, Kind.CONFLICT), "It has been deleted since."),
}
OTHERS: dict[str, type[Other]] = {
    Kind.BAND: Band,
    Kind.VENUE: Venue,
    Kind.CONFLICT: AcceptedConflict,
}


@verb
def undo(change_set: ChangeSet, *, by: User | None, form_key: str = "") -> ChangeSet | None:
    """Take back the whole operation that `change_set` is part of. Raises `Refused`."""
    whole = list(
        ChangeSet.objects.filter(operation=change_set.operation)
        .select_related("event")
        .order_by("pk")
    )
    operation = uuid.uuid4()
    acts = {
        part.event.pk: Act(part.event, by=by, form_key=form_key, operation=operation)
        for part in sorted(whole, key=lambda part: part.event_id or 0)
        if part.event
    }
    others = _others(whole)
    if not acts and not others:
        raise NotPossible(GONE_FOR_GOOD)
    for act in acts.values():
        for kind, row, _ in others:
            act.take_other(kind, row)
    before = [values_of(row, kind) for kind, row, _ in others]
    for kind, row, change in others:
        _refuse_changed(row, kind, change)
        _put_other_back(row, change)
    label = undone_label(change_set.label)
    written = [_undo_part(part, acts[part.event.pk], label) for part in whole if part.event]
    if acts:
        return next((found for found in written if found), None)
    entries = [
        ledger.entry(kind, row, was) for (kind, row, _), was in zip(others, before, strict=True)
    ]
    return ledger.record(
        change_set.organization,
        None,
        [found for found in entries if found],
        label=label,
        by=by,
        operation=operation,
        form_key=form_key,
        undoes=change_set.operation,
    )


def undone_label(label: str) -> str:
    if label.startswith("Undid: "):
        return label.replace("Undid: ", "Redid: ", 1)
    return f"Undid: {label.removeprefix('Redid: ')}"


def _undo_part(part: ChangeSet, act: Act, label: str) -> ChangeSet | None:
    changes: dict[str, list[Change]] = defaultdict(list)
    for change in part.changes.all():
        changes[change.kind].append(change)
    if changes[Kind.PERFORMANCE] or not is_fact(changes[Kind.EVENT]):
        act.refuse_archived()
    for change in changes[Kind.EVENT]:
        if change.before is None:
            raise NotPossible(NOT_UNMADE)
        if archived := archived_since(act.event, change):
            raise NotPossible(archived)
        _refuse_changed(act.event, Kind.EVENT, change)
        ledger.put_back(act.event, change.before)
    _put_sets_back(act, changes[Kind.PERFORMANCE])
    return act.write(label, undoes=part.operation)


def archived_since(event: Event, change: Change) -> str | None:
    """Say what to do first where archiving followed a step that is to be taken back."""
    archived = Event.Status.ARCHIVED
    if event.status == archived and change.after.get("status") not in (None, archived):
        return f"{event} is archived. Unarchive it first."
    return None


def is_fact(changes: list[Change]) -> bool:
    """Say whether these changes of an event may be taken back while it is archived."""
    return all(set(change.after) <= FACTS | {"status"} for change in changes)


def _put_sets_back(act: Act, changes: list[Change]) -> None:
    rows = {row.pk: row for row in act.take_whatever([change.target_id for change in changes])}
    for change in changes:
        row = rows.get(change.target_id)
        if row is None:
            raise NotPossible(GONE[Kind.PERFORMANCE])
        _refuse_changed(row, Kind.PERFORMANCE, change)
        if change.before is None:
            row.removed_at = act.now
        else:
            ledger.put_back(row, _where_it_fits(row, change))
    prefetch_related_objects(list(rows.values()), "band", "venue")


def _where_it_fits(row: Performance, change: Change) -> Values:
    now, before = values_of(row, Kind.PERFORMANCE), change.before or {}
    return {
        name: value
        for name, value in before.items()
        if name not in DERIVED or now[name] == change.after[name]
    }


def _refuse_changed(row: Kept, kind: str, change: Change) -> None:
    """Refuse where a field no longer holds what the act wrote, and name it."""
    wrong = moved_on(row, values_of(row, kind), change)
    if wrong:
        raise NotPossible(wrong)


def moved_on(row: Kept, now: Values, change: Change) -> str | None:
    """Say which fields no longer hold what the act wrote; None where all of them do."""
    names = [
        name for name, value in change.after.items() if name not in DERIVED and now[name] != value
    ]
    if not names:
        return None
    subject = row.band if isinstance(row, Performance) else row
    fields = ", ".join(NAMES.get(name, name).replace("_", " ").lower() for name in names)
    return f"{subject} has changed since ({fields}), so this stays as it is."


def _others(whole: list[ChangeSet]) -> list[tuple[str, Other, Change]]:
    """Find the renamed band or venue, which every part records, or the marked conflict."""
    found: dict[tuple[str, int], Change] = {}
    for change in Change.objects.filter(change_set__in=whole, kind__in=list(OTHERS)):
        found[change.kind, change.target_id] = change
    rows: list[tuple[str, Other, Change]] = []
    for (kind, pk), change in found.items():
        row = OTHERS[kind]._default_manager.select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotPossible(GONE[kind])
        rows.append((kind, row, change))
    return rows


def _put_other_back(row: Other, change: Change) -> None:
    if isinstance(row, AcceptedConflict):
        ledger.put_back(row, change.before or {})
        row.save(update_fields=["accepted_at", "places", "updated"])
        return
    try:
        save_name(row, str((change.before or {})["name"]))
    except ValidationError as error:
        raise NotPossible(" ".join(error.messages)) from error
