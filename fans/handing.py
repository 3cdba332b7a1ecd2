"""What mails that tell have in common: asked what there is, compared once more, written down.

They are composed from what is owed when they leave. Just before that it is compared again, under
the lock of the person's row, unless nothing was written that it depends on; so whatever runs twice
or at the same time tells once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils import timezone

from fans import marks, reach, recording, truth
from fans.composing import organization_why_not
from fans.marks import Mark
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
    mark: Mark | None = None  # taken before it was compared; without one it is always compared

    @property
    def keys(self) -> list[str]:
        """Name what the mail says: it is composed again where that is another."""
        return [one.key for one in self.owed]

    def still_holds(self, at: datetime) -> bool:
        """Say whether it surely is as it was: nothing was written, and no set is over since."""
        if self.mark is None or self.mark != marks.of(self.subscriber):
            return False
        sets = [(one.performance, one.event) for one in self.owed if one.performance]
        return not any(truth.is_over(row, event, at) for row, event in sets)


# What there is to tell somebody now, or why there is nothing.
Find = Callable[[Message, Subscriber, datetime], Composed | str]
# The same for many at once, by their id; who is missing there is asked alone.
FindMany = Callable[[Sequence[Subscriber], datetime], dict[int, Composed]]


def foresee(messages: Sequence[Message], find: FindMany) -> None:
    """Ask for all these mails at once what there is to tell to whom may be written."""
    at = timezone.now()
    people = recording.subscribers_of(messages)
    reached = {
        message: person
        for message in messages
        if (person := people.get(message.payload.get("subscriber", 0)))
        and not _why_not(message, person, at)
    }
    found = find(list(reached.values()), at)
    prefetch_related_objects(list(reached), "notices")  # which `recording` reads
    for message, person in reached.items():
        message.foreseen = found.get(person.pk)


def still_owed(message: Message, find: Find) -> bool | str:
    """Ask what there is to tell. At the hand-over: whether it is what was composed."""
    if message.foreseen is not None:
        message.composed, message.foreseen = message.foreseen, None
        return True
    at, before = timezone.now(), message.composed
    subscriber = recording.subscriber_of(message, lock=before is not None)
    if subscriber is None:
        return "nothing is followed at this address any more"
    if why := _why_not(message, subscriber, at):
        return why
    if isinstance(before, Composed) and before.still_holds(at):
        return True
    now = find(message, subscriber, at)
    if isinstance(now, str):
        return now
    if isinstance(before, Composed) and before.keys != now.keys:
        raise ComposeAgain
    message.composed = now
    return True


def _why_not(message: Message, subscriber: Subscriber, at: datetime) -> str:
    if subscriber.recipient != message.recipient:
        return "they have moved to another address"
    return reach.why_not(subscriber, at) or organization_why_not(subscriber.organization)


def moved(message: Message, state: State) -> None:
    if state == State.HANDING and isinstance(message.composed, Composed):
        composed = message.composed
        recording.record(message, composed.subscriber.recipient, composed.owed, composed.at)
    elif state in NOT_TOLD:
        recording.take_back(message)
        if state == State.RESENT:
            recording.plan_again(message)
