"""Slots that a cloned edition begins with where its bands are left open."""

from django.db import models
from django.db.models import F, Q

from events.models.events import Event
from events.models.venues import Venue


class OpenSlot(models.Model):
    """A time at a venue that still wants a band. Made by `events.cloning`, read by `open_slots`."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="open_slots")
    venue = models.ForeignKey(Venue, on_delete=models.CASCADE, related_name="open_slots")
    # As of a set: the festival day, and minutes after its midnight.
    day = models.DateField()
    start = models.PositiveSmallIntegerField()
    end = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["day", "start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "venue", "day", "start"], name="open_slot_once"
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=F("start")), name="open_slot_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.venue} at {self.event}"
