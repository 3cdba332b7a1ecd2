"""Addresses that things had before: old links, posters and printed codes still lead to them."""

from django.db import models
from django.db.models import Q

from bands.models import Band
from events.models.events import Event
from events.models.venues import Venue


class FormerSlug(models.Model):
    """A slug that an event, band or venue had once. Kept and read by `events.former_slugs`."""

    slug = models.SlugField(max_length=60)
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="former_slugs", null=True
    )
    band = models.ForeignKey(Band, on_delete=models.CASCADE, related_name="former_slugs", null=True)
    venue = models.ForeignKey(
        Venue, on_delete=models.CASCADE, related_name="former_slugs", null=True
    )
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(event__isnull=False, band__isnull=True, venue__isnull=True)
                | Q(event__isnull=True, band__isnull=False, venue__isnull=True)
                | Q(event__isnull=True, band__isnull=True, venue__isnull=False),
                name="former_slug_of_one_thing",
            ),
            models.UniqueConstraint(fields=["slug", "event"], name="former_slug_of_event_once"),
            models.UniqueConstraint(fields=["slug", "band"], name="former_slug_of_band_once"),
            models.UniqueConstraint(fields=["slug", "venue"], name="former_slug_of_venue_once"),
        ]

    def __str__(self) -> str:
        return self.slug
