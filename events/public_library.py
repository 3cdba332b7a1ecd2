"""Which bands and venues strangers may know of: those that have a public set, and no others."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organization
from bands.models import Band
from events.models import Performance, Venue


def bands(organization: Organization) -> QuerySet[Band]:
    """Return the organization's public bands, in the order of a directory."""
    played = Performance.objects.public().filter(band=OuterRef("pk"))
    return Band.objects.filter(Exists(played), organization=organization)


def venues(organization: Organization) -> QuerySet[Venue]:
    """Return the organization's public venues, in the order of a directory."""
    held = Performance.objects.public().filter(venue=OuterRef("pk"))
    return Venue.objects.filter(Exists(held), organization=organization)
