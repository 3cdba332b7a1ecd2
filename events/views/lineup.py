"""The lineup of one event: looked at, and changed in place."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Role
from accounts.roles import OrganizerRequest, editor_required, viewer_required
from events import board
from events import lineup as verbs
from events.looks import SHOWN, By, Look
from events.models import Event, Performance
from events.set_form import PerformanceForm
from events.views.undo import offer_undo
from settimes.htmx import render


@viewer_required
@never_cache
@require_safe
def lineup(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = event_or_404(request, slug)
    look = Look.asked(request.GET)
    context = page_context(request, event) | {
        "board": board.of(event, look),
        "shows": [(look.only(show).query, show, label) for show, label in SHOWN.items()],
        "by_time": look.grouped(By.TIME).query,
        "by_venue": look.grouped(By.VENUE).query,
    }
    return render(request, "events/lineup/lineup.html", context)


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def performance_edit(request: OrganizerRequest, slug: str, public_id: str) -> HttpResponse:
    performance = performance_or_404(request, slug, public_id)
    event, look = performance.event, Look.asked(request.GET)
    form = PerformanceForm(request.POST or None, event=event, performance=performance)
    if request.method == "POST" and form.is_valid():
        written = verbs.edit(
            performance,
            by=request.user,
            seen={public_id: form.cleaned_data["version"]},
            form_key=form.cleaned_data["form_key"],
            **form.fields_typed,
        )
        offer_undo(request, written)
        return redirect(resolve_url("events:lineup", event.slug) + look.query)
    context = page_context(request, event) | {"set": performance, "form": form, "look": look}
    return render(
        request,
        "events/lineup/edit.html",
        context,
        partial="edit",
        status=422 if form.is_bound else 200,
    )


def event_or_404(request: OrganizerRequest, slug: str) -> Event:
    events = Event.objects.filter(organization=request.organization)
    return get_object_or_404(events.select_related("organization"), slug=slug)


def performance_or_404(request: OrganizerRequest, slug: str, public_id: str) -> Performance:
    event = event_or_404(request, slug)
    found = event.performances.live().select_related("band", "venue").filter(public_id=public_id)
    performance = found.first()
    if performance is None:
        raise Http404("No such set.")
    performance.event = event
    return performance


def page_context(request: OrganizerRequest, event: Event) -> dict[str, object]:
    """Return what every page of the lineup needs to know."""
    is_editor = request.role.includes(Role.EDITOR)
    return {
        "event": event,
        "here": "lineup",
        "is_editor": is_editor,
        "may_change": is_editor and event.status != Event.Status.ARCHIVED,
    }
