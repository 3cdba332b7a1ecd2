"""Taking somebody who is gone out of the mails that were written to them."""

from django.db import transaction
from django.db.models import QuerySet

from settimes.outbox import decisions
from settimes.outbox.addresses import recipient_key
from settimes.outbox.changes import change
from settimes.outbox.models import Message
from settimes.outbox.states import DUE, HELD, State

WHY = "the account is gone"


def forget(address: str, *, kinds: str) -> int:
    """Take an address out of all mails of these kinds; `kinds` is how their names begin."""
    rows = Message.objects.filter(recipient=recipient_key(address), kind__startswith=kinds)
    return forget_all(rows, why=WHY)


@transaction.atomic
def forget_all(rows: QuerySet[Message], *, why: str) -> int:
    """Keep that these mails were sent, not to whom, nor what they told; send no more.

    A mail in a worker's hands is left to it: it asks whether the mail is still owed.
    """
    for message in rows.filter(state__in=DUE):
        change(message, State(message.state), State.SUPPRESSED, reason=why)
    for message in rows.filter(state=State.UNCERTAIN):
        decisions.close(message, by=None, reason=why)
    return rows.exclude(state__in=HELD).exclude(to="").update(to="", payload={})


def forget_told(*, kinds: str, **told: str) -> int:
    """Empty what is kept of settled mails of these kinds where it says so much of somebody."""
    says = {f"payload__{key}": value for key, value in told.items()}
    settled = Message.objects.filter(kind__startswith=kinds).exclude(state__in=(*DUE, *HELD))
    return settled.filter(**says).update(payload={})
