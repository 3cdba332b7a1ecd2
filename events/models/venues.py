"""Places where bands play."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from accounts.models import Organization
from bands.fields import NormalisedNameField
from bands.links import valid_links
from events.visibility import public_performance


class VenueQuerySet(models.QuerySet["Venue"]):
    def public(self) -> "VenueQuerySet":
        """Keep the venues that have a public set."""
        return self.filter(public_performance("performances__")).distinct()


class Venue(models.Model):
    """A place where bands play."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="venues")
    name = models.CharField(max_length=100)
    normalised_name = NormalisedNameField()
    slug = models.SlugField(max_length=60)
    street = models.CharField(max_length=200, blank=True)
    city = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    postal_code = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=200, blank=True)
    latitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    phone = models.CharField(max_length=40, blank=True)
    contact = models.CharField(max_length=500, blank=True, help_text="Private: for organizers.")
    links = models.JSONField(default=dict, blank=True, validators=[valid_links])
    access_notes = models.CharField(
        max_length=500, blank=True, help_text="Steps, lift, toilets, quiet corner."
    )
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    objects = VenueQuerySet.as_manager()

    class Meta:
        ordering = ["normalised_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "normalised_name"],
                name="venue_name_unique",
                violation_error_message="There is a venue of this name already.",
            ),
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="venue_slug_unique",
                violation_error_message="Another venue has this address.",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="venue_has_name"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="venue_coordinates_whole",
                violation_error_message="Give both coordinates or neither.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        parts = (self.street, self.city, self.region, self.postal_code, self.country)
        return ", ".join(part for part in parts if part)
