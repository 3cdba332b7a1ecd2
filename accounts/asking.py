"""How many mails anybody can have sent by asking: few to one address, to few from one network.

Counted in rows, which are held while they are read and written: exact for parallel askings, and
true when the cache is away. Whether an address belongs to somebody makes no difference here.
"""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import Asking
from settimes.errors import TooMany
from settimes.outbox.addresses import recipient_key
from settimes.proxies import network_of


@transaction.atomic
def may_mail(email: str, address: str = "") -> bool:
    """Count one asking; say whether a mail may go to `email`.

    With the visitor's `address`, raise `TooMany` where too many mailboxes were named from there.
    """
    now = timezone.now()
    mailbox = recipient_key(email)
    of_mailbox, *of_network = _held(
        [f"address {mailbox}", *([f"network {network_of(address)}"] if address else [])]
    )
    for row in of_network:
        row.lately = _since(row, now - settings.ASK_WINDOW) | {mailbox: now.isoformat()}
        if len(row.lately) >= settings.ASK_ADDRESSES:
            raise TooMany(_first(row) + settings.ASK_WINDOW - now)
        _keep(row, now)
    of_mailbox.lately = _since(of_mailbox, now - settings.ASK_WINDOW)
    may = len(of_mailbox.lately) < settings.ASK_MAILS
    if may:
        of_mailbox.lately[uuid.uuid4().hex] = now.isoformat()
    _keep(of_mailbox, now)
    return may


def purge(now: datetime) -> int:
    """Forget who asked for what longer ago than it counts."""
    return Asking.objects.filter(touched__lt=now - settings.ASK_WINDOW).delete()[0]


def _held(keys: list[str]) -> list[Asking]:
    """Return these rows, locked until the end of the transaction; always in one order."""
    Asking.objects.bulk_create([Asking(key=key) for key in keys], ignore_conflicts=True)
    held = Asking.objects.select_for_update().filter(key__in=keys).order_by("key")
    return sorted(held, key=lambda row: keys.index(row.key))


def _since(row: Asking, since: datetime) -> dict[str, str]:
    return {what: at for what, at in row.lately.items() if datetime.fromisoformat(at) > since}


def _first(row: Asking) -> datetime:
    return min(map(datetime.fromisoformat, row.lately.values()))


def _keep(row: Asking, now: datetime) -> None:
    Asking.objects.filter(pk=row.pk).update(lately=row.lately, touched=now)
