"""What the views of the lineup have in common: fetching, and answering with what has changed."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import Role
from accounts.roles import OrganizerRequest
from events import board_news, open_slots
from events.looks import Look
from events.models import ChangeSet, Event, Performance
from settimes.htmx import render

A_MARK = re.compile(r"[0-9]{1,18}")
MOST_EDITED = 50


def event_or_404(request: OrganizerRequest, slug: str) -> Event:
    events = Event.objects.filter(organization=request.organization)
    return get_object_or_404(events.select_related("organization"), slug=slug)


def performance_or_404(request: OrganizerRequest, slug: str, public_id: str) -> Performance:
    """Fetch a set, also one that has been removed: whoever edits it is told so."""
    event = event_or_404(request, slug)
    found = event.performances.select_related("band", "venue").filter(public_id=public_id).first()
    if found is None:
        raise Http404("No such set.")
    found.event = event
    return found


def page_context(request: OrganizerRequest, event: Event) -> dict[str, object]:
    """Return what every page of the lineup needs to know."""
    is_editor = request.role.includes(Role.EDITOR)
    return {
        "event": event,
        "here": "lineup",
        "is_editor": is_editor,
        "may_change": is_editor and event.status != Event.Status.ARCHIVED,
        "look": Look.asked(request.GET),
        "lineup_path": resolve_url("events:lineup", event.slug),
    }


def lineup_url(request: OrganizerRequest, event: Event) -> str:
    """Return the lineup's address as it was looked at."""
    return resolve_url("events:lineup", event.slug) + Look.asked(request.GET).query


def back(request: OrganizerRequest, *, otherwise: str) -> str:
    """Return the page of ours that a form says it was sent from."""
    asked = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if asked.startswith("/") and is_ours else otherwise


def changed(request: OrganizerRequest, event: Event, *, saved: str = "") -> HttpResponse:
    """Answer an act: to htmx with what has changed on the page, else with the page anew.

    `saved` is the set whose row is no longer edited; it gets the focus back.
    """
    if not getattr(request, "htmx", False):
        return redirect(back(request, otherwise=lineup_url(request, event)))
    response = render(request, "events/lineup/news.html", told(request, event, saved=saved))
    response["HX-Reswap"] = "none"  # each part says itself where it belongs
    return response


def first_outcome(request: OrganizerRequest, event: Event, form_key: str) -> ChangeSet | None:
    """Return what this very submission did, where it was sent before."""
    if not form_key:
        return None
    return event.change_sets.filter(by=request.user, form_key=form_key).first()


def made_first(request: OrganizerRequest, form_key: str) -> Event | None:
    """Return the event that this very submission has made, where it was sent before."""
    if not form_key:
        return None
    known = ChangeSet.objects.filter(organization=request.organization, by=request.user)
    made = known.filter(form_key=form_key).select_related("event").first()
    return made.event if made else None


def told(request: OrganizerRequest, event: Event, *, saved: str = "") -> dict[str, object]:
    """Return the news since the page's own mark, as it says it in the request."""
    said = request.POST if request.method == "POST" else request.GET
    mark = said.get("since", "")
    editing = set(said.getlist("editing")[:MOST_EDITED]) - {saved}
    seen, look = int(mark) if A_MARK.fullmatch(mark) else 0, Look.asked(request.GET)
    found = board_news.since(event, seen, look, editing, saved)
    slots = open_slots.of(event, found.board.performances)
    context = {"news": found, "board": found.board, "focus": saved, "slots": slots}
    return page_context(request, event) | context
