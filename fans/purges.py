"""How long we keep what nobody confirmed, and the proof of what somebody did."""

from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef

from accounts.models import Organization
from fans import erasing
from fans.models import Consent, Erasure, Follow, Letter, Round, Subscriber, Subscription, Told
from settimes.outbox.forgetting import forget_all
from settimes.outbox.models import Message
from settimes.purging import promise

Deed = Consent.Deed


def unconfirmed(now: datetime) -> int:
    """Let go of what was asked for at an address and never confirmed."""
    before = now - settings.FAN_PENDING
    gone = 0
    for rows in (Follow.objects, Subscription.objects):
        gone += rows.filter(confirmed=None, created__lt=before).delete()[0]
    return gone


def without_anything(now: datetime) -> int:
    """Let go of addresses at which nothing is followed, asked for or moving any more."""
    before = now - settings.FAN_PENDING
    whose = {"subscriber": OuterRef("pk")}
    rows = Subscriber.objects.filter(
        ~Exists(Follow.objects.filter(**whose)),
        ~Exists(Subscription.objects.filter(**whose)),
        ~Exists(Letter.objects.filter(**whose, mailed__gte=before)),
        created__lt=before,
    )
    return rows.delete()[0]


def old_letters(now: datetime) -> int:
    return Letter.objects.filter(expires__lt=now - settings.FAN_PENDING).delete()[0]


def old_proofs(now: datetime) -> int:
    """Let go of old proof whose address is gone, and early of what was only ever asked."""
    whose = {"organization": OuterRef("organization"), "recipient": OuterRef("recipient")}
    orphaned = Consent.objects.filter(~Exists(Subscriber.objects.filter(**whose)))
    said_more = Consent.objects.filter(**whose).exclude(deed=Deed.ASKED)
    before = now - settings.FAN_PENDING
    gone, _ = orphaned.filter(~Exists(said_more), deed=Deed.ASKED, at__lt=before).delete()
    return gone + orphaned.filter(at__lt=now - settings.CONSENT_KEPT).delete()[0]


def erased_mails(now: datetime) -> int:
    """Take erased addresses out of mails that a worker held when they were erased."""
    lately = Erasure.objects.filter(at__gte=now - settings.MAIL_RETRY_FOR)
    return sum(erasing.forget_mails(erasure) for erasure in lately)


def mails_of_nobody(now: datetime) -> int:
    """Take the addresses out of mails of organizations that are gone."""
    known = list(Organization.objects.values_list("pk", flat=True))
    rows = Message.objects.filter(kind__startswith=erasing.OURS).exclude(payload={})
    return forget_all(rows.exclude(payload__organization__in=known), why="the organization is gone")


def old_tells(now: datetime) -> int:
    """Let go of what was told of events that are long over, and of how far the telling came."""
    over = (now - settings.TOLD_KEPT).date()
    gone, _ = Told.objects.filter(event__last_day__lt=over).delete()
    rounds = Round.objects.filter(finished__lt=now - settings.FAN_PENDING)
    return gone + rounds.exclude(mode=Round.Mode.HUSH).delete()[0]


promise("what was told of events", old_tells)
promise("addresses in mails of organizations that are gone", mails_of_nobody)
promise("follows nobody confirmed", unconfirmed)
promise("links in mails to fans", old_letters)
promise("addresses without a follow", without_anything)
promise("proof of consent", old_proofs)
promise("addresses in mails of those who were erased", erased_mails)
