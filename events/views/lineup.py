"""The lineup of one event: the page, one row of it, and what is new since it was loaded."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.roles import OrganizerRequest, viewer_required
from events import board, open_slots
from events.line_form import LineForm
from events.looks import SHOWN, By, Look, Show
from events.views.editor import changed, event_or_404, lineup_url, page_context, performance_or_404
from settimes.htmx import render


@viewer_required
@never_cache
@require_safe
def lineup(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = event_or_404(request, slug)
    look = Look.asked(request.GET)
    found = board.of(event, look)
    context = page_context(request, event) | {
        "board": found,
        "slots": open_slots.of(event, found.performances),
        "venues": found.venues,
        "all_of_it": look.only(Show.ALL).query,
        "quick": LineForm(event=event, lineup=[]),
        "shows": [one for one in SHOWN.items() if event.reveal_mode or one[0] != Show.UNANNOUNCED],
        "by_time": look.grouped(By.TIME).query,
        "by_venue": look.grouped(By.VENUE).query,
    }
    return render(request, "events/lineup/lineup.html", context)


@viewer_required
@never_cache
@require_safe
def lineup_changes(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Tell a page that asks every half minute what others have changed; 204 is nothing."""
    event = event_or_404(request, slug)
    if request.GET.get("since") == str(board.latest_act(event)):
        return HttpResponse(status=204)
    return changed(request, event)


@viewer_required
@never_cache
@require_safe
def performance(request: OrganizerRequest, slug: str, public_id: str) -> HttpResponse:
    """Show one row as it is, in place of its form."""
    found = performance_or_404(request, slug, public_id)
    if not getattr(request, "htmx", False):
        return redirect(f"{lineup_url(request, found.event)}#set-{public_id}")
    now = board.of(found.event, Look.asked(request.GET))
    if public_id not in now.rows:
        raise Http404("It has been removed.")
    context = page_context(request, found.event) | {
        "board": now,
        "row": now.rows[public_id],
        "focus": public_id,
    }
    return render(request, "events/lineup/_row.html", context)
