"""Taking an act back: from the notice that follows it, or later from the history."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.roles import OrganizerRequest, editor_required
from events import offers, undone
from events.act import Refused
from events.models import ChangeSet
from events.undo import undo as take_back
from events.views.editor import back

HOME = "events:manage"


@editor_required
@never_cache
@require_POST
def undo(request: OrganizerRequest, operation: UUID, slug: str | None = None) -> HttpResponse:
    """Take the whole operation back, and return to the page it was asked from.

    Pressed twice, it answers the second time that it is undone already.
    """
    parts = ChangeSet.objects.filter(organization=request.organization, operation=operation)
    if slug is not None:
        parts = parts.filter(event__slug=slug)
    part = get_object_or_404(parts.select_related("event", "organization")[:1])
    there = redirect(back(request, otherwise=_home(part)))
    if _is_undone(part):
        messages.info(request, f"Undone already: {part.label}.")
        return there
    try:
        offer_undo(request, take_back(part, by=request.user))
    except Refused as refusal:
        if _is_undone(part):  # the same press, or somebody's, came first by a moment
            messages.info(request, f"Undone already: {part.label}.")
        else:
            messages.error(request, f"Not undone: {part.label}. {refusal}")
    return there


def offer_undo(request: HttpRequest, written: ChangeSet | None) -> None:
    """Say what an act did, with its Undo beside it, on the next page or htmx answer."""
    if written is None:
        messages.info(request, "It was so already.")
    else:
        offer = offers.of(written, undo_address(written))
        messages.success(request, f"{written.label}.", extra_tags=offer)


def undo_address(written: ChangeSet) -> str:
    if written.event:
        return resolve_url("events:undo", written.event.slug, written.operation)
    return resolve_url("events:undo_anywhere", written.operation)


def _is_undone(part: ChangeSet) -> bool:
    return part.operation in undone.operations(part.organization, part.event)


def _home(part: ChangeSet) -> str:
    return resolve_url("events:history", part.event.slug) if part.event else resolve_url(HOME)
