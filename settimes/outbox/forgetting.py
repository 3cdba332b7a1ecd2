"""Taking somebody who is gone out of the mails that were written to them."""

from django.db import transaction

from settimes.outbox import decisions
from settimes.outbox.addresses import recipient_key
from settimes.outbox.changes import change
from settimes.outbox.models import Message
from settimes.outbox.states import DUE, HELD, State

WHY = "the account is gone"


@transaction.atomic
def forget(address: str, *, kinds: str) -> int:
    """Keep that mails of these kinds were sent, not to whom, nor what they told; send no more.

    `kinds` is how their names begin. A mail in a worker's hands is left to it: it asks whether the
    mail is still owed.
    """
    rows = Message.objects.filter(recipient=recipient_key(address), kind__startswith=kinds)
    for message in rows.filter(state__in=DUE):
        change(message, State(message.state), State.SUPPRESSED, reason=WHY)
    for message in rows.filter(state=State.UNCERTAIN):
        decisions.close(message, by=None, reason=WHY)
    return rows.exclude(state__in=HELD).update(to="", payload={})
