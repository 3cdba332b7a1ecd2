"""What an organizer decides about what waits: told now, held, let go, or told to nobody.

Each answers False where it was so already, so that a second press does nothing.
"""

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from accounts.models import User
from events import uncollected
from events.models import ChangeSet, Event
from fans.models import Hold, Round

Mode = Round.Mode


def hold(event: Event, *, by: User) -> bool:
    """Let what changes wait until somebody says so."""
    _, is_new = Hold.objects.get_or_create(event=event, defaults={"by": by, "at": timezone.now()})
    return is_new


@transaction.atomic
def let_go(event: Event, *, by: User) -> bool:
    """End the hold. What waits goes its usual way; what had waited before it is told now."""
    if not _end_hold(event):
        return False
    Round.objects.create(event=event, mode=Mode.TELL, began=timezone.now(), by=by)
    return True


def send_now(event: Event, *, by: User) -> bool:
    """Tell what waits now, without waiting for more."""
    return _begin(event, Mode.TELL, by=by)


def tell_nobody(event: Event, *, reason: str, by: User) -> bool:
    """Take what waits for told: who follows now does not hear of it, whoever comes later does."""
    return _begin(event, Mode.HUSH, by=by, reason=reason)


def some_heard(event: Event) -> bool:
    """Say whether something of what was hushed up last could not wait, and so was told before."""
    hushed = event.rounds.filter(mode=Mode.HUSH).first()
    acts = ChangeSet.objects.filter(event=event, collected_at=hushed.began if hushed else None)
    first = acts.aggregate(pk=Min("pk"))["pk"]
    if hushed is None or first is None:
        return False
    # One that is over and wrote no mail found nothing that could not wait.
    told = Q(mails__gt=0) | Q(finished=None)
    return event.rounds.filter(told, mode=Mode.HURRY, up_to__gte=first).exists()


@transaction.atomic
def _begin(event: Event, mode: Round.Mode, *, by: User, reason: str = "") -> bool:
    at = timezone.now()
    # Two who press at once come one after the other; so do acts on the lineup.
    Event.objects.select_for_update().get(pk=event.pk)
    was_held = _end_hold(event)
    waiting = uncollected.waiting(event)
    if not (waiting or was_held):
        return False
    if waiting:
        uncollected.collect(event.pk, up_to=waiting[0].up_to, at=at)
    # What was held is not only what these acts have changed.
    up_to = 0 if was_held else waiting[0].up_to
    Round.objects.create(event=event, mode=mode, up_to=up_to, began=at, by=by, reason=reason)
    return True


def _end_hold(event: Event) -> bool:
    return bool(Hold.objects.filter(event=event).delete()[0])
