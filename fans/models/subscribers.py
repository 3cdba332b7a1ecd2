"""Addresses in an organization, and the key that their links are signed for."""

import secrets

from django.db import models
from django.utils import timezone

from accounts.models import Organization
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
