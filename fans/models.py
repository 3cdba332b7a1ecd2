"""Who wants to know: addresses, what they follow, and the proof that a person asked for it.

A row without `confirmed` is somebody's word only: nobody is written to because of it, but for the
one mail that asks. What is ended is deleted; that it was is a `Consent` row.
"""

import secrets

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import Organization
from accounts.models.tickets import OneTime
from bands.models import Band
from settimes.outbox.addresses import folded, recipient_key


def new_key() -> str:
    """Return what links of one subscriber are signed for; another one ends them all."""
    return secrets.token_urlsafe(16)


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def at(self, organization: Organization, email: str) -> "SubscriberQuerySet":
        """Return whose address this is, however it was typed."""
        return self.filter(organization=organization, lookup=folded(email))


class Subscriber(models.Model):
    """One address in one organization."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="subscribers"
    )
    email = models.EmailField(max_length=254, help_text="As it was typed: mail goes there.")
    lookup = models.CharField(max_length=254, editable=False, help_text="By what it is found.")
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    confirmed = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateField(null=True, blank=True)
    bounced = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    objects = SubscriberQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "lookup"], name="subscriber_once"),
        ]

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"

    @property
    def recipient(self) -> str:
        """The keyed hash that stands for the address and outlives it."""
        return recipient_key(self.email)


class Follow(models.Model):
    """Somebody wants to know about a band."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="follows")
    band = models.ForeignKey(Band, on_delete=models.CASCADE, related_name="follows")
    confirmed = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["band__name"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "band"], name="follow_once"),
        ]
        indexes = [models.Index(fields=["band", "confirmed"], name="follow_of_band")]

    def __str__(self) -> str:
        return f"Follow {self.pk}"


class Letter(OneTime):
    """A mail that somebody asked for at an address, and the link in it that works once.

    Of each kind one is open for a subscriber at a time: `mails` counts how often it went out.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Confirm what was asked for"
        KNOWN = "known", "Nothing to confirm: the way to what is followed"

    kind = models.CharField(max_length=9, choices=Kind)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    mails = models.PositiveSmallIntegerField(default=1)
    mailed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["confirm", "known"]), name="letter_kind_known"
            ),
            models.UniqueConstraint(
                fields=["subscriber", "kind"],
                condition=models.Q(used=None, ended=None),
                name="letter_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"Letter {self.pk}"


class Consent(models.Model):
    """What a person said, when, from where and to which words. Never changed afterwards.

    The address stands here as its keyed hash, so that the proof outlives a change of mind.
    """

    class Deed(models.TextChoices):
        ASKED = "asked", "Asked"
        CONFIRMED = "confirmed", "Confirmed"
        UNFOLLOWED = "unfollowed", "Stopped following"
        UNSUBSCRIBED = "unsubscribed", "Stopped all mail"

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=64)
    deed = models.CharField(max_length=12, choices=Deed)
    about = models.TextField(blank=True)
    form = models.CharField(max_length=40, help_text="By which form, or one-click.")
    wording = models.CharField(max_length=20, blank=True)
    address = models.GenericIPAddressField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deed__in=["asked", "confirmed", "unfollowed", "unsubscribed"]),
                name="consent_deed_known",
            ),
        ]
        indexes = [models.Index(fields=["organization", "recipient"], name="consent_of")]

    def __str__(self) -> str:
        return f"Consent {self.pk}"
