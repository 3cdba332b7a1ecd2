"""Who has tried too often waits.

Each try takes its place before the password is looked at, in a transaction that holds the three
rows it counts for. So of any number of parallel tries exactly as many are looked at as one after
the other would be. `failed` and `succeeded` settle it; a try that nobody settles (its process
died) counts until the window is over.

A success begins the account's count anew, not the network's.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Lockout, SignInTry
from settimes.proxies import network_of

Kind = Lockout.Kind


@dataclass(frozen=True)
class Locked(Exception):
    """Nobody looks at this password before so much time has passed."""

    wait: timedelta

    @property
    def seconds(self) -> int:
        return max(1, math.ceil(self.wait.total_seconds()))


def begin(email: str, address: str, *, bucket: str = "") -> SignInTry:
    """Take a place for one try, or raise `Locked`; what has a bucket is counted there alone."""
    email, network = bucket or email.strip().lower(), bucket or network_of(address)
    with transaction.atomic():
        now = timezone.now()
        held = _held(email, network, now)
        until = [row.locked_until for row in held if row.locked_until and row.locked_until > now]
        for row in held:
            tries = list(_tries(row, now).values_list("at", flat=True)[: _limit(row)])
            if len(tries) >= _limit(row):
                until.append(min(tries) + settings.LOCKOUT_WINDOW)
        if until:
            raise Locked(max(until) - now)
        return SignInTry.objects.create(email=email, network=network, at=now)


def failed(place: SignInTry) -> list[Lockout]:
    """Count the try; return what it locked."""
    with transaction.atomic():
        now = timezone.now()
        held = _held(place.email, place.network, now)
        SignInTry.objects.filter(pk=place.pk).update(failed=True)
        locked = [
            row for row in held if _tries(row, now).filter(failed=True).count() >= _limit(row)
        ]
        until = now + settings.LOCKOUT_FOR
        Lockout.objects.filter(pk__in=[row.pk for row in locked]).update(
            locked_until=until, counts_from=now, touched=until
        )
    return locked


def succeeded(place: SignInTry) -> None:
    """Take the try back, and begin the account's count anew."""
    with transaction.atomic():
        now = timezone.now()
        held = _held(place.email, place.network, now)
        SignInTry.objects.filter(pk=place.pk).delete()
        own = [row.pk for row in held if row.kind != Kind.NETWORK]
        Lockout.objects.filter(pk__in=own).update(counts_from=now)


def taken_back(place: SignInTry) -> None:
    """Forget this try, and nothing else."""
    SignInTry.objects.filter(pk=place.pk).delete()


def lift(rows: QuerySet[Lockout]) -> int:
    """End these lockouts now; what was tried before does not count any more."""
    now = timezone.now()
    return rows.update(locked_until=None, counts_from=now, touched=now)


def lift_account(email: str) -> int:
    """Let the owner try again from everywhere, once they have proved who they are."""
    return lift(Lockout.objects.filter(email=email.strip().lower()))


def may_tell(row: Lockout) -> bool:
    """Claim the one mail that is sent about an account in a day."""
    now = timezone.now()
    rows = Lockout.objects.filter(kind=Kind.ACCOUNT, email=row.email)
    long_ago = Q(told_at=None) | Q(told_at__lt=now - settings.LOCKOUT_TELL_AGAIN)
    return rows.filter(long_ago).update(told_at=now) == 1


def purge(now: datetime) -> int:
    """Forget tries that count no more and rows that lock nobody."""
    tries = SignInTry.objects.filter(at__lt=now - settings.LOCKOUT_WINDOW).delete()[0]
    idle = now - max(settings.LOCKOUT_WINDOW, settings.LOCKOUT_TELL_AGAIN)
    return tries + Lockout.objects.filter(touched__lt=idle).delete()[0]


def _held(email: str, network: str, now: datetime) -> list[Lockout]:
    """Return the three rows, locked until the end of the transaction; always in one order."""
    wanted = [
        Lockout(kind=Kind.ACCOUNT, email=email, touched=now),
        Lockout(kind=Kind.NETWORK, network=network, touched=now),
        Lockout(kind=Kind.PAIR, email=email, network=network, touched=now),
    ]
    Lockout.objects.bulk_create(wanted, ignore_conflicts=True)
    mine = (
        Q(kind=Kind.ACCOUNT, email=email)
        | Q(kind=Kind.NETWORK, network=network)
        | Q(kind=Kind.PAIR, email=email, network=network)
    )
    held = list(Lockout.objects.select_for_update().filter(mine).order_by("kind"))
    Lockout.objects.filter(pk__in=[row.pk for row in held], touched__lt=now).update(touched=now)
    return held


def _tries(row: Lockout, now: datetime) -> QuerySet[SignInTry]:
    """Return the tries that count for this row."""
    since = now - settings.LOCKOUT_WINDOW
    rows = SignInTry.objects.filter(at__gt=max(since, row.counts_from or since)).order_by("at")
    if row.kind != Kind.NETWORK:
        rows = rows.filter(email=row.email)
    return rows if row.kind == Kind.ACCOUNT else rows.filter(network=row.network)


def _limit(row: Lockout) -> int:
    limits = {
        Kind.PAIR: settings.LOCKOUT_PAIR,
        Kind.NETWORK: settings.LOCKOUT_NETWORK,
        Kind.ACCOUNT: settings.LOCKOUT_ACCOUNT,
    }
    return int(limits[Kind(row.kind)])
