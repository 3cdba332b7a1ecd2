"""What fans are told of an event: what waits, and what its organizers decide about it."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import audit
from accounts.letters import in_words
from accounts.models import Deed, Role
from accounts.roles import OrganizerRequest, editor_required, viewer_required
from events.bulk_form import A_FORM_KEY
from events.models import Event
from events.set_form import new_form_key
from events.views.editor import event_or_404
from fans import accounted, deciding, trying, waits
from fans.models import Round
from fans.telling_forms import HushForm
from settimes.htmx import render

MOST = 10
ALREADY, NOTHING_WAITS = "It was so already.", "Nothing waits any more."
NOBODY = "Nobody hears of it."
NOBODY_ELSE = "What could not wait was told already. Nobody else hears of it."
HELD = "On hold: fans hear nothing of this event until you end it."
# What does it, what is said then, and what is said where there was nothing to do.
DECISIONS: dict[str, tuple[Callable[..., bool], str, str]] = {
    "now": (deciding.send_now, "Fans are told now.", NOTHING_WAITS),
    "hold": (deciding.hold, HELD, ALREADY),
    "let_go": (deciding.let_go, "The hold is ended: fans hear what is true now.", ALREADY),
}


@viewer_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def told(request: OrganizerRequest, slug: str) -> HttpResponse:
    if request.method == "POST":
        return told_decide(request, slug)
    return _page(request, event_or_404(request, slug), HushForm())


@editor_required
def told_decide(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Tell now, hold, let go, or tell nobody."""
    event, asked = event_or_404(request, slug), request.POST.get("decide", "")
    form = HushForm(request.POST)  # refuses what was sent twice, by whichever button
    if asked == "test":
        _test(request, event)
    elif asked == "nobody":
        if not form.is_valid():
            return _page(request, event, form, status=422)
        reason = form.cleaned_data["reason"]
        with transaction.atomic():
            is_new = deciding.tell_nobody(event, reason=reason, by=request.user)
            said = NOBODY_ELSE if is_new and deciding.some_heard(event) else NOBODY
            detail = f" {reason}"
            _say(request, event, said, is_new=is_new, already=NOTHING_WAITS, detail=detail)
    elif asked in DECISIONS:
        decide, said, already = DECISIONS[asked]
        with transaction.atomic():
            is_new = decide(event, by=request.user)
            _say(request, event, said, is_new=is_new, already=already)
    else:
        problem = "Choose one of the buttons below."
        return _page(request, event, HushForm(), problem=problem, status=422)
    return redirect("fans:told", event.slug)


def _test(request: OrganizerRequest, event: Event) -> None:
    """Mail what waits to who asks; pressed twice, once."""
    key = request.POST.get("form_key", "")
    trying.send(event, request.user, key if A_FORM_KEY.fullmatch(key) else new_form_key())
    messages.success(request, f"A test is on its way to {request.user.email}.")


def _say(
    request: OrganizerRequest,
    event: Event,
    said: str,
    *,
    is_new: bool,
    already: str,
    detail: str = "",
) -> None:
    """Tell what was decided, and write it down; a second press decides nothing."""
    if not is_new:
        messages.info(request, already)
        return
    audit.record(Deed.TELLING_DECIDED, request=request, detail=f"{event}: {said}{detail}")
    messages.success(request, said)


def _page(
    request: OrganizerRequest,
    event: Event,
    form: HushForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "event": event,
        "is_editor": request.role.includes(Role.EDITOR),
        "waits": waits.of(event, timezone.now()),
        "under_way": waits.under_way(event),
        "quiet": in_words(settings.QUIET_FOR),
        "undo_for": in_words(settings.UNDO_FOR),
        "account": accounted.of(event, request.GET.get("page", "")),
        "decided": Round.objects.filter(event=event, by__isnull=False).select_related("by")[:MOST],
        "is_admin": request.role.includes(Role.ADMIN),
        "form_key": new_form_key(),
        "form": form,
        "problem": problem,
    }
    return render(request, "fans/manage/told.html", context, partial="under-way", status=status)
