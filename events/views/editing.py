"""One set, edited in its row or on a page of its own."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.utils.dateformat import format as write
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import OrganizerRequest, editor_required
from bands.models import Band
from events import board, intended
from events.act import NotPossible, StaleEdit
from events.booking import rebook
from events.conflicts import Severity
from events.models import Event, Performance, Venue
from events.remedies import Remedies
from events.seen import Seen, as_seen, is_as_seen
from events.set_form import SetForm, submission, texts
from events.times import Slot, clock_text
from events.typed_slots import Texts
from events.views.editor import changed, first_outcome, page_context, performance_or_404
from events.views.solving import Way, solving
from events.views.undo import offer_undo
from settimes.htmx import render

A_VERSION = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed, or that was typed anew here."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Trouble:
    """One open conflict of the set in edit, and what would solve it."""

    text: str
    is_clear: bool
    remedies: list[Way]
    seen: str

    @property
    def is_solvable(self) -> bool:
        return any(way.performance for way in self.remedies)


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def performance_edit(request: OrganizerRequest, slug: str, public_id: str) -> HttpResponse:
    performance = performance_or_404(request, slug, public_id)
    if request.method != "POST":
        if performance.removed_at is not None:
            raise Http404("It has been removed.")
        return _form_page(request, performance, _form(performance))
    version = request.POST.get("version", "")
    seen = as_seen(performance, int(version) if A_VERSION.fullmatch(version) else 0)
    form = _form(seen.performance, request.POST)
    key = submission(form, public_id)
    first = first_outcome(request, performance.event, key)
    if first is None and not form.is_valid():
        return _form_page(request, performance, form, status=422)
    try:
        written = first or rebook(
            performance,
            form.typed_anew,
            by=request.user,
            version=_version(form, seen, performance),
            form_key=key,
        )
    except StaleEdit:
        return _ask(request, slug, public_id, form)
    except (NotPossible, ValidationError) as error:
        form.add_error(None, str(error) if isinstance(error, NotPossible) else error.messages)
        status = 409 if isinstance(error, NotPossible) else 422
        return _form_page(request, performance, form, status=status)
    offer_undo(request, written)
    return changed(request, performance.event, saved=public_id)


def _version(form: SetForm, seen: Seen, now: Performance) -> int:
    """Return the version that was looked at, or the newest where that is not told apart from it."""
    typed: int = form.cleaned_data["version"] or 0
    return now.version if 0 < typed < now.version and is_as_seen(seen, now) else typed


def _form(performance: Performance, data: object = None) -> SetForm:
    return SetForm(
        data,
        event=performance.event,
        performance=performance,
        auto_id=f"{performance.public_id}-%s",
    )


def _form_page(
    request: OrganizerRequest,
    performance: Performance,
    form: SetForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    in_row = request.htmx.target == f"set-{performance.public_id}"  # type: ignore[attr-defined]
    troubles = [] if form.is_bound else _troubles(performance)
    # Who asks what would solve it goes there, not into a field, which opens a telephone's keyboard.
    is_solving = "solve" in request.GET and bool(troubles) and troubles[0].is_solvable
    if not form.is_bound and not is_solving:
        form.fields["band"].widget.attrs["autofocus"] = True
    context = page_context(request, performance.event) | {
        "set": performance,
        "form": form,
        "in_row": in_row,
        "troubles": troubles,
        "is_solving": is_solving,
        "venues": () if in_row else board.venues_of(performance.event),
        **more,
    }
    return render(request, "events/lineup/edit.html", context, partial="edit", status=status)


def _troubles(performance: Performance) -> list[Trouble]:
    """Return the open conflicts of the set, each with what would solve it."""
    event = performance.event
    lineup = list(board.read(event))
    found = intended.of_event(event, lineup).beside.get(performance.public_id, [])
    hours, remedies = event.organization.clock, Remedies(event, lineup)
    return [
        Trouble(
            conflict.text(hours=hours, beside=performance),
            conflict.severity == Severity.CLEAR,
            solving(remedies.of(conflict, hours=hours)),
            intended.token(conflict),
        )
        for conflict in found[: board.MOST_TOLD]
    ]


def _ask(request: OrganizerRequest, slug: str, public_id: str, mine: SetForm) -> HttpResponse:
    """Somebody was first: show theirs and mine, and keep all that was typed."""
    theirs = performance_or_404(request, slug, public_id)
    seen = as_seen(theirs, mine.cleaned_data["version"] or 0)
    differences = _differences(mine, seen, theirs)
    if theirs.removed_at is None and not (differences and mine.typed_anew):
        # Nothing was typed that is not so already: there is nothing to ask.
        offer_undo(request, None)
        return changed(request, theirs.event, saved=public_id)
    first = seen.acts[0] if seen.acts else None
    form = _form(theirs, _merged(mine, theirs))
    return _form_page(
        request,
        theirs,
        form,
        status=409,
        first=first,
        by=first.by if first and first.by_id else "Somebody",
        is_mine=bool(first and first.by_id == request.user.pk),
        is_gone=theirs.removed_at is not None,
        differences=differences,
    )


def _merged(mine: SetForm, theirs: Performance) -> dict[str, object]:
    """Return what to show in the fields: mine where I typed, else theirs; with their version."""
    kept = mine.typed_anew
    data = {**texts(theirs), "form_key": mine.cleaned_data["form_key"]}
    if {"start", "end"} & kept.keys():
        shown = Texts.of(mine.slot, hours=theirs.event.organization.clock)
        data |= {"start": shown.start, "length": shown.length, "end": shown.end}
    typed = {"band", "venue", "day", "note"} & kept.keys()
    answers = {f"{name}_{part}" for name in ("band", "venue") for part in ("is", "detail")}
    return data | {name: mine.cleaned_data[name] for name in typed | answers}


def _differences(mine: SetForm, seen: Seen, theirs: Performance) -> list[Difference]:
    event, was = theirs.event, seen.performance
    wish = mine.wish
    sides = [
        ("Band", was.band, theirs.band, wish.band),
        ("Venue", was.venue, theirs.venue, wish.venue),
        ("Day", was.day, theirs.day, wish.day),
        ("Time", _slot(was), _slot(theirs), wish.slot),
        ("Note", was.note, theirs.note, wish.note),
    ]
    return [
        Difference(label, _said(now, event), _said(typed, event))
        for label, before, now, typed in sides
        if now not in (before, typed) or typed not in (before, now)
    ]


def _slot(row: Performance) -> Slot:
    return Slot(row.start, row.end)


def _said(value: object, event: Event) -> str:
    hours = event.organization.clock
    match value:
        case Slot(start=None):
            return "TBA"
        case Slot(start=int(start), end=None):
            return clock_text(start, hours=hours)
        case Slot(start=int(start), end=int(end)):
            return f"{clock_text(start, hours=hours)}–{clock_text(end, hours=hours)}"
        case Band() | Venue() | str():
            return str(value) or "–"
        case None:
            return "TBA"
    return write(value, "l j F")  # type: ignore[arg-type]
