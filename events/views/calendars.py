"""What calendars and feed readers subscribe to. The same bytes for everyone."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.organizations import OrganizationRequest
from events import calendars, feeds, former_slugs, public_library
from events.models import Event

ATOM = "application/atom+xml; charset=utf-8"


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def event_calendar(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = Event.objects.public().filter(organization=request.organization)
    event = public.filter(slug=slug).first()
    if event is None:
        return _moved(former_slugs.now_at(public, slug), "events:event_calendar")
    return _calendar(calendars.of_event(event, request.organization), slug)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def band_calendar(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = public_library.bands(request.organization)
    band = public.filter(slug=slug).first()
    if band is None:
        return _moved(former_slugs.now_at(public, slug), "events:band_calendar")
    return _calendar(calendars.of_band(band, request.organization), slug)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def events_feed(request: OrganizationRequest) -> HttpResponse:
    return HttpResponse(feeds.of_events(request.organization), content_type=ATOM)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def changes_feed(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = Event.objects.public().filter(organization=request.organization)
    event = public.filter(slug=slug).first()
    if event is None:
        return _moved(former_slugs.now_at(public, slug), "events:changes_feed")
    return HttpResponse(feeds.of_changes(event, request.organization), content_type=ATOM)


def _calendar(content: bytes, slug: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{slug}.ics"'},
    )


def _moved(slug: str | None, name: str) -> HttpResponse:
    """Lead from an address of former days to today's: who subscribed stays subscribed."""
    if slug is None:
        raise Http404("There is nothing at this address.")
    return redirect(name, slug, permanent=True)
