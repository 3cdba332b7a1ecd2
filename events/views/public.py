"""The pages strangers see. They are the same bytes for everyone, so nothing here asks who looks."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.organizations import OrganizationRequest
from events import former_slugs, found, schedule, schedule_parameters, seasons
from events.models import Event


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def current(request: OrganizationRequest) -> HttpResponse:
    """Show the current event's schedule, or between seasons what there was."""
    at = timezone.now()
    event = seasons.current_event(request.organization, at)
    if event is not None:
        return _schedule_page(request, schedule.of(event, at))
    known = seasons.public(request.organization, at)
    past = [edition for edition in known if not edition.upcoming]
    context: dict[str, object] = {
        "called_off": [edition for edition in known if edition.upcoming],
        "past": past,
        "last": next((edition for edition in past if edition.took_place), None),
    }
    gist = "No date is set. Every past edition, and who played."
    context["found"] = found.page(request.organization, request.path, "Between two nights", gist)
    return render(request, "events/between_seasons.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def events(request: OrganizationRequest) -> HttpResponse:
    known = seasons.public(request.organization, timezone.now())
    upcoming = [edition for edition in reversed(known) if edition.upcoming]
    past = [edition for edition in known if not edition.upcoming]
    gist = f"Every edition of {request.organization.name}, and who played."
    head = found.page(request.organization, request.path, "All editions", gist)
    context = {"upcoming": upcoming, "past": past, "found": head}
    return render(request, "events/events.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def event_schedule(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = Event.objects.public().filter(organization=request.organization)
    event = public.filter(slug=slug).first()
    if event is None:
        return _moved(public, slug, request)
    return _schedule_page(request, schedule.of(event, timezone.now()))


def _moved(public: QuerySet[Event], slug: str, request: HttpRequest) -> HttpResponse:
    """Lead from an address that an event had before to the one it has."""
    now_at = former_slugs.now_at(public, slug)
    if now_at is None:
        raise Http404("There is no event at this address.")
    address = reverse("events:schedule", args=[now_at])
    choice = schedule_parameters.read(request.GET)
    return redirect(address + choice.query, permanent=True)


def _schedule_page(request: OrganizationRequest, shown: schedule.Schedule) -> HttpResponse:
    head = found.event(shown, request.organization)
    context = {"schedule": shown, "event": shown.event, "found": head}
    return render(request, "events/schedule.html", context)
