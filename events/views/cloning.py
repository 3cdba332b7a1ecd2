"""The next edition of an event: proposed in full, made with one tap."""

import re

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.roles import OrganizerRequest, editor_required
from events import cloning, next_edition, open_slots, times
from events.event_page_forms import CloneForm
from events.models import ChangeSet, Event
from events.set_form import submission
from events.verb_forms import Refusal, sentences
from events.views.attempts import attempt
from events.views.editor import event_or_404, made_first
from settimes.htmx import render

A_KEY = re.compile(r"[0-9]{1,18}")


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_clone(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = event_or_404(request, slug)
    form = CloneForm(
        request.POST if request.method == "POST" else None, event=event, initial=_proposed(event)
    )
    status = 200
    if request.method == "POST":
        if again := made_first(request, submission(form, event.slug)):
            return redirect("events:lineup", again.slug)
        status = 422
        if form.is_valid():
            made: list[ChangeSet | None] = []
            refusal = attempt(lambda: made.append(_clone(request, event, form)))
            if refusal is None and made[0] and made[0].event:
                _tell(request, event, made[0].event)
                return redirect("events:lineup", made[0].event.slug)
            _explain(form, refusal)
    rows = list(event.performances.live())
    context = {
        "event": event,
        "form": form,
        "sets": len(rows),
        "slots": len(open_slots.wanted(rows)),
    }
    return render(request, "events/manage/event_clone.html", context, status=status)


@editor_required
@never_cache
@require_POST
def slots_drop(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Let go of one open slot, or of all of them; a set can be added at any time all the same."""
    event = event_or_404(request, slug)
    which = request.POST.get("slot", "")
    if which == "all":
        gone = open_slots.drop(event)
    else:
        gone = open_slots.drop(event, int(which)) if A_KEY.fullmatch(which) else 0
    plural = "" if gone == 1 else "s"
    said = f"Dropped {gone} open slot{plural}." if gone else "That slot is gone already."
    messages.success(request, said)
    return redirect("events:lineup", event.slug)


def _proposed(event: Event) -> dict[str, object]:
    known = Event.objects.filter(organization=event.organization_id)
    before = known.filter(first_day__lt=event.first_day).order_by("-first_day").first()
    today = times.festival_day(timezone.now(), event.timezone, event.day_turn)
    return {
        "name": next_edition.next_name(event.name, set(known.values_list("name", flat=True))),
        "first_day": next_edition.next_day(
            event.first_day, before=before.first_day if before else None, today=today
        ),
    }


def _clone(request: OrganizerRequest, event: Event, form: CloneForm) -> ChangeSet | None:
    typed = form.cleaned_data
    return cloning.clone(
        event,
        name=typed["name"],
        slug=typed["slug"],
        first_day=typed["first_day"],
        with_bands=form.with_bands,
        by=request.user,
        form_key=submission(form, event.slug),
    )


def _tell(request: OrganizerRequest, event: Event, new: Event) -> None:
    sets, slots = new.performances.live().count(), new.open_slots.count()
    what = f"{sets} set{'' if sets == 1 else 's'}" if sets or not slots else f"{slots} open slots"
    messages.success(
        request, f"Made {new} from {event}: {what}, nothing announced. Only members see it."
    )


def _explain(form: CloneForm, refusal: Refusal | None) -> None:
    if refusal is None:
        return
    if hasattr(refusal, "error_dict"):
        for name, errors in refusal.error_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, sentences(refusal))
