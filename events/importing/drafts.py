"""Keeping a lineup that was read while somebody looks at it: one for a person and an event."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from events.importing.decisions import Decide, Decisions
from events.importing.reading import Sheet
from events.models import Event, ImportDraft
from events.models.import_drafts import new_key

KEPT = timedelta(days=1)
LONGEST_SOURCE = 100


def begin(event: Event, by: User, sheet: Sheet, decisions: Decisions, source: str) -> ImportDraft:
    """Keep a new one in the place of the last."""
    facts = {
        "key": new_key(),
        "source": source[:LONGEST_SOURCE],
        "lines": sheet.lines,
        "decisions": decisions.stored(),
    }
    return ImportDraft.objects.update_or_create(event=event, by=by, defaults=facts)[0]


def find(event: Event, by: User) -> ImportDraft | None:
    return ImportDraft.objects.filter(event=event, by=by).first()


def sheet_of(draft: ImportDraft) -> Sheet:
    return Sheet([(number, cells) for number, cells in draft.lines])


def decisions_of(draft: ImportDraft) -> Decisions:
    return Decisions.of(draft.decisions)


def decide(draft: ImportDraft, change: Decide) -> Decisions:
    """Add to what was said; what another tap said at the same moment stays."""
    with transaction.atomic():
        fresh = ImportDraft.objects.select_for_update().only("decisions").get(pk=draft.pk)
        decisions = Decisions.of(fresh.decisions)
        change(decisions)
        fresh.decisions = decisions.stored()
        fresh.save(update_fields=["decisions", "updated"])
    return decisions


def drop(draft: ImportDraft) -> None:
    ImportDraft.objects.filter(pk=draft.pk, key=draft.key).delete()


def purge(now: datetime) -> int:
    """Forget what nobody has gone on with."""
    return ImportDraft.objects.filter(updated__lt=now - KEPT).delete()[0]
