"""The JSON that other programs read: the same public facts as the pages, and nothing more."""

from dataclasses import asdict
from typing import Annotated, Literal

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from ninja import Field, NinjaAPI, Query, Schema

from accounts.models import Organization
from accounts.organizations import OrganizationRequest, site_url
from bands.names import LONGEST_SLUG
from events import schedule, seasons, times
from events.models import Event
from events.public_sets import MovedFrom, PublicSet
from settimes.open_api import Problem, speak_plainly

api = NinjaAPI(
    title="SetTimes",
    version="1",
    description="Who plays when and where. Public facts only, open to every origin.",
    urls_namespace="events:api",
    docs_url=None,
)
speak_plainly(api)

Day = Annotated[str, Field(json_schema_extra={"format": "date"})]
Instant = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class EventFacts(Schema):
    slug: str
    name: str
    status: Literal["published", "archived"]
    timezone: str = Field(description="IANA name, like America/Toronto.")
    first_day: Day
    last_day: Day
    city: str
    ticket_url: str | None
    url: str
    revision: int = Field(description="Rises whenever what is public changes.")


class BandFacts(Schema):
    slug: str
    name: str
    genres: list[str]
    links: dict[str, str] = Field(description="Web address by platform.")
    photo: str | None


class VenueFacts(Schema):
    slug: str
    name: str
    address: str
    latitude: float | None
    longitude: float | None


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


class ScheduleFacts(Schema):
    event: EventFacts
    performances: list[SetFacts]


@api.get(
    "/schedule",
    response={200: ScheduleFacts, 404: Problem, 422: Problem},
    operation_id="schedule",
    url_name="schedule",
    summary="The lineup of one event",
)
def event_schedule(
    request: OrganizationRequest,
    event: Annotated[
        str,
        Query(
            min_length=1,
            max_length=LONGEST_SLUG,
            pattern="^[-a-zA-Z0-9_]+$",
            description="The event's slug, or “current”: the one that is on, else comes next.",
        ),
    ] = "current",
) -> dict[str, object]:
    at = timezone.now()
    if event == "current":
        found = seasons.current_event(request.organization, at)
        missing = "Nothing is on and nothing is coming up."
    else:
        public = Event.objects.public().filter(organization=request.organization)
        found = public.filter(slug=event).first()
        missing = "There is no event at this address."
    if found is None:
        raise Http404(missing)
    public_schedule = schedule.of(found, at)
    return {
        "event": _event_facts(found, request.organization, public_schedule.ticket_url),
        "performances": [_set_facts(played) for played in public_schedule.sets],
    }


def _event_facts(
    event: Event, organization: Organization, ticket_url: str | None
) -> dict[str, object]:
    path = reverse("events:schedule", args=[event.slug])
    return {
        "slug": event.slug,
        "name": event.name,
        "status": event.status,
        "timezone": event.timezone,
        "first_day": event.first_day.isoformat(),
        "last_day": event.last_day.isoformat(),
        "city": event.city,
        "ticket_url": ticket_url,
        "url": site_url(organization) + path,
        "revision": event.revision,
    }


def _set_facts(played: PublicSet) -> dict[str, object]:
    band = played.band
    return {
        "id": played.public_id,
        "band": {
            "slug": band.slug,
            "name": band.name,
            "genres": list(band.genres),
            "links": dict(band.links),
            "photo": None,
        },
        "venue": asdict(played.venue) if played.venue else None,
        "day": played.day.isoformat(),
        "start": _clock(played.start),
        "end": _clock(played.end),
        "starts_at": played.starts_at.isoformat() if played.starts_at else None,
        "ends_at": played.ends_at.isoformat() if played.ends_at else None,
        "cancelled": played.cancelled,
        "moved_from": _moved_from(played.moved_from),
        "notes": played.note,
    }


def _moved_from(was: MovedFrom | None) -> dict[str, str | None] | None:
    if was is None:
        return None
    everything = {"day": was.day.isoformat(), "start": _clock(was.start), "venue": was.venue}
    return {name: value for name, value in everything.items() if name in was.fields}


def _clock(minute: int | None) -> str | None:
    return None if minute is None else times.clock_text(minute)
