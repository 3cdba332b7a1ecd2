"""What others prove about a mail: that it arrived, that it bounced. And whom not to write to."""

from uuid import UUID

from django.db import transaction

from settimes.outbox import clock
from settimes.outbox.addresses import recipient_key
from settimes.outbox.changes import change
from settimes.outbox.models import Message, Suppression
from settimes.outbox.states import State
from settimes.outbox.words import fit


def delivered(delivery: UUID) -> bool:
    """Record the proof that a mail arrived; True if it settled a doubt.

    A mail that bounced stays bounced, in whichever order the news come in.
    """
    settled = False
    for message in Message.objects.filter(delivery=delivery, state=State.UNCERTAIN):
        settled |= change(
            message, State.UNCERTAIN, State.SENT, sent=clock.now(), reason="proved to have arrived"
        )
    return settled


def bounced(delivery: UUID, *, reason: str) -> bool:
    """Record a bounce and write to this address no more; True if the mail was known.

    The caller has verified the sender of the news. While the mail is still being handed over the
    answer is False, and the news should be given again.
    """
    messages = Message.objects.filter(delivery=delivery)
    with transaction.atomic():
        for message in messages.filter(state=State.UNCERTAIN):
            change(message, State.UNCERTAIN, State.SENT, sent=clock.now(), reason="it bounced")
        for message in messages.filter(state=State.SENT):
            change(message, State.SENT, State.BOUNCED, reason=reason or "bounced")
        found = messages.filter(state=State.BOUNCED).first()
        if found is not None:
            suppress(found.recipient, reason=reason)
    return found is not None


def suppress(recipient: str, *, reason: str) -> None:
    """Write to this recipient no more. It is known by its keyed hash: see `recipient_key`."""
    Suppression.objects.get_or_create(
        recipient=recipient, defaults={"reason": fit(reason) or "bounced"}
    )


def lift(address: str) -> bool:
    """Allow writing to `address` again; True if it was suppressed."""
    deleted, _ = Suppression.objects.filter(recipient=recipient_key(address)).delete()
    return bool(deleted)
