"""Giving everything back: what we know of somebody as a file, and its end."""

from django.db import transaction

from fans import following
from fans.models import Consent, Erasure, Subscriber, Subscription, Told
from settimes.outbox.forgetting import forget_all
from settimes.outbox.models import Message

OURS = "fans."


def everything(subscriber: Subscriber) -> dict[str, object]:
    """Return all that is known of a subscriber."""
    proofs = Consent.objects.filter(
        organization_id=subscriber.organization_id, recipient=subscriber.recipient
    ).order_by("pk")
    mails = Message.objects.filter(
        recipient=subscriber.recipient,
        kind__startswith=OURS,
        payload__organization=subscriber.organization_id,
    ).order_by("pk")
    told = Told.objects.filter(
        event__organization=subscriber.organization_id, recipient=subscriber.recipient
    ).order_by("pk")
    news = Subscription.objects.filter(subscriber=subscriber).exclude(confirmed=None)
    return {
        "email": subscriber.email,
        "since": subscriber.confirmed,
        "paused_until": subscriber.paused_until,
        "bands": [band.name for band in following.followed_by(subscriber)],
        "news": [
            {"city": one.city, "genre": one.genre, "frequency": one.frequency} for one in news
        ],
        "what_you_said": list(
            proofs.values("at", "deed", "about", "form", "wording", "address", "reason")
        ),
        "told": list(told.values("at", "event__name", "performance__band__name", "state", "day")),
        "mails": list(mails.values("created", "kind", "state", "sent")),
    }


@transaction.atomic
def erase(subscriber: Subscriber) -> None:
    """Delete all that is known of somebody; a hash stays that tells nobody who it was."""
    # A mail that is just handed over writes down what it tells: that comes first, and goes too.
    Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    place = {
        "organization_id": subscriber.organization_id,
        "recipient": subscriber.recipient,
    }
    Erasure.objects.bulk_create([Erasure(**place)], ignore_conflicts=True)
    Consent.objects.filter(**place).delete()
    whose = {"event__organization": subscriber.organization_id, "recipient": subscriber.recipient}
    Told.objects.filter(**whose).delete()
    Subscriber.objects.filter(pk=subscriber.pk).delete()
    forget_mails(Erasure.objects.get(**place))


def forget_mails(erasure: Erasure) -> int:
    """Take the address out of the mails that were sent, and stop those that were not."""
    rows = Message.objects.filter(
        kind__startswith=OURS,
        recipient=erasure.recipient,
        payload__organization=erasure.organization_id,
    )
    return forget_all(rows, why="everything was deleted, as they wanted")
