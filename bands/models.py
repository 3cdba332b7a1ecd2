"""The library: bands and what is known of them, kept across events."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models

from accounts.models import Organization
from bands.fields import NormalisedNameField
from bands.links import valid_links

MOST_GENRES, LONGEST_GENRE = 10, 40


def valid_genres(genres: object) -> None:
    """Refuse anything but a short list of short words."""
    if not isinstance(genres, list) or len(genres) > MOST_GENRES:
        raise ValidationError(f"Name at most {MOST_GENRES} genres.")
    if not all(isinstance(genre, str) and 0 < len(genre) <= LONGEST_GENRE for genre in genres):
        raise ValidationError(f"A genre has 1 to {LONGEST_GENRE} characters.")


class Band(models.Model):
    """One band's profile. Its name is unique in the organization, however it is spelt."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="bands")
    name = models.CharField(max_length=100)
    normalised_name = NormalisedNameField()
    slug = models.SlugField(max_length=60)
    bio = models.TextField(blank=True, validators=[MaxLengthValidator(5000)], help_text="Markdown.")
    genres = models.JSONField(default=list, blank=True, validators=[valid_genres])
    home_town = models.CharField(max_length=100, blank=True)
    contact = models.CharField(max_length=500, blank=True, help_text="Private: for organizers.")
    links = models.JSONField(default=dict, blank=True, validators=[valid_links])
    active = models.BooleanField(default=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["normalised_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "normalised_name"],
                name="band_name_unique",
                violation_error_message=(
                    "There is a band of this name. Add what tells them apart: “Name (Tribute)”."
                ),
            ),
            models.UniqueConstraint(
                fields=["organization", "slug"],
                name="band_slug_unique",
                violation_error_message="Another band has this address.",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="band_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
