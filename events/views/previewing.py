"""An event as fans will see it: for its organizers, and for whoever holds a link of theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.shortcuts import render as render_page
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.organizations import OrganizationRequest, site_url
from accounts.roles import OrganizerRequest, editor_required, viewer_required
from events import arrangement, previews, schedule, schedule_parameters, times
from events.act import Refused
from events.models import Event, PreviewLink
from events.views.editor import event_or_404
from events.visibility import Gate


@dataclass(frozen=True)
class ShownLink:
    """A link as its organizers see it."""

    address: str
    code: str
    by: str
    ends: str


def shown_links(
    event: Event, links: Sequence[PreviewLink], request: OrganizerRequest
) -> list[ShownLink]:
    hours = request.organization.clock
    return [
        ShownLink(
            site_url(request.organization) + resolve_url("events:preview", previews.token_of(link)),
            link.code,
            str(link.by or ""),
            _moment(link.expires_at, event.timezone, hours),
        )
        for link in links
    ]


def _moment(at: datetime, timezone: str, hours: int) -> str:
    local = times.on_clocks(at, timezone)
    clock = times.clock_text(times.clock_minute(at, timezone), hours=hours)
    return f"{local:%-d %B %Y}, {clock} {timezone} time"


@login_not_required
@never_cache
@require_safe
def preview(request: OrganizationRequest, token: str, *, everything: bool = False) -> HttpResponse:
    """Show an event to whoever holds a working link; anything else is no page."""
    event = previews.event_at(request.organization, token, timezone.now())
    if event is None:
        raise Http404("There is no preview at this address.")
    here = resolve_url("events:preview_all" if everything else "events:preview", token)
    other = resolve_url("events:preview" if everything else "events:preview_all", token)
    return _page(request, event, here=here, other=other, everything=everything)


@viewer_required
@never_cache
@require_safe
def event_preview(
    request: OrganizerRequest, slug: str, *, everything: bool = False
) -> HttpResponse:
    """Show it to a member, who needs no link."""
    event = event_or_404(request, slug)
    names = ("events:event_preview_all", "events:event_preview")
    here, other = names if everything else reversed(names)
    return _page(
        request,
        event,
        here=resolve_url(here, slug),
        other=resolve_url(other, slug),
        everything=everything,
        back=resolve_url("events:event_publish", slug),
    )


@editor_required
@never_cache
@require_POST
def preview_links(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Make a link, or revoke one."""
    event = event_or_404(request, slug)
    code = request.POST.get("revoke", "")
    if code:
        gone = previews.revoke(event, code)
        said = (
            "Revoked. That link shows nothing any more." if gone else "That link is gone already."
        )
        messages.success(request, said)
    else:
        try:
            previews.make(event, by=request.user)
            messages.success(request, "Made a link. It is below: copy it, or open it.")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(resolve_url("events:event_publish", event.slug) + "#preview-links")


def _page(
    request: HttpRequest,
    event: Event,
    *,
    here: str,
    other: str,
    everything: bool,
    back: str = "",
) -> HttpResponse:
    gate = Gate.EVERYTHING if everything else Gate.IF_PUBLISHED
    shown = schedule.of(event, timezone.now(), gate=gate)
    context = {
        "schedule": shown,
        "event": event,
        "here": here,
        "other": other,
        "everything": everything,
        "back": back,
        "preview": True,
        "hours": event.organization.clock,
        "shown": arrangement.of(shown, schedule_parameters.read(request.GET)),
        "news": [],
        "recap": None,
    }
    response = render_page(request, "events/preview.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    # The address is the key: it must not travel to the sites that the page links to.
    response["Referrer-Policy"] = "no-referrer"
    return response
