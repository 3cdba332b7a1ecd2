"""Opening what is closed: the way out of every refusal that an archived event answers with."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.roles import OrganizerRequest, editor_required
from events import editions
from events.act import Refused
from events.views.editor import back, event_or_404
from events.views.undo import offer_undo


@editor_required
@never_cache
@require_POST
def event_unarchive(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = event_or_404(request, slug)
    try:
        offer_undo(request, editions.unarchive(event, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back(request, otherwise=resolve_url("events:lineup", event.slug)))
