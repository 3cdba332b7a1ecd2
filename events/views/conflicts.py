"""The conflicts of an event: what collides, what would solve it, and what is meant so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from accounts.roles import OrganizerRequest, editor_required, viewer_required
from events import intended
from events.act import Refused
from events.conflicts import Conflict, Severity
from events.models import Event, Performance
from events.remedies import Remedies
from events.views.editor import back
from events.views.solving import solving
from events.views.undo import offer_undo
from settimes.htmx import render

# A lineup with more has one trouble, not hundreds.
MOST_SHOWN = 200
HEADINGS = {
    Severity.CLEAR: (
        "Cannot happen as booked",
        "Two sets share a venue or a band. Move one, or mark it where it is meant so.",
    ),
    Severity.TIGHT: ("Tight", "May work out if everybody hurries. Leave it, or make room."),
}


@viewer_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conflicts(request: OrganizerRequest, slug: str) -> HttpResponse:
    if request.method == "POST":
        return conflict_mark(request, slug)
    event = _event(request, slug)
    return _page(request, event)


@editor_required
def conflict_mark(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Mark a conflict as intended, or take the mark back."""
    event = _event(request, slug)
    conflict = _posted(request, event)
    if conflict is None:
        messages.error(request, "This conflict has changed while you looked. Here is what it is.")
        return _page(request, event, status=409)
    try:
        verb = intended.reopen if "reopen" in request.POST else intended.accept
        offer_undo(request, verb(conflict, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, event, status=409)
    return redirect(back(request, otherwise=resolve_url("events:conflicts", slug)))


def _event(request: OrganizerRequest, slug: str) -> Event:
    return get_object_or_404(
        Event.objects.select_related("organization"), organization=request.organization, slug=slug
    )


def _posted(request: OrganizerRequest, event: Event) -> Conflict | None:
    found = intended.of_event(event)
    every = [*found.open, *(each.conflict for each in found.intended)]
    return next(
        (each for each in every if intended.token(each) == request.POST.get("conflict")), None
    )


def _page(request: OrganizerRequest, event: Event, *, status: int = 200) -> HttpResponse:
    lineup = list(event.performances.live().select_related("band", "venue"))
    found = intended.of_event(event, lineup)
    remedies = Remedies(event, lineup)
    shown = found.open[:MOST_SHOWN]
    context = {
        "event": event,
        "groups": [
            {
                "heading": heading,
                "advice": advice,
                "is_tight": severity == Severity.TIGHT,
                "shown": [
                    _shown(each, remedies, event) for each in shown if each.severity == severity
                ],
            }
            for severity, (heading, advice) in HEADINGS.items()
        ],
        "back": request.path,
        "number": len(found.open),
        "more": len(found.open) - len(shown),
        "intended": [
            {**_shown(each.conflict, None, event), "mark": each.mark}
            for each in found.intended[:MOST_SHOWN]
        ],
        "may_change": request.role.includes(Role.EDITOR),
    }
    return render(request, "events/manage/conflicts.html", context, status=status)


def _shown(conflict: Conflict, remedies: Remedies | None, event: Event) -> dict[str, object]:
    hours = event.organization.clock
    sets: list[Performance] = [conflict.second, conflict.first]
    return {
        "late": conflict.second,
        "text": conflict.text(hours=hours, beside=conflict.second),
        "sets": sets,
        "remedies": solving(remedies.of(conflict, hours=hours)) if remedies else [],
        "seen": intended.token(conflict),
    }
