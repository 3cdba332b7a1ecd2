"""What mails that tell have in common: asked what there is, compared once more, written down.

They are composed from what is owed when they leave. Just before that it is compared again, under
the lock of the person's row; so whatever runs twice or at the same time tells once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fans import reach, recording
from fans.composing import organization_why_not
from fans.models import Subscriber
from fans.owed import Owed
from settimes.outbox.kinds import ComposeAgain
from settimes.outbox.models import Message
from settimes.outbox.states import State

NOT_TOLD = {State.WAITING, State.FAILED, State.RESENT}


@dataclass(frozen=True)
class Composed:
    """What a mail tells, to be compared and recorded when it is handed over."""

    subscriber: Subscriber
    owed: list[Owed]
    at: datetime

    @property
    def keys(self) -> list[str]:
        """Name what the mail says: it is composed again where that is another."""
        return [one.key for one in self.owed]


# What there is to tell somebody now, or why there is nothing.
Find = Callable[[Message, Subscriber, datetime], Composed | str]


def still_owed(message: Message, find: Find) -> bool | str:
    """Ask what there is to tell. At the hand-over: whether it is what was composed."""
    at = timezone.now()
    before = message.composed
    subscriber = recording.subscriber_of(message, lock=before is not None)
    if subscriber is None:
        return "nothing is followed at this address any more"
    if subscriber.recipient != message.recipient:
        return "they have moved to another address"
    if why := reach.why_not(subscriber, at) or organization_why_not(subscriber.organization):
        return why
    now = find(message, subscriber, at)
    if isinstance(now, str):
        return now
    if isinstance(before, Composed) and before.keys != now.keys:
        raise ComposeAgain
    message.composed = now
    return True


def moved(message: Message, state: State) -> None:
    if state == State.HANDING and isinstance(message.composed, Composed):
        composed = message.composed
        recording.record(message, composed.subscriber.recipient, composed.owed, composed.at)
    elif state in NOT_TOLD:
        recording.take_back(message)
        if state == State.RESENT:
            recording.plan_again(message)
