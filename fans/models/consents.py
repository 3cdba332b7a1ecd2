"""The proof of what a person said, by a keyed hash of their address."""

from django.db import models
from django.db.models.functions import Now

from accounts.models import Organization


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
