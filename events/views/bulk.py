"""Doing something to many sets: first asked, then shown, then done, all at one address.

What is done comes back from the preview's own form: the sets with the versions it showed, the deed
and its values, and a key that makes it one act however often it is sent.
"""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import OrganizerRequest, editor_required
from events import bulk_words, heard, lineup, selecting
from events.act import Misfits, Refused, StaleEdit
from events.board import venues_of
from events.bulk import Plan, plan
from events.bulk_form import A_FORM_KEY, VALUES, BulkForm, SelectForm, is_complete
from events.deeds import SlotTaken
from events.looks import Look
from events.models import ChangeSet, Event
from events.selecting import NoSuchSet, Selection, Selectors
from events.set_form import new_form_key
from events.views.editor import event_or_404, page_context
from events.views.undo import offer_undo
from events.visibility import event_is_public, is_public
from settimes.htmx import render

# The sheet opens over the lineup, whose own forms have fields of the same names.
IDS = "several-%s"
STALE = 409
UNCLEAR = 422
# All at one time in one venue are thousands of pairs; all are counted, so many are spelt out.
MOST_CONFLICTS = 50


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: OrganizerRequest, slug: str) -> HttpResponse:
    event, look = event_or_404(request, slug), Look.asked(request.GET)
    if request.method != "POST":
        return redirect(resolve_url("events:lineup", event.slug) + look.query)
    venues, verb = list(venues_of(event)), request.POST.get("verb", "")
    form = BulkForm(
        request.POST if is_complete(verb, request.POST) else None,
        event=event,
        verb=verb,
        venues=venues,
        others=lambda: _others(event),
        initial={"verb": verb},
        auto_id=IDS,
    )
    selectors = SelectForm(request.POST, event=event, venues=venues, auto_id=IDS)
    selection = _selection(request, event, selectors, look)
    refusal: Refused | ValidationError | None = None
    if "apply" in request.POST and form.is_valid():
        try:
            written = _apply(request, form, selection)
        except (Refused, ValidationError) as refused:
            refusal = refused
            selection = _selection(request, event, selectors, look)
        else:
            offer_undo(request, written)
            there = written.event if written and written.event else event
            query = look.query if there == event else ""
            return redirect(resolve_url("events:lineup", there.slug) + query)
    planned: Plan | None = None
    if selectors.is_valid() and selection.rows and form.is_valid():
        try:
            planned = plan(selection.rows, form.deed(despite=None), into=form.target)
        except (Refused, ValidationError) as refused:
            refusal = refused
    # Who comes to name sets by venue or time has ticked none yet, and is told nothing is wrong.
    is_nothing = not selection.asked and "choose" not in request.POST
    context = page_context(request, event) | {
        "address": resolve_url("events:bulk", event.slug) + look.query,
        "back": resolve_url("events:lineup", event.slug) + look.query,
        "form": form,
        "selectors": selectors,
        "selection": selection,
        "problem": _problem(selection, refusal),
        "misfits": refusal.sets if isinstance(refusal, Misfits) else {},
        "taken": isinstance(refusal, SlotTaken),
        "is_nothing": is_nothing,
        **(_plan_context(request, planned, verb) if planned else {}),
    }
    is_unclear = is_nothing or selectors.errors or form.errors
    status = _status(event, selection, refusal) or (UNCLEAR if is_unclear else None)
    return render(
        request, "events/lineup/bulk.html", context, partial="sheet", status=status or 200
    )


def _selection(
    request: OrganizerRequest, event: Event, selectors: SelectForm, look: Look
) -> Selection:
    """Read which sets it is about; what is no set of this event does not exist here."""
    try:
        seen = selecting.ticked([*request.POST.getlist("set"), *request.POST.getlist("sets")])
        named = selectors.selectors if selectors.is_valid() else Selectors()
        return selecting.select(event, seen, named, look)
    except NoSuchSet as missing:
        raise Http404("No such set.") from missing


def _apply(request: OrganizerRequest, form: BulkForm, selection: Selection) -> ChangeSet | None:
    key = request.POST.get("form_key", "")
    return lineup.do(
        selection.asked,
        form.deed(despite=frozenset(request.POST.getlist("despite"))),
        into=form.target,
        by=request.user,
        seen=selection.seen,
        form_key=key if A_FORM_KEY.fullmatch(key) else "",
    )


def _plan_context(request: OrganizerRequest, planned: Plan, verb: str) -> dict[str, object]:
    hours = request.organization.clock
    return {
        "plan": planned,
        "verb": verb,
        "heading": bulk_words.heading(planned),
        "told": bulk_words.told(planned, hours=hours),
        "made": [bulk_words.sentence(one, hours=hours) for one in planned.made[:MOST_CONFLICTS]],
        "solved": [
            bulk_words.sentence(one, hours=hours) for one in planned.solved[:MOST_CONFLICTS]
        ],
        **_heard(planned),
        "is_final": verb in {"cancel", "remove"},
        "form_key": new_form_key(),
        "frozen": [
            ("verb", verb),
            *((name, request.POST.get(name, "")) for name in VALUES.get(verb, ())),
            *(("despite", holder.public_id) for holder in planned.holders),
        ],
    }


def _heard(planned: Plan) -> dict[str, object]:
    """Say how many fans hear of it; and how many knew of what vanishes without a word."""
    event = planned.event
    if not event_is_public(event):
        return {}
    vanish = [
        line.before
        for line in planned.lines
        if line.before and is_public(line.before, event) and not is_public(line.after, event)
    ]
    return {
        "is_heard": len(vanish) < len(planned.lines),
        "hear": heard.would_hear(event, [line.after for line in planned.lines]),
        "knew": heard.knew(event, vanish) if vanish else 0,
    }


def _problem(selection: Selection, refusal: Refused | ValidationError | None) -> str:
    if isinstance(refusal, ValidationError):
        name = str(selection.rows[0].band) if selection.rows else ""
        return f"{name}: {' '.join(refusal.messages)}"
    if isinstance(refusal, StaleEdit | Misfits) or refusal is None:
        return ""  # told set by set
    return str(refusal)


def _status(
    event: Event, selection: Selection, refusal: Refused | ValidationError | None
) -> int | None:
    if selection.gone or selection.changed or isinstance(refusal, StaleEdit | SlotTaken):
        return STALE
    if refusal:
        return STALE if event.status == Event.Status.ARCHIVED else UNCLEAR
    return None


def _others(event: Event) -> list[Event]:
    """Return the events that sets can be copied to."""
    found = Event.objects.filter(organization=event.organization_id)
    return list(found.exclude(pk=event.pk).exclude(status=Event.Status.ARCHIVED))
