"""Finding venues by name, and adding those that are not there yet."""

from collections.abc import Iterable

from accounts.models import Organization
from bands.library import find_or_make
from events.models import Venue


def venues_named(organization: Organization, names: Iterable[str]) -> dict[str, Venue]:
    """Return the organization's venues of these names by normalised name, adding the new ones."""
    wanted, made = find_or_make(
        Venue.objects.filter(organization=organization),
        names,
        lambda name, slug: Venue(organization=organization, name=name, slug=slug),
        otherwise="venue",
    )
    Venue.objects.bulk_create(made)
    return wanted
