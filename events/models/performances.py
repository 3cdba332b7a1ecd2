"""Sets: who plays where, from when to when."""

import secrets

from django.db import models
from django.db.models import F, Q

from bands.models import Band
from events.models.events import Event
from events.models.venues import Venue
from events.visibility import Gate, public_performance

# 20 letters without look-alikes, 12 of them: 51 bits, too many to guess, short enough to say.
ID_LETTERS = "bcdfghjkmnpqrstvwxyz"
ID_LENGTH = 12


def new_public_id() -> str:
    return "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))


class PerformanceQuerySet(models.QuerySet["Performance"]):
    def public(self) -> "PerformanceQuerySet":
        """Keep what strangers may see (`events.visibility`)."""
        return self.filter(public_performance())

    def seen_through(self, gate: Gate) -> "PerformanceQuerySet":
        """Keep what a preview shows; never for strangers without its token."""
        return self.filter(public_performance(gate=gate))

    def live(self) -> "PerformanceQuerySet":
        """Keep the sets that have not been removed."""
        return self.filter(removed_at__isnull=True)

    def in_order(self) -> "PerformanceQuerySet":
        """Sort as a lineup reads: by day, time (unknown last), venue, band."""
        return self.order_by(
            "day",
            F("start").asc(nulls_last=True),
            F("venue__normalised_name").asc(nulls_last=True),
            "band__normalised_name",
            "pk",
        )


class Performance(models.Model):
    """One band's booking at an event, called a set. Changed only through `events.lineup`."""

    public_id = models.CharField(
        max_length=ID_LENGTH, unique=True, default=new_public_id, editable=False
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="performances")
    band = models.ForeignKey(Band, on_delete=models.RESTRICT, related_name="performances")
    venue = models.ForeignKey(
        Venue, on_delete=models.RESTRICT, related_name="performances", null=True, blank=True
    )
    # The festival day it belongs to, and minutes after that day's midnight: 1465 is 00:25 next day.
    day = models.DateField()
    start = models.PositiveSmallIntegerField(null=True, blank=True)
    end = models.PositiveSmallIntegerField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # {"day", "start", "venue"} when it first became public; None while it is not public.
    first_public = models.JSONField(null=True, blank=True, editable=False)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        verbose_name = "set"
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(start__gte=0, start__lt=2880),
                name="performance_start_in_its_day",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(start__isnull=False),
                name="performance_end_needs_start",
                violation_error_message="An end needs a start.",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start"), end__lte=F("start") + 720),
                name="performance_ends_after_start",
                violation_error_message="Ends before it starts.",
            ),
            models.CheckConstraint(
                condition=Q(cancel_reason="") | Q(cancelled_at__isnull=False),
                name="performance_reason_needs_cancel",
            ),
        ]
        indexes = [models.Index(fields=["event", "day", "start"], name="performance_in_order")]

    def __str__(self) -> str:
        return f"{self.band} at {self.event}"
