"""What somebody wants to know of: bands, and news by city and genre."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from bands.models import Band
from fans.models.subscribers import Subscriber


class Follow(models.Model):
    """Somebody wants to know about a band."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="follows")
    band = models.ForeignKey(Band, on_delete=models.CASCADE, related_name="follows")
    confirmed = models.DateTimeField(null=True, editable=False)
    # When what there already is to tell of the band was looked for.
    collected_at = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["band__name"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "band"], name="follow_once"),
        ]
        indexes = [
            models.Index(fields=["band", "confirmed"], name="follow_of_band"),
            models.Index(
                fields=["confirmed"], condition=Q(collected_at=None), name="follow_uncollected"
            ),
        ]

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
    # The day of the last issue that was looked for, whether there was anything to say or not.
    issued_for = models.DateField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["city", "genre"]
        indexes = [models.Index(fields=["frequency", "issued_for"], name="subscription_due")]
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
