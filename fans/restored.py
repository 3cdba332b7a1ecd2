"""After a backup was put back: what it has forgotten may have been told, so it is not told again.

Whatever is owed now, and every mail that waits, is in doubt: people see it and may resend it.
"""

import time

from django.db import transaction
from django.utils import timezone

from accounts.models import Organization
from events import times, uncollected
from events.models import Event
from fans import issuing, rounds
from fans.models import Round
from settimes.outbox import changes
from settimes.outbox.models import Message
from settimes.outbox.states import State

WHY = "a backup was put back: it may have been sent before"
Mode = Round.Mode


def doubt_everything() -> int:
    """Put in doubt what is owed and what waits, and return how many mails are."""
    before = _doubtful()
    _begin()
    while not rounds.go_on(time.monotonic() + 60):
        pass
    return _doubtful() - before


def _doubtful() -> int:
    return Message.objects.filter(state=State.UNCERTAIN).count()


@transaction.atomic
def _begin() -> None:
    at = timezone.now()
    changes.doubt(Message.objects.all(), reason=WHY)
    # What was under way would plan mails. What was being hushed up is hushed up first.
    Round.objects.filter(finished=None).exclude(mode=Mode.HUSH).update(finished=at)
    waiting = {one.event: one.up_to for one in uncollected.waiting()}
    upcoming = Event.objects.public().filter(last_day__gte=times.earliest_last_day(at))
    for event in upcoming:
        if event.pk in waiting:
            uncollected.collect(event.pk, up_to=waiting[event.pk], at=at)
        Round.objects.create(event=event, mode=Mode.DOUBT, began=at, reason=WHY)
    for organization in Organization.objects.all():
        issuing.skip(organization, at)
