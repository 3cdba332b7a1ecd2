"""Tokens that work once: made here, kept as a digest, found by it, used by one conditional UPDATE.

    token = tickets.cut(row)                      # the link's; an older one opens nothing any more
    row = tickets.find(Ticket.objects.filter(kind=RESET), token)    # looking changes nothing
    row = tickets.take(Ticket.objects.filter(kind=RESET), token)    # once, for one of any number

`rows` says what a token may open: one of another kind, or somebody else's, is not found in it.
Call `take` in the transaction of what it allows: both happen, or neither.
"""

import hashlib
import re
import secrets
from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models.factors import Challenge, TrustedDevice
from accounts.models.people import User
from accounts.models.tickets import OneTime, Ticket

BYTES = 32
A_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
Row = TypeVar("Row", bound=OneTime)


def digest_of(secret: str) -> str:
    """Return by what a long random secret is known; nobody gets back from it to the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def cut(row: OneTime) -> str:
    """Give this saved row a new token, and return it: nobody can read it again."""
    token = secrets.token_urlsafe(BYTES)
    row.digest = digest_of(token)
    row.save(update_fields=["digest"])
    return token


def still_open(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those that were not used or ended, and are not too old."""
    return rows.filter(used=None, ended=None, expires__gt=timezone.now())


def find(rows: QuerySet[Row], token: str) -> Row | None:
    """Return which of these rows the token opens now."""
    if not A_TOKEN.fullmatch(token):
        return None
    return still_open(rows).filter(digest=digest_of(token)).first()


def take(rows: QuerySet[Row], token: str) -> Row | None:
    """Use the token up and return what it opened; of any number at once one gets it."""
    row = find(rows, token)
    if row is None:
        return None
    row.used = timezone.now()
    # Of its own table alone. With a join Django puts the condition into a subselect, and that
    # PostgreSQL does not look at again when it has waited for another who took the row.
    mine = still_open(type(row)._base_manager.filter(pk=row.pk, digest=row.digest))
    return row if mine.update(used=row.used) == 1 else None


def end(rows: QuerySet[Row]) -> int:
    """Let these open nothing any more."""
    return rows.filter(used=None, ended=None).update(ended=timezone.now())


def end_of(user: User) -> None:
    """Close the links to somebody's account, its half-way sign-ins, and the trust in devices.

    Only those by which an owner gets an address back stay: whoever took it must not end them.
    """
    end(Ticket.objects.filter(user=user).exclude(kind=Ticket.Kind.OBJECTION))
    end(Challenge.objects.filter(user=user))
    TrustedDevice.objects.filter(user=user).delete()


def purge(rows: QuerySet[Row], before: datetime) -> int:
    """Let go of what opens nothing any more, used or not."""
    return rows.filter(expires__lt=before).delete()[0]
