"""The pages strangers see. They are the same bytes for everyone, so nothing here asks who looks."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.organizations import OrganizationRequest
from events import (
    arrangement,
    former_slugs,
    found,
    news,
    recap,
    schedule,
    schedule_parameters,
    seasons,
)
from events.models import Event
from events.schedule import Phase


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def current(request: OrganizationRequest) -> HttpResponse:
    """Show the current event's schedule, or between seasons what there was."""
    at = timezone.now()
    event = seasons.current_event(request.organization, at)
    if event is not None:
        event.organization = request.organization
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
    tonight = [edition for edition in reversed(known) if edition.is_on]
    upcoming = [edition for edition in reversed(known) if edition.upcoming and not edition.is_on]
    past = [edition for edition in known if not edition.upcoming]
    gist = f"Every edition of {request.organization.name}, and who played."
    head = found.page(request.organization, request.path, "All editions", gist)
    context = {"tonight": tonight, "upcoming": upcoming, "past": past, "found": head}
    return render(request, "events/events.html", context)


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def event_schedule(request: OrganizationRequest, slug: str) -> HttpResponse:
    public = Event.objects.public().filter(organization=request.organization)
    event = public.filter(slug=slug).first()
    if event is None:
        choice = schedule_parameters.read(request.GET)
        return _moved(public, "events:schedule", slug, choice.query)
    event.organization = request.organization
    return _schedule_page(request, schedule.of(event, timezone.now()))


@login_not_required
@require_safe
@cache_control(public=True, max_age=30)
def event_recap(request: OrganizationRequest, slug: str) -> HttpResponse:
    """Look back at a concluded event; until then its schedule is what there is to see."""
    public = Event.objects.public().filter(organization=request.organization)
    event = public.filter(slug=slug).first()
    if event is None:
        return _moved(public, "events:recap", slug)
    shown = schedule.of(event, timezone.now())
    if shown.phase != Phase.OVER:
        return redirect("events:schedule", slug)
    looked_back = recap.of(shown)
    gist = (
        f"{event}: {looked_back.sets} sets, {looked_back.bands} bands, "
        "who came for the first time and who came back."
    )
    context = {
        "schedule": shown,
        "event": event,
        "recap": looked_back,
        "found": found.page(
            request.organization,
            reverse("events:recap", args=[event.slug]),
            f"Recap of {event}",
            gist,
        ),
    }
    return render(request, "events/recap.html", context)


def _moved(public: QuerySet[Event], page: str, slug: str, query: str = "") -> HttpResponse:
    """Lead from an address that an event had before to the one it has."""
    now_at = former_slugs.now_at(public, slug)
    if now_at is None:
        raise Http404("There is no event at this address.")
    return redirect(reverse(page, args=[now_at]) + query, permanent=True)


def _schedule_page(request: OrganizationRequest, shown: schedule.Schedule) -> HttpResponse:
    is_ahead = shown.phase in {Phase.BEFORE, Phase.ON}
    context = {
        "schedule": shown,
        "event": shown.event,
        "here": reverse("events:schedule", args=[shown.event.slug]),
        "hours": request.organization.clock,
        "shown": arrangement.of(shown, schedule_parameters.read(request.GET)),
        "news": news.of(shown) if is_ahead else [],
        "recap": recap.of(shown) if shown.phase == Phase.OVER else None,
        "found": found.event(shown, request.organization),
    }
    return render(request, "events/schedule.html", context)
