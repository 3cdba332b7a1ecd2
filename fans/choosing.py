"""What a fan changes on their own page: when news come, and when nothing does."""

from datetime import date

from django.db import transaction

from fans import proof
from fans.models import Consent, Follow, Subscriber, Subscription
from fans.proof import Origin

Deed = Consent.Deed


@transaction.atomic
def set_frequency(subscription: Subscription, frequency: str, origin: Origin) -> None:
    subscription.frequency = frequency
    subscription.save(update_fields=["frequency"])
    proof.keep(subscription.subscriber, Deed.CHANGED, about=subscription.said, origin=origin)


@transaction.atomic
def end(subscription: Subscription, origin: Origin) -> None:
    proof.keep(subscription.subscriber, Deed.ENDED, about=subscription.about, origin=origin)
    subscription.delete()


@transaction.atomic
def pause(subscriber: Subscriber, until: date | None) -> None:
    """Send nothing before this day; None ends the pause, and what was missed is looked for."""
    Subscriber.objects.filter(pk=subscriber.pk).update(paused_until=until)
    if until is None:
        Follow.objects.filter(subscriber=subscriber).update(collected_at=None)
