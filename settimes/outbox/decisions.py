"""What a person may do with a mail in doubt: send it again, knowing the risk, or let it be."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from settimes.outbox.changes import change
from settimes.outbox.models import Decision, Message
from settimes.outbox.planning import hint_on_commit
from settimes.outbox.states import State
from settimes.outbox.words import fit


class Settled(Exception):
    """Somebody or something settled this mail first."""


@transaction.atomic
def resend(message: Message, *, by: AbstractBaseUser, reason: str) -> Message:
    """Plan the mail once more. It may arrive twice: the one in doubt may have arrived.

    It keeps its Message-ID, so that some mailboxes fold the copies.
    """
    if not Message.objects.select_for_update().filter(pk=message.pk, state=State.UNCERTAIN):
        raise Settled
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
    _decide(message, Decision.Verb.RESEND, State.RESENT, by=by, reason=reason)
    hint_on_commit(message.priority)
    return again


@transaction.atomic
def close(message: Message, *, by: AbstractBaseUser | None, reason: str) -> None:
    """Let the mail be: it arrived, or it does not matter any more."""
    _decide(message, Decision.Verb.CLOSE, State.CLOSED, by=by, reason=reason)


def close_superseded(*, kind: str, recipient: str) -> int:
    """Close what is in doubt of this kind for this recipient: a newer mail was asked for."""
    doubtful = Message.objects.filter(kind=kind, recipient=recipient, state=State.UNCERTAIN)
    for message in doubtful:
        close(message, by=None, reason="a newer mail was asked for")
    return len(doubtful)


def _decide(
    message: Message, verb: Decision.Verb, to: State, *, by: AbstractBaseUser | None, reason: str
) -> None:
    if not change(message, State.UNCERTAIN, to):
        raise Settled
    Decision.objects.create(
        message=message, verb=verb, by_id=by.pk if by else None, reason=fit(reason)
    )
