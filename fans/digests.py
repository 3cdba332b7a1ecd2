"""The mails that tell: a digest of all that is settled, and the urgent one about a single set.

Both are composed from what is owed when they leave. Just before that it is compared once more,
under the lock of the person's row; so whatever runs twice or at the same time tells once.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from fans import links, owed, reach, recording, saying
from fans.composing import mail, organization_why_not
from fans.links import Purpose
from fans.models import Subscriber
from fans.owed import Owed
from settimes.outbox.kinds import ComposeAgain, Mail, register
from settimes.outbox.models import Message
from settimes.outbox.states import State

DIGEST, URGENT = "fans.digest", "fans.urgent"
NOT_TOLD = {State.WAITING, State.FAILED, State.RESENT}


@dataclass(frozen=True)
class Composed:
    """What a mail tells, to be compared and recorded when it is handed over."""

    subscriber: Subscriber
    owed: list[Owed]
    at: datetime

    @property
    def keys(self) -> list[str]:
        return [one.key for one in self.owed]


def _still_owed(message: Message) -> bool | str:
    """Ask what there is to tell. At the hand-over: whether it is what was composed."""
    at = timezone.now()
    before = message.composed
    subscriber = recording.subscriber_of(message, lock=before is not None)
    if subscriber is None:
        return "nothing is followed at this address any more"
    if why := reach.why_not(subscriber, at) or organization_why_not(subscriber.organization):
        return why
    found = _to_tell(message, subscriber, at)
    if not found:
        return "there is nothing to tell any more"
    now = Composed(subscriber, found, at)
    if isinstance(before, Composed) and before.keys != now.keys:
        raise ComposeAgain
    message.composed = now
    return True


def _to_tell(message: Message, subscriber: Subscriber, at: datetime) -> list[Owed]:
    if message.kind == DIGEST:
        return owed.to_one(subscriber, at)
    found = owed.to_one(subscriber, at, since=at - settings.UNDO_FOR)
    event, performance = message.payload["event"], message.payload["performance"]
    return [
        one
        for one in found
        if one.event.pk == event
        and (one.is_of_all if performance is None else one.set_key == performance)
    ]


def _compose(message: Message) -> Mail:
    composed = message.composed
    if not isinstance(composed, Composed):
        raise TypeError("Nobody has asked yet what there is to tell.")
    subscriber = composed.subscriber
    nights = saying.nights(composed.owed, subscriber.organization)
    page = links.address(Purpose.PREFERENCES, links.to_page(subscriber), subscriber.organization)
    return mail(
        "digest",
        subscriber,
        nights=nights,
        words=saying.subject(nights),
        urgent=message.kind == URGENT,
        page=page,
    )


def _moved(message: Message, state: State) -> None:
    if state == State.HANDING and isinstance(message.composed, Composed):
        composed = message.composed
        recording.record(message, composed.subscriber.recipient, composed.owed, composed.at)
    elif state in NOT_TOLD:
        recording.take_back(message)


for kind in (DIGEST, URGENT):
    register(kind, still_owed=_still_owed, compose=_compose, moved=_moved)
