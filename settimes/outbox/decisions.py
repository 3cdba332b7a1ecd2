"""What a person may do with a mail: in doubt, send it again, knowing the risk, or let it be.

One that surely did not arrive is sent anew only if it is still owed.
"""

import uuid
from collections.abc import Container

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from settimes.outbox.changes import NotOwed, change, why_suppressed
from settimes.outbox.kinds import kind_named
from settimes.outbox.models import Decision, Message
from settimes.outbox.planning import hint_on_commit
from settimes.outbox.states import State
from settimes.outbox.words import fit

Verb = Decision.Verb
DOUBTED = frozenset({State.UNCERTAIN})
# Nothing tries these again by itself.
LOST = frozenset({State.FAILED, State.BOUNCED})


class Settled(Exception):
    """Somebody or something settled this mail first."""


@transaction.atomic
def resend(message: Message, *, by: AbstractBaseUser, reason: str) -> Message:
    """Plan the mail once more. It may arrive twice: the one in doubt may have arrived."""
    return _again(message, DOUBTED, by=by, reason=reason)


@transaction.atomic
def send_anew(message: Message, *, by: AbstractBaseUser, reason: str) -> Message:
    """Plan a mail once more that did not arrive. Raises `NotOwed` where that would tell nothing."""
    again = _again(message, LOST, by=by, reason=reason)
    if why := why_suppressed([again]).get(again.recipient):
        raise NotOwed(f"nobody may write to this address: {why}")
    if why := kind_named(again.kind).why_not_owed(again):
        raise NotOwed(why)
    return again


@transaction.atomic
def close(message: Message, *, by: AbstractBaseUser | None, reason: str) -> None:
    """Let the mail be: it arrived, or it does not matter any more."""
    _decide(message, DOUBTED, Verb.CLOSE, State.CLOSED, by=by, reason=reason)


@transaction.atomic
def put_away(message: Message, *, by: AbstractBaseUser, reason: str) -> None:
    """Let a mail be that did not arrive."""
    _decide(message, LOST, Verb.CLOSE, State.CLOSED, by=by, reason=reason)


def close_superseded(*, kind: str, recipient: str) -> int:
    """Close what is in doubt of this kind for this recipient: a newer mail was asked for."""
    doubtful = Message.objects.filter(kind=kind, recipient=recipient, state=State.UNCERTAIN)
    for message in doubtful:
        close(message, by=None, reason="a newer mail was asked for")
    return len(doubtful)


def _again(
    message: Message, states: Container[str], *, by: AbstractBaseUser, reason: str
) -> Message:
    """Plan the mail once more; it keeps its Message-ID, so that some mailboxes fold the copies."""
    _lock(message, states)
    # First, so that its app finds it when it is told that this one is sent again.
    again = Message.objects.create(
        key=f"resend:{uuid.uuid4().hex}",
        kind=message.kind,
        to=message.to,
        recipient=message.recipient,
        priority=message.priority,
        payload=message.payload,
        delivery=message.delivery,
        message_id=message.message_id,
        resends=message,
    )
    _decide(message, states, Verb.RESEND, State.RESENT, by=by, reason=reason)
    hint_on_commit(message.priority)
    return again


def _decide(
    message: Message,
    states: Container[str],
    verb: Verb,
    to: State,
    *,
    by: AbstractBaseUser | None,
    reason: str,
) -> None:
    if not change(message, _lock(message, states), to):
        raise Settled
    Decision.objects.create(
        message=message, verb=verb, by_id=by.pk if by else None, reason=fit(reason)
    )


def _lock(message: Message, states: Container[str]) -> State:
    """Return the state that the mail is in, and stays in until this is decided."""
    row = Message.objects.select_for_update().only("state").get(pk=message.pk)
    if row.state not in states:
        raise Settled
    return State(row.state)
