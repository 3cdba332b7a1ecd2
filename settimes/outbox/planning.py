"""Planning a mail: a row in the caller's transaction, and a hint to the worker after it."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from settimes.outbox import hints
from settimes.outbox.addresses import checked, recipient_key
from settimes.outbox.kinds import kind_named
from settimes.outbox.models import Message, Priority, Suppression
from settimes.outbox.states import State

# SQLite takes 999 parameters in a statement at worst; a row has about twenty.
ROWS_AT_ONCE = 45
LONGEST_KEY = 200  # SQLite would keep a longer one


@dataclass(frozen=True)
class Plan:
    """One mail to be. `key` says what it is about: planned twice, it is sent once."""

    key: str
    kind: str
    to: str
    priority: Priority = Priority.BULK
    not_before: datetime | None = None
    payload: Mapping[str, object] = field(default_factory=dict)


def plan(
    *,
    key: str,
    kind: str,
    to: str,
    priority: Priority = Priority.BULK,
    not_before: datetime | None = None,
    payload: Mapping[str, object] | None = None,
) -> Message:
    """Plan one mail and return its row, or the row that already has this key."""
    plan_many([Plan(key, kind, to, priority, not_before, payload or {})])
    return Message.objects.get(key=key)


def plan_many(plans: Iterable[Plan]) -> None:
    """Plan many mails in few statements; those whose key is there already stay as they are."""
    plans = list(plans)
    rows = [row(wanted) for wanted in plans]
    Message.objects.bulk_create(rows, ignore_conflicts=True, batch_size=ROWS_AT_ONCE)
    for priority in sorted({wanted.priority for wanted in plans if wanted.not_before is None}):
        hint_on_commit(priority)


def free_keys(keys: Iterable[str]) -> None:
    """Let what was suppressed under these keys be planned again: then it was not to be sent.

    Mail to an address that must not be written to stays suppressed.
    """
    blocked = Suppression.objects.values("recipient")
    rows = Message.objects.filter(key__in=list(keys), state=State.SUPPRESSED)
    suppressed = list(rows.exclude(recipient__in=blocked))
    for message in suppressed:
        message.key = f"{message.key}:{message.pk}"
        message.delivery, message.message_id = _name(message.key)
    Message.objects.bulk_update(suppressed, ["key", "delivery", "message_id"], ROWS_AT_ONCE)


def row(wanted: Plan) -> Message:
    """Return the row of a plan, unsaved. An unknown kind or a bad address raises here."""
    kind_named(wanted.kind)
    if len(wanted.key) > LONGEST_KEY:
        raise ValueError(f"A key may have {LONGEST_KEY} characters: {wanted.key!r}.")
    delivery, message_id = _name(wanted.key)
    message = Message(
        key=wanted.key,
        kind=wanted.kind,
        to=checked(wanted.to),
        recipient=recipient_key(wanted.to),
        priority=wanted.priority,
        payload=dict(wanted.payload),
        delivery=delivery,
        message_id=message_id,
    )
    if wanted.not_before is not None:
        message.not_before = wanted.not_before
    return message


def _name(key: str) -> tuple[uuid.UUID, str]:
    delivery = delivery_of(key)
    return delivery, f"<dlv-{delivery}@{_domain()}>"


def delivery_of(key: str) -> uuid.UUID:
    """Return the name of this mail to the world, the same whenever and wherever it is planned.

    So a database put back from a backup, which plans again what it forgot, repeats a Message-ID
    that mailboxes know. Nobody without the secret can tell the key from it, or guess it.
    """
    digest = salted_hmac("settimes.outbox.delivery", key, algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=4)


def _domain() -> str:
    _, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rpartition("@")[2]


def hint_on_commit(priority: int) -> None:
    """Wake the worker once this transaction is in; one hint is enough for all of its mails."""
    hint = hints.HINTS[Priority(priority)]
    if all(pending[1] is not hint for pending in connection.run_on_commit):
        transaction.on_commit(hint, robust=True)
