"""What the API says of events, sets, bands and venues: the shapes, and how they are filled.

Only from what the visibility rule lets through, and in words that stay: new fields may appear, a
field that is renamed means a new version.
"""

from typing import Annotated, Literal

from django.urls import reverse
from ninja import Field, Schema

from accounts.models import Organization
from accounts.organizations import site_url
from bands.links import host_of, safe_links
from bands.models import Band
from events import times
from events.models import Event, Venue
from events.public_sets import MovedFrom, PublicBand, PublicSet, PublicVenue

Facts = dict[str, object]
Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


Links = Annotated[dict[str, str], Field(description="Web address by platform.")]
Next = Annotated[str | None, Field(description="Address of the next page; null on the last.")]


class EventFacts(Schema):
    slug: str
    name: str
    status: Literal["published", "archived"]
    called_off: Literal["no", "cancelled", "postponed"]
    called_off_reason: str
    timezone: str = Field(description="IANA name, like America/Toronto.")
    first_day: Day
    last_day: Day
    city: str
    ticket_url: str | None
    url: str
    revision: int = Field(description="Rises whenever what is public changes.")


class Doors(Schema):
    day: Day
    opens_at: Instant


class EventPage(EventFacts):
    description: str
    links: Links
    doors: list[Doors] = Field(description="Of the festival days on which they are known.")
    calendar_url: str


class BandFacts(Schema):
    slug: str
    name: str
    genres: list[str]
    links: Links
    photo: str | None


class BandListed(BandFacts):
    url: str


class VenueFacts(Schema):
    slug: str
    name: str
    address: str
    latitude: float | None
    longitude: float | None


class VenueListed(VenueFacts):
    url: str


class VenuePage(VenueListed):
    links: Links
    access_notes: str
    events: list[EventFacts] = Field(description="Those with a set here, the latest first.")


class SetFacts(Schema):
    id: str
    band: BandFacts
    venue: VenueFacts | None = Field(description="null: to be announced.")
    day: Day = Field(description="Festival day, to which the hours after midnight belong.")
    start: str | None = Field(description="Local clock, HH:MM. null: to be announced.")
    end: str | None
    starts_at: Instant | None
    ends_at: Instant | None
    cancelled: bool
    moved_from: dict[str, str | None] | None = Field(
        description="Of day, start and venue those that were different when first made public."
    )
    notes: str


class SetAtEvent(SetFacts):
    event: EventFacts


class BandPage(BandListed):
    home_town: str
    bio: str = Field(description="Markdown as typed: clean it before you show it as HTML.")
    calendar_url: str
    performances: list[SetAtEvent]


class ScheduleFacts(Schema):
    event: EventFacts
    performances: list[SetFacts]


class Events(Schema):
    items: list[EventFacts]
    next: Next


class Bands(Schema):
    items: list[BandListed]
    next: Next


class Venues(Schema):
    items: list[VenueListed]
    next: Next


def event_facts(event: Event, organization: Organization) -> Facts:
    path = reverse("events:schedule", args=[event.slug])
    return {
        "slug": event.slug,
        "name": event.name,
        "status": event.status,
        "called_off": event.called_off,
        "called_off_reason": event.called_off_reason,
        "timezone": event.timezone,
        "first_day": event.first_day.isoformat(),
        "last_day": event.last_day.isoformat(),
        "city": event.city,
        "ticket_url": event.ticket_url if host_of(event.ticket_url) else None,
        "url": site_url(organization) + path,
        "revision": event.revision,
    }


def event_page(event: Event, organization: Organization) -> Facts:
    doors = ((day, times.doors_minute(event, day)) for day in times.days(event))
    calendar = reverse("events:event_calendar", args=[event.slug])
    return event_facts(event, organization) | {
        "description": event.description,
        "links": safe_links(event.links),
        "doors": [
            {
                "day": day.isoformat(),
                "opens_at": times.instant(day, minute, event.timezone).isoformat(),
            }
            for day, minute in doors
            if minute is not None
        ],
        "calendar_url": site_url(organization) + calendar,
    }


def band_facts(band: Band, organization: Organization) -> Facts:
    path = reverse("events:band", args=[band.slug])
    return _band(band) | {"url": site_url(organization) + path}


def band_page(band: Band, organization: Organization) -> Facts:
    calendar = reverse("events:band_calendar", args=[band.slug])
    return band_facts(band, organization) | {
        "home_town": band.home_town,
        "bio": band.bio,
        "calendar_url": site_url(organization) + calendar,
    }


def venue_facts(venue: Venue, organization: Organization) -> Facts:
    path = reverse("events:venue", args=[venue.slug])
    return _venue(venue) | {"url": site_url(organization) + path}


def venue_page(venue: Venue, organization: Organization) -> Facts:
    return venue_facts(venue, organization) | {
        "links": safe_links(venue.links),
        "access_notes": venue.access_notes,
    }


def set_facts(played: PublicSet) -> Facts:
    return {
        "id": played.public_id,
        "band": _band(played.band),
        "venue": _venue(played.venue) if played.venue else None,
        "day": played.day.isoformat(),
        "start": _clock(played.start),
        "end": _clock(played.end),
        "starts_at": played.starts_at.isoformat() if played.starts_at else None,
        "ends_at": played.ends_at.isoformat() if played.ends_at else None,
        "cancelled": played.cancelled,
        "moved_from": _moved_from(played.moved_from),
        "notes": played.note,
    }


def _band(band: Band | PublicBand) -> Facts:
    return {
        "slug": band.slug,
        "name": band.name,
        "genres": list(band.genres),
        "links": safe_links(dict(band.links)),
        "photo": None,
    }


def _venue(venue: Venue | PublicVenue) -> Facts:
    return {
        "slug": venue.slug,
        "name": venue.name,
        "address": venue.address,
        "latitude": None if venue.latitude is None else float(venue.latitude),
        "longitude": None if venue.longitude is None else float(venue.longitude),
    }


def _moved_from(was: MovedFrom | None) -> dict[str, str | None] | None:
    if was is None:
        return None
    everything = {"day": was.day.isoformat(), "start": _clock(was.start), "venue": was.venue}
    return {name: value for name, value in everything.items() if name in was.fields}


def _clock(minute: int | None) -> str | None:
    return None if minute is None else times.clock_text(minute)
