"""When what changed is told: looking for what is due, and beginning to tell it.

Idempotent and safe to run anywhere, at once and twice: beginning is a conditional update of the
ledger's rows, and what comes after is a `Round`.
"""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from accounts.models import User
from events import times, uncollected
from events.models import ChangeSet, Event
from events.uncollected import Waiting
from fans import issuing, late, rounds, settled, urgent
from fans.models import Round
from settimes.outbox.crash import crash_point

Mode = Round.Mode
# However something was missed, it is found after so long.
SWEPT_EVERY = timedelta(hours=1)


def collect(*, seconds: float) -> bool:
    """Begin what is due and work on it for so long; False if there is more to do."""
    at = timezone.now()
    waiting = uncollected.waiting()
    events = Event.objects.select_related("organization").in_bulk([one.event for one in waiting])
    held = settled.held(events)
    for one in waiting:
        event = events.get(one.event)  # it may have been deleted meanwhile
        if event is None or event.pk in held:
            continue
        if is_quiet(one, at):
            begin(event, Mode.TELL, up_to=one.up_to, at=at)
        elif urgent.is_on(event, at):
            _hurry(event, at)
    _sweep(at)
    until = time.monotonic() + seconds
    return rounds.go_on(until) and late.collect(until) and issuing.collect(until)


def is_quiet(waiting: Waiting, at: datetime) -> bool:
    """Say whether an event's acts have waited long enough."""
    return at >= told_at(waiting)


def told_at(waiting: Waiting) -> datetime:
    """Return when an event's acts are told if nothing more is done."""
    return min(waiting.last + settings.QUIET_FOR, waiting.first + settings.QUIET_AT_MOST)


@transaction.atomic
def begin(
    event: Event, mode: Mode, *, up_to: int, at: datetime, by: User | None = None, reason: str = ""
) -> Round | None:
    """Begin to tell the acts up to this one, or to hush them up; None if others were first."""
    if not uncollected.collect(event.pk, up_to=up_to, at=at):
        return None
    crash_point("after_collecting")
    return Round.objects.create(event=event, mode=mode, up_to=up_to, began=at, by=by, reason=reason)


def _hurry(event: Event, at: datetime) -> None:
    """Begin to tell what is urgent, once for each act that nobody took back in time."""
    known = Q(event=event, mode=Mode.HURRY)
    done = Round.objects.filter(known).aggregate(up_to=Max("up_to"))["up_to"] or 0
    due = ChangeSet.objects.filter(
        event=event, collected_at=None, at__lte=at - settings.UNDO_FOR, pk__gt=done
    ).aggregate(up_to=Max("pk"))["up_to"]
    if due:
        Round.objects.create(event=event, mode=Mode.HURRY, up_to=due, began=at)


def _sweep(at: datetime) -> None:
    """Compare everything that is to come anew, now and then."""
    lately = Round.objects.filter(mode=Mode.TELL, began__gt=at - SWEPT_EVERY)
    upcoming = Event.objects.public().filter(last_day__gte=times.earliest_last_day(at))
    for event in upcoming.exclude(pk__in=lately.values("event")).exclude(hold__isnull=False):
        Round.objects.create(event=event, mode=Mode.TELL, began=at)
