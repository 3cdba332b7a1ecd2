"""Where one is signed in, and ending it there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import audit, sessions
from accounts.devices import device
from accounts.models import Deed, Organization
from accounts.roles import OrganizerRequest
from accounts.views.signing import signed_out
from settimes.htmx import render


@never_cache
@require_safe
def session_list(request: OrganizerRequest) -> HttpResponse:
    here = sessions.current(request)
    rows = [
        {"row": row, "device": device(row.agent), "is_here": row.digest == here}
        for row in sessions.of(request.user)
    ]
    twelve = request.organization.clock == Organization.Clock.TWELVE
    context = {
        "sessions": sorted(rows, key=lambda one: not one["is_here"]),
        "day_and_time": "j M Y, g:i a" if twelve else "j M Y, H:i",
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def session_end(request: OrganizerRequest, public_id: UUID) -> HttpResponse:
    row = get_object_or_404(sessions.of(request.user), public_id=public_id)
    audit.record(Deed.SESSION_ENDED, request=request, detail=device(row.agent))
    if row.digest == sessions.current(request):
        return signed_out(request)
    row.delete()
    messages.success(request, f"Signed out there: {device(row.agent)}.")
    return redirect("accounts:sessions")


@require_POST
def session_end_others(request: OrganizerRequest) -> HttpResponse:
    count = sessions.end_all(request.user, but=request)
    audit.record(Deed.SESSION_ENDED, request=request, detail=f"All others: {count}")
    messages.success(request, "Signed out everywhere else.")
    return redirect("accounts:sessions")
