"""Asking to follow, confirming it, and leaving: the only places that write who follows what.

An address is somebody's word until its owner confirms it by a button; then, and only then, it is
written to. Leaving deletes what was followed; that somebody left is kept as proof.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from accounts import tickets
from accounts.models import Organization
from bands.models import Band
from fans import letters, proof
from fans.asked import Asked, pending
from fans.models import Consent, Erasure, Follow, Letter, Subscriber, Subscription
from fans.proof import Origin
from settimes.outbox.addresses import checked, folded, recipient_key

MOST_AT_ONCE = 50
Deed = Consent.Deed


@dataclass(frozen=True)
class News:
    """Which news somebody asks for; nothing named means every city, every genre."""

    city: str = ""
    genre: str = ""
    frequency: str = Subscription.Frequency.WEEKLY


def followed_by(subscriber: Subscriber) -> QuerySet[Band]:
    """Return what somebody has confirmed; of one and the same follow, whoever else asked for it."""
    return Band.objects.filter(follows__subscriber=subscriber, follows__confirmed__isnull=False)


@transaction.atomic
def ask(
    organization: Organization,
    email: str,
    origin: Origin,
    *,
    bands: Iterable[Band] = (),
    news: News | None = None,
) -> None:
    """Note that somebody asked for this at this address, and have its owner asked."""
    bands = list(bands)
    subscriber = _known(organization, email)
    rows = [Follow(subscriber=subscriber, band=band) for band in bands]
    Follow.objects.bulk_create(rows, ignore_conflicts=True)
    wanted = [_wanted(subscriber, news)] if news else []
    about = Asked(bands, wanted).about
    proof.keep(subscriber, Deed.ASKED, about=about, origin=origin)
    letters.write(subscriber)


def _wanted(subscriber: Subscriber, news: News) -> Subscription:
    """Note the news that are asked for. What is confirmed already only its owner changes."""
    place = {"subscriber": subscriber, "city": news.city, "genre": news.genre}
    row = Subscription(**place, frequency=news.frequency)
    Subscription.objects.bulk_create([row], ignore_conflicts=True)
    Subscription.objects.filter(**place, confirmed=None).update(frequency=news.frequency)
    return row


def _known(organization: Organization, email: str) -> Subscriber:
    """Return the row of this address, made if need be, and locked."""
    row = Subscriber(
        organization=organization,
        email=checked(email),
        lookup=folded(email),
        recipient=recipient_key(email),
    )
    Subscriber.objects.bulk_create([row], ignore_conflicts=True)
    return Subscriber.objects.select_for_update().at(organization, email).get()


def open_letters(organization: Organization) -> "QuerySet[Letter]":
    return Letter.objects.filter(
        subscriber__organization=organization, kind=Letter.Kind.CONFIRM
    ).select_related("subscriber__organization")


@transaction.atomic
def confirm(organization: Organization, token: str, origin: Origin) -> Subscriber | None:
    """Take the owner's word for everything that waits for it; once."""
    letter = tickets.take(open_letters(organization), token)
    if letter is None:
        return None
    subscriber = letter.subscriber
    asked = pending(subscriber)
    Follow.objects.filter(subscriber=subscriber, confirmed=None).update(confirmed=letter.used)
    Subscription.objects.filter(subscriber=subscriber, confirmed=None).update(confirmed=letter.used)
    Erasure.objects.filter(organization=organization, recipient=subscriber.recipient).delete()
    Subscriber.objects.filter(pk=subscriber.pk, confirmed=None).update(confirmed=letter.used)
    proof.keep(subscriber, Deed.CONFIRMED, about=asked.about, origin=origin)
    return subscriber


@transaction.atomic
def unfollow(subscriber: Subscriber, band: Band, origin: Origin, reason: str = "") -> bool:
    """Stop following a band; False if it was not followed."""
    gone, _ = Follow.objects.filter(subscriber=subscriber, band=band).delete()
    if gone:
        proof.keep(subscriber, Deed.UNFOLLOWED, about=band.name, origin=origin, reason=reason)
    return bool(gone)


def has_left(subscriber: Subscriber) -> bool:
    """Say whether somebody gets no mail, and has asked for none."""
    if subscriber.confirmed is not None or subscriber.follows.exists():
        return False
    return not subscriber.subscriptions.exists()


@transaction.atomic
def leave(subscriber: Subscriber, origin: Origin, reason: str = "") -> bool:
    """Stop all mail; False if there was nothing to stop."""
    row = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    gone, _ = Follow.objects.filter(subscriber=row).delete()
    gone += Subscription.objects.filter(subscriber=row).delete()[0]
    ended = tickets.end(Letter.objects.filter(subscriber=row))
    if not gone and not ended and row.confirmed is None:
        return False
    Subscriber.objects.filter(pk=row.pk).update(confirmed=None, paused_until=None)
    proof.keep(row, Deed.UNSUBSCRIBED, origin=origin, reason=reason)
    return True
