"""The JSON that other programs read: the same public facts as the pages, and nothing more."""

from collections.abc import Callable
from typing import Annotated, TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from ninja import NinjaAPI, Path, Query

from accounts.models import Organization
from accounts.organizations import OrganizationRequest, site_url
from bands.models import Band
from bands.names import LONGEST_SLUG
from events import api_facts, former_slugs, public_library, public_sets, schedule, seasons
from events.api_facts import Facts
from events.models import Event, Performance, Venue
from settimes.open_api import Problem, speak_plainly

api = NinjaAPI(
    title="SetTimes",
    version="1",
    description="Who plays when and where. Public facts only, open to every origin.",
    urls_namespace="events:api",
    docs_url=None,
)
speak_plainly(api)

PAGE = 100
A_SLUG = "^[-a-zA-Z0-9_]+$"
Row = TypeVar("Row", Event, Band, Venue)

PageNumber = Annotated[
    int, Query(ge=1, le=10_000, description="Take it from “next” of the page before.")
]
EventSlug = Annotated[
    str,
    Query(
        min_length=1,
        max_length=LONGEST_SLUG,
        pattern=A_SLUG,
        description="The event's slug, or “current”: the one that is on, else comes next.",
    ),
]
Slug = Annotated[str, Path(min_length=1, max_length=LONGEST_SLUG, pattern=A_SLUG)]
PROBLEMS = {404: Problem, 405: Problem, 422: Problem}


@api.get(
    "/schedule",
    response={200: api_facts.ScheduleFacts, **PROBLEMS},
    operation_id="schedule",
    url_name="schedule",
    summary="The lineup of one event",
)
def event_schedule(request: OrganizationRequest, event: EventSlug = "current") -> Facts:
    at = timezone.now()
    if event == "current":
        found = seasons.current_event(request.organization, at)
        if found is None:
            raise Http404("Nothing is on and nothing is coming up.")
    else:
        found = _found(_public_events(request.organization), event, "event")
    return {
        "event": api_facts.event_facts(found, request.organization),
        "performances": [api_facts.set_facts(played) for played in schedule.of(found, at).sets],
    }


@api.get(
    "/events",
    response={200: api_facts.Events, **PROBLEMS},
    operation_id="events",
    url_name="events",
    summary="Every event, the latest first",
)
def events(request: OrganizationRequest, page: PageNumber = 1) -> Facts:
    rows = _public_events(request.organization).order_by("-first_day", "slug")
    return _listed(rows, api_facts.event_facts, page, request.organization, "events")


@api.get(
    "/events/{slug}",
    response={200: api_facts.EventPage, **PROBLEMS},
    operation_id="event",
    url_name="event",
    summary="One event",
)
def event(request: OrganizationRequest, slug: Slug) -> Facts:
    found = _found(_public_events(request.organization), slug, "event")
    return api_facts.event_page(found, request.organization)


@api.get(
    "/bands",
    response={200: api_facts.Bands, **PROBLEMS},
    operation_id="bands",
    url_name="bands",
    summary="Every band with a public set",
)
def bands(request: OrganizationRequest, page: PageNumber = 1) -> Facts:
    rows = public_library.bands(request.organization).order_by("normalised_name")
    return _listed(rows, api_facts.band_facts, page, request.organization, "bands")


@api.get(
    "/bands/{slug}",
    response={200: api_facts.BandPage, **PROBLEMS},
    operation_id="band",
    url_name="band",
    summary="One band and its sets",
)
def band(request: OrganizationRequest, slug: Slug) -> Facts:
    organization = request.organization
    found = _found(public_library.bands(organization), slug, "band")
    rows = Performance.objects.public().filter(band=found)
    performances = list(rows.select_related("event", "band", "venue").in_order())
    former = schedule.former_venues(organization.pk, performances)
    at = timezone.now()
    return api_facts.band_page(found, organization) | {
        "performances": [
            api_facts.set_facts(public_sets.of(row, row.event, at, former, is_on=False))
            | {"event": api_facts.event_facts(row.event, organization)}
            for row in performances
        ]
    }


@api.get(
    "/venues",
    response={200: api_facts.Venues, **PROBLEMS},
    operation_id="venues",
    url_name="venues",
    summary="Every venue with a public set",
)
def venues(request: OrganizationRequest, page: PageNumber = 1) -> Facts:
    rows = public_library.venues(request.organization).order_by("normalised_name")
    return _listed(rows, api_facts.venue_facts, page, request.organization, "venues")


@api.get(
    "/venues/{slug}",
    response={200: api_facts.VenuePage, **PROBLEMS},
    operation_id="venue",
    url_name="venue",
    summary="One venue and its events",
)
def venue(request: OrganizationRequest, slug: Slug) -> Facts:
    found = _found(public_library.venues(request.organization), slug, "venue")
    held = Performance.objects.public().filter(venue=found, event=OuterRef("pk"))
    nights = _public_events(request.organization).filter(Exists(held))
    return api_facts.venue_page(found, request.organization) | {
        "events": [
            api_facts.event_facts(night, request.organization)
            for night in nights.order_by("-first_day", "slug")
        ]
    }


def _public_events(organization: Organization) -> QuerySet[Event]:
    return Event.objects.public().filter(organization=organization)


def _found(public: QuerySet[Row], slug: str, what: str) -> Row:
    """Return what has this slug, else what had it last: programs keep old addresses too."""
    found = public.filter(slug=slug).first()
    if found is None and (now_at := former_slugs.now_at(public, slug)):
        found = public.filter(slug=now_at).first()
    if found is None:
        raise Http404(f"There is no {what} at this address.")
    return found


def _listed(
    rows: QuerySet[Row],
    facts: Callable[[Row, Organization], Facts],
    page: int,
    organization: Organization,
    name: str,
) -> Facts:
    """Return one page; that there is another is seen by its first row, without counting."""
    first = (page - 1) * PAGE
    found = list(rows[first : first + PAGE + 1])
    path = reverse(f"events:api:{name}")
    return {
        "items": [facts(row, organization) for row in found[:PAGE]],
        "next": f"{site_url(organization)}{path}?page={page + 1}" if len(found) > PAGE else None,
    }
