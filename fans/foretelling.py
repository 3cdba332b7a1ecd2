"""What organizers are told of fans before they act, and right after: `events.heard` asks here."""

from collections.abc import Sequence

from django.conf import settings
from django.utils import timezone

from events import heard, uncollected
from events.heard import Answers, Hearing
from events.models import ChangeSet, Event, Performance
from events.visibility import event_is_public
from fans import at_a_glance, collecting, reckoning, urgent
from fans.models import Hold


def would_hear(event: Event, rows: Sequence[Performance]) -> int:
    at = timezone.now()
    kept = reckoning.to_come(event, rows, at)
    return len(reckoning.people(event, reckoning.shares(event, kept, at, whole=True), at))


def knew(event: Event, rows: Sequence[Performance]) -> int:
    return reckoning.knew(event, rows, timezone.now())


def hears(event: Event, written: ChangeSet) -> Hearing | None:
    """Return who hears of an act that was done just now."""
    at = timezone.now()
    waiting = uncollected.waiting(event) if event_is_public(event) else []
    if not waiting:
        return None
    touched = uncollected.touched_by(written)
    rows = event.performances.public().select_related("band", "venue")
    kept = rows if event.pk in touched.events else rows.filter(pk__in=touched.sets)
    found = reckoning.shares(
        event, reckoning.to_come(event, kept, at), at, whole=event.pk in touched.events
    )
    if not found:
        return None
    if Hold.objects.filter(event=event).exists():
        return Hearing(len(reckoning.people(event, found, at)), at=None, is_soon=False)
    soon = [share for share in found if urgent.is_urgent(share.owed, at)]
    fans = len(reckoning.people(event, soon or found, at))
    if soon:
        return Hearing(fans, at=written.at + settings.UNDO_FOR, is_soon=True)
    return Hearing(fans, at=collecting.told_at(waiting[0]), is_soon=False)


heard.ask(Answers(would_hear=would_hear, knew=knew, hears=hears, at_a_glance=at_a_glance.of))
