"""Moving to another address: whoever reads the old one and whoever reads the new one agree."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts import tickets
from accounts.models import Organization
from fans import letters, proof
from fans.models import Consent, Follow, Letter, Subscriber, Subscription, Told
from fans.proof import Origin
from settimes.outbox.addresses import checked, folded, recipient_key

ENDS = (Letter.Kind.OLD, Letter.Kind.NEW)


class TooSoon(Exception):
    """The mails of the last move went out just now."""


@transaction.atomic
def ask(subscriber: Subscriber, email: str) -> None:
    """Write to both addresses. An earlier move that nobody finished ends."""
    Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    now = timezone.now()
    earlier = Letter.objects.filter(subscriber=subscriber, kind__in=ENDS)
    last = earlier.order_by("mailed").last()
    if last is not None and last.used is None and not letters.may_go_again(last):
        raise TooSoon
    earlier.delete()
    for kind, to in zip(ENDS, (subscriber.email, checked(email)), strict=True):
        letter = Letter.objects.create(
            kind=kind,
            subscriber=subscriber,
            email=checked(email),
            mailed=now,
            expires=now + settings.FAN_LINK,
        )
        letters.post(letter, to)


def open_letters(organization: Organization) -> "QuerySet[Letter]":
    return Letter.objects.filter(
        subscriber__organization=organization, kind__in=ENDS
    ).select_related("subscriber__organization")


@transaction.atomic
def agree(organization: Organization, token: str, origin: Origin) -> tuple[Letter, bool] | None:
    """Take the word of one end; say whether that was the second one, and so the move is made."""
    letter = tickets.take(open_letters(organization), token)
    if letter is None:
        return None
    subscriber = Subscriber.objects.select_for_update().get(pk=letter.subscriber_id)
    waits = Letter.objects.filter(subscriber=subscriber, kind__in=ENDS, used=None).exists()
    if not waits:
        _move(subscriber, letter.email, origin)
    return letter, not waits


def _move(subscriber: Subscriber, email: str, origin: Origin) -> None:
    old = subscriber.recipient
    rows = Subscriber.objects.filter(organization_id=subscriber.organization_id)
    others = rows.filter(lookup=folded(email)).exclude(pk=subscriber.pk)
    for other in others.select_for_update():  # nobody is told anything there meanwhile
        _take_over(other, subscriber)
    subscriber.email, subscriber.lookup = email, folded(email)
    subscriber.recipient = recipient_key(email)
    subscriber.turn = F("turn") + 1
    subscriber.bounced = None
    subscriber.save(update_fields=["email", "lookup", "recipient", "turn", "bounced"])
    proofs = Consent.objects.filter(organization_id=subscriber.organization_id, recipient=old)
    proofs.update(recipient=subscriber.recipient)
    _take_along(subscriber, old)
    # Mails that wait for the old address will not leave: what they tell is looked for again.
    Follow.objects.filter(subscriber=subscriber).update(collected_at=None)
    proof.keep(subscriber, Consent.Deed.MOVED, origin=origin)


def _take_along(subscriber: Subscriber, old: str) -> None:
    """Let the new address know what the old one was told; what it was told itself stays."""
    tells = Told.objects.filter(event__organization=subscriber.organization_id)
    known = tells.filter(recipient=subscriber.recipient)
    rows = tells.filter(recipient=old)
    twice = rows.filter(performance__in=known.values("performance"))
    twice |= rows.filter(performance=None, event__in=known.filter(performance=None).values("event"))
    Told.objects.filter(pk__in=list(twice.values_list("pk", flat=True))).delete()
    rows.update(recipient=subscriber.recipient)


def _take_over(other: Subscriber, subscriber: Subscriber) -> None:
    """Join what was followed at the new address already: its owner has just agreed."""
    mine_too = Follow.objects.filter(subscriber=subscriber).values_list("band", flat=True)
    theirs = Follow.objects.filter(subscriber=other).exclude(band__in=list(mine_too))
    theirs.update(subscriber=subscriber)
    mine = set(Subscription.objects.filter(subscriber=subscriber).values_list("city", "genre"))
    for row in Subscription.objects.filter(subscriber=other):
        if (row.city, row.genre) not in mine:
            Subscription.objects.filter(pk=row.pk).update(subscriber=subscriber)
    other.delete()
