"""Which bands and venues strangers may know of: those that have a public set, and no others."""

from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organization
from bands.models import Band
from events.models import Event, Performance, Venue

MAP = "https://www.openstreetmap.org/"


def bands(organization: Organization, event: Event | None = None) -> QuerySet[Band]:
    """Return the organization's public bands, or an event's, in the order of a directory."""
    played = Performance.objects.public().filter(band=OuterRef("pk"))
    if event is not None:
        played = played.filter(event=event)
    return Band.objects.filter(Exists(played), organization=organization)


def venues(organization: Organization) -> QuerySet[Venue]:
    """Return the organization's public venues, in the order of a directory."""
    held = Performance.objects.public().filter(venue=OuterRef("pk"))
    return Venue.objects.filter(Exists(held), organization=organization)


def map_url(venue: Venue) -> str | None:
    """Return where a map shows the venue: OpenStreetMap asks nobody for an account."""
    if venue.latitude is not None and venue.longitude is not None:
        spot = f"{venue.latitude.normalize():f}", f"{venue.longitude.normalize():f}"
        at = urlencode(dict(zip(("mlat", "mlon"), spot, strict=True)))
        return f"{MAP}?{at}#map=18/{'/'.join(spot)}"
    # A city alone finds no door.
    return f"{MAP}search?{urlencode({'query': venue.address})}" if venue.street else None
