"""How a page is found and shared: its one address, its title and its gist, and what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.defaultfilters import date as write
from django.urls import reverse
from django.utils.text import Truncator

from accounts.models import Organization
from accounts.organizations import site_url
from bands import prose
from bands.models import Band
from events import linked_data
from events.appearances import Appearance
from events.models import Venue
from events.schedule import Schedule

GIST = 200


@dataclass(frozen=True)
class Found:
    """What the head of a public page says. `address` is whole, and the same for all its forms."""

    site_name: str
    title: str
    gist: str
    address: str
    data: Mapping[str, object] | None = None
    is_indexed: bool = True


def page(
    organization: Organization, path: str, title: str, gist: str, *, is_indexed: bool = True
) -> Found:
    """Describe a page that is about no one thing, like a list."""
    address = site_url(organization) + path
    return Found(organization.name, title, gist, address, is_indexed=is_indexed)


def event(schedule: Schedule, organization: Organization) -> Found:
    shown = schedule.event
    first = write(shown.first_day, "l j F Y")
    when = f"{first} – {write(shown.last_day, 'l j F Y')}" if shown.is_multi_day else first
    gist = ", ".join(part for part in (shown.name, when, shown.city) if part)
    return Found(
        organization.name,
        shown.name,
        f"{gist}: who plays when and where.",
        _address(organization, "events:schedule", shown.slug),
        linked_data.festival(schedule, organization),
    )


def band(shown: Band, coming: list[Appearance], organization: Organization) -> Found:
    said = prose.to_sentence(shown.bio)
    known = [part for part in (", ".join(shown.genres), shown.home_town) if part]
    gist = said or f"{' · '.join([shown.name, *known])}: when and where they play."
    return Found(
        organization.name,
        shown.name,
        gist,
        _address(organization, "events:band", shown.slug),
        linked_data.music_group(shown, said, coming, organization),
    )


def venue(shown: Venue, coming: list[Appearance], organization: Organization) -> Found:
    gist = ", ".join(part for part in (shown.name, shown.address) if part)
    return Found(
        organization.name,
        shown.name,
        Truncator(f"{gist}: who plays there and when.").chars(GIST),
        _address(organization, "events:venue", shown.slug),
        linked_data.music_venue(shown, coming, organization),
    )


def _address(organization: Organization, name: str, slug: str) -> str:
    return site_url(organization) + reverse(name, args=[slug])
