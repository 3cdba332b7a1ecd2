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
from settimes.outbox.addresses import folded


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
    recipient = models.CharField(
        max_length=64, editable=False, help_text="Keyed hash of the address, which outlives it."
    )
    key = models.CharField(max_length=22, unique=True, default=new_key, editable=False)
    # Which links to the own page are good: those from before a move to another address are not.
    # Ways out of old mails stay, they take the key alone.
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
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
        indexes = [
            models.Index(fields=["organization", "recipient"], name="subscriber_by_hash"),
        ]

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"


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


class Subscription(models.Model):
    """Somebody wants news from a city, of a genre, or all; nothing named means every one."""

    class Frequency(models.TextChoices):
        DAILY = "daily", "Daily"
        WEEKLY = "weekly", "Weekly"
        MONTHLY = "monthly", "Monthly"

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    city = models.CharField(max_length=200, blank=True)
    genre = models.CharField(max_length=100, blank=True)
    frequency = models.CharField(max_length=7, choices=Frequency, default=Frequency.WEEKLY)
    confirmed = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["city", "genre"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "city", "genre"], name="subscription_once"
            ),
            models.CheckConstraint(
                condition=models.Q(frequency__in=["daily", "weekly", "monthly"]),
                name="subscription_frequency_known",
            ),
        ]

    def __str__(self) -> str:
        return f"Subscription {self.pk}"

    @property
    def about(self) -> str:
        """Say what the news are about."""
        if self.city and self.genre:
            return f"{self.genre} in {self.city}"
        if self.city:
            return f"Everything in {self.city}"
        return f"{self.genre}, everywhere" if self.genre else "Everything, everywhere"

    @property
    def said(self) -> str:
        return f"{self.about}, {self.frequency}"


class Letter(OneTime):
    """A mail that somebody asked for at an address, and the link in it that works once.

    Of each kind one is open for a subscriber at a time: `mails` counts how often it went out.
    """

    class Kind(models.TextChoices):
        CONFIRM = "confirm", "Confirm what was asked for"
        KNOWN = "known", "Nothing to confirm: the way to what is followed"
        OLD = "old", "Leave this address for another one"
        NEW = "new", "Take this address from now on"

    kind = models.CharField(max_length=9, choices=Kind)
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="letters")
    email = models.EmailField(max_length=254, blank=True, help_text="The new one, of a move.")
    mails = models.PositiveSmallIntegerField(default=1)
    mailed = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["confirm", "known", "old", "new"]),
                name="letter_kind_known",
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
    """What a person said, when, from where and to which words.

    The address stands here as its keyed hash, so that the proof outlives a change of mind. Only the
    hash ever changes, with the person's address.
    """

    class Deed(models.TextChoices):
        ASKED = "asked", "Asked"
        CONFIRMED = "confirmed", "Confirmed"
        UNFOLLOWED = "unfollowed", "Stopped following"
        CHANGED = "changed", "Changed what news come, and when"
        ENDED = "ended", "Ended news"
        UNSUBSCRIBED = "unsubscribed", "Stopped all mail"
        MOVED = "moved", "Moved to another address"

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
                condition=models.Q(
                    deed__in=[
                        *("asked", "confirmed", "unfollowed", "changed"),
                        *("ended", "unsubscribed", "moved"),
                    ]
                ),
                name="consent_deed_known",
            ),
        ]
        indexes = [models.Index(fields=["organization", "recipient"], name="consent_of")]

    def __str__(self) -> str:
        return f"Consent {self.pk}"


class Erasure(models.Model):
    """Somebody had everything deleted: of them this hash stays, so that nobody writes by mistake.

    Should they come back of their own will and confirm it, it goes.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    recipient = models.CharField(max_length=64)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "recipient"], name="erasure_once"),
        ]

    def __str__(self) -> str:
        return f"Erasure {self.pk}"
