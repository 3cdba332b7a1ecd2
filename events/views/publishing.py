"""Before an event goes up, and while it is: what fans will see, and the steps of its life."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from accounts.roles import OrganizerRequest, editor_required, viewer_required
from events import editions, foreseen, heard, previews, readiness
from events.act import Refused
from events.editions import EmptyLineup
from events.models import ChangeSet, Event
from events.readiness import Readiness
from events.views.editor import back, event_or_404
from events.views.previewing import shown_links
from events.views.undo import offer_undo
from events.visibility import is_public
from settimes.htmx import render

Status = Event.Status
STEPS: dict[str, Callable[[Event, OrganizerRequest], ChangeSet | None]] = {
    "publish": lambda event, request: editions.publish(
        event, by=request.user, even_if_empty="even_if_empty" in request.POST
    ),
    "unpublish": lambda event, request: editions.unpublish(event, by=request.user),
    "archive": lambda event, request: editions.archive(event, by=request.user),
    "unarchive": lambda event, request: editions.unarchive(event, by=request.user),
    "reveal_on": lambda event, request: editions.set_reveal_mode(event, on=True, by=request.user),
    "reveal_off": lambda event, request: editions.set_reveal_mode(event, on=False, by=request.user),
}


@viewer_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_publish(request: OrganizerRequest, slug: str) -> HttpResponse:
    if request.method == "POST":
        return event_step(request, slug)
    return publish_page(request, event_or_404(request, slug))


@editor_required
def event_step(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Take one step of the event's life, or switch its reveal mode."""
    event = event_or_404(request, slug)
    step = STEPS.get(request.POST.get("step", ""))
    if step is None:
        return publish_page(request, event, problem="Choose one of the steps below.", status=422)
    try:
        offer_undo(request, step(event, request))
    except EmptyLineup:
        return publish_page(request, event, asks=True, status=409)
    except Refused as refusal:
        fresh = event_or_404(request, slug)
        return publish_page(request, fresh, problem=str(refusal), status=409)
    return redirect(back(request, otherwise=resolve_url("events:event_publish", event.slug)))


def publish_page(
    request: OrganizerRequest,
    event: Event,
    *,
    problem: str = "",
    asks: bool = False,
    status: int = 200,
) -> HttpResponse:
    """Say what is open, how it will look, and offer the steps; `asks` about an empty lineup."""
    is_editor = request.role.includes(Role.EDITOR)
    ready = readiness.of(event)
    context = {
        "event": event,
        "here": "publish",
        "ready": ready,
        **_heard(event, ready),
        "problem": problem,
        "asks": asks,
        "is_editor": is_editor,
        "may_change": is_editor and event.status != Status.ARCHIVED,
        "links": shown_links(event, previews.links_of(event), request) if is_editor else [],
    }
    return render(request, "events/manage/publish.html", context, status=status)


def _heard(event: Event, ready: Readiness) -> dict[str, int]:
    """Say how many would hear of a step, or knew of what goes without a word."""
    if event.status != Status.PUBLISHED:
        return {"hear": heard.would_hear(foreseen.published(event), ready.sets)}
    knew = [row for row in ready.sets if is_public(row, event)]
    found = {"knew": heard.knew(event, knew)}
    if event.reveal_mode:
        revealed = foreseen.with_reveal_mode(event, on=False)
        return found | {"hear_revealed": heard.would_hear(revealed, ready.sets)}
    hidden = [row for row in knew if row.announced_at is None]
    return found | {"knew_hidden": heard.knew(event, hidden)}
