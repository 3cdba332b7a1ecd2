"""The ledger: what every change of a lineup was, before and after, by whom and in which words.

From it come history, undo, notices to fans, “moved from” and the event's revision. It is written
by `events.act` and read by everybody; nothing changes or deletes an entry.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model

from accounts.models import Organization, User
from events.models import Change, ChangeSet, Event
from settimes.pages import tokens

Kind = Change.Kind
Values = dict[str, object]

# What the ledger keeps of each row. A field that is not here cannot be undone.
FIELDS: dict[str, tuple[str, ...]] = {
    Kind.PERFORMANCE: (
        *("band_id", "venue_id", "day", "start", "end", "note"),
        *("announced_at", "cancelled_at", "cancel_reason", "removed_at", "first_public"),
    ),
    Kind.EVENT: (
        *("name", "slug", "first_day", "last_day", "timezone", "day_turn", "status"),
        *("called_off", "called_off_reason", "reveal_mode", "doors", "min_changeover"),
        *("city", "ticket_url", "links", "description"),
    ),
    Kind.BAND: ("name",),
    Kind.VENUE: ("name",),
    Kind.CONFLICT: ("accepted_at", "places"),
}


@dataclass(frozen=True)
class Entry:
    """One touched row, as it goes into the ledger. `before` is None where the row was made."""

    kind: str
    target_id: int
    before: Values | None
    after: Values


def values_of(row: Model, kind: str) -> Values:
    """Return what the ledger keeps of a row, as JSON holds it."""
    values = {name: getattr(row, name) for name in FIELDS[kind]}
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in values.items()
    }


def put_back(row: Model, values: Mapping[str, object]) -> None:
    """Give a row the values that `values_of` took of it."""
    fields = {field.attname: field for field in row._meta.concrete_fields}
    for name, value in values.items():
        setattr(row, name, fields[name].to_python(value))


def entry(kind: str, row: Model, before: Values | None) -> Entry | None:
    """Return the entry for a row changed since `before`; None where it is the same."""
    after = values_of(row, kind)
    if before is None:
        return Entry(kind, row.pk, None, after)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return None
    return Entry(
        kind,
        row.pk,
        {name: before[name] for name in changed},
        {name: after[name] for name in changed},
    )


def record(
    organization: Organization,
    event: Event | None,
    entries: Iterable[Entry],
    *,
    label: str,
    by: User | None,
    operation: uuid.UUID,
    form_key: str = "",
    undoes: uuid.UUID | None = None,
) -> ChangeSet:
    change_set = ChangeSet.objects.create(
        organization=organization,
        event=event,
        by=by,
        label=label[:200],
        operation=operation,
        form_key=form_key,
        undoes=undoes,
    )
    Change.objects.bulk_create(
        Change(
            change_set=change_set,
            kind=found.kind,
            target_id=found.target_id,
            before=found.before,
            after=found.after,
        )
        for found in entries
    )
    tokens.renew(organization.pk)
    return change_set
