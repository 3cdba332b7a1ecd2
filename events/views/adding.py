"""Adding a set: by one typed line, or by fields."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.roles import OrganizerRequest, editor_required
from bands.models import Band
from events import board, completing
from events.act import Refused
from events.booking import Wish, book
from events.line_form import LineForm
from events.models import ChangeSet, Event
from events.set_form import SetForm, new_form_key, submission
from events.views.editor import event_or_404, first_outcome, lineup_url, page_context, told
from events.views.undo import offer_undo
from settimes.forms import Form
from settimes.htmx import render

SLOT_FIELDS = ("venue", "day", "start", "end")
LONGEST_ASKED = 100


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def performance_add(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Take a line, show what was understood of it, and add the set when that comes back."""
    event = event_or_404(request, slug)
    if request.method != "POST":
        form = _line_form(event, request.GET if "line" in request.GET else None)
        form.is_valid()
        fields = _fields_form(event, initial=_asked(request))
        return _add_page(request, event, line=form, fields=fields, is_live=True)
    form = _line_form(event, request.POST)
    key = submission(form)
    written, status = first_outcome(request, event, key), 0
    if written is None:
        if not form.is_valid() or form.wish is None:
            return _add_page(request, event, line=form, status=422)
        # Without scripts nothing was read back while it was typed: then everything is a question.
        if form.questions or not (request.htmx or form.was_shown):  # type: ignore[attr-defined]
            return _add_page(request, event, line=form)
        written, status = _book(request, event, form, form.wish, key)
    if status:
        return _add_page(request, event, line=form, status=status)
    offer_undo(request, written)
    return _added(request, event, form)


@editor_required
@never_cache
@require_http_methods(["POST"])
def performance_add_fields(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Add a set by its fields, from the same page."""
    event = event_or_404(request, slug)
    form = _fields_form(event, request.POST)
    key = submission(form)
    written, status = first_outcome(request, event, key), 0
    if written is None:
        if not form.is_valid():
            return _add_page(request, event, fields=form, status=422)
        written, status = _book(request, event, form, form.wish, key)
    if status:
        return _add_page(request, event, fields=form, status=status)
    offer_undo(request, written)
    return redirect(lineup_url(request, event))


@editor_required
@never_cache
@require_safe
def band_names(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Offer the bands whose name holds what has been typed so far."""
    event_or_404(request, slug)
    offered = completing.names(request.GET.get("band", ""), _band_names(request))
    return render(request, "events/lineup/_names.html", {"names": offered})


def _band_names(request: OrganizerRequest) -> Iterable[str]:
    bands = Band.objects.filter(organization=request.organization)
    return bands.values_list("name", flat=True)


def _added(request: OrganizerRequest, event: Event, form: LineForm) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(lineup_url(request, event))
    line = request.POST.get("line", "")
    fresh = {"line": line, "quick": form, "form_key": new_form_key()}
    return render(request, "events/lineup/added.html", told(request, event) | fresh)


def _book(
    request: OrganizerRequest, event: Event, form: Form, wish: Wish, form_key: str
) -> tuple[ChangeSet | None, int]:
    """Add the set; else say in the form why not, and return the status of that answer."""
    try:
        return book(event, wish, by=request.user, form_key=form_key), 0
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None, 409
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None, 422


def _line_form(event: Event, data: object) -> LineForm:
    return LineForm(data, event=event, lineup=list(board.read(event)))


def _fields_form(
    event: Event, data: object = None, *, initial: dict[str, object] | None = None
) -> SetForm:
    return SetForm(data, event=event, auto_id="new-%s", initial=initial or {})


def _asked(request: OrganizerRequest) -> dict[str, object]:
    """Read what a link to this page fills in: the slot that a band is wanted for."""
    return {name: request.GET[name][:LONGEST_ASKED] for name in SLOT_FIELDS if name in request.GET}


def _add_page(
    request: OrganizerRequest,
    event: Event,
    *,
    line: LineForm | None = None,
    fields: SetForm | None = None,
    status: int = 200,
    is_live: bool = False,
) -> HttpResponse:
    context = page_context(request, event) | {
        "quick": line or _line_form(event, None),
        "form": fields or _fields_form(event),
        "venues": list(board.venues_of(event)),
        "is_live": is_live,
        "completions": line.completions if line and is_live else (),
    }
    return render(request, "events/lineup/add.html", context, partial="understood", status=status)
