"""What the pages of bands and of venues have in common: list, look, add, edit, delete."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import RestrictedError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.models import Role
from accounts.roles import OrganizerRequest
from bands.models import Band
from events import library_search, profiles
from events.act import Refused
from events.ledger import Kind
from events.models import ChangeSet, Venue
from events.profile_forms import BandPage, VenuePage
from events.verb_forms import Overtaken, Refusal
from events.views.attempts import attempt
from events.views.undo import offer_undo
from settimes.htmx import render

ON_A_PAGE = 50
LONGEST_QUERY = 100
Form = BandPage | VenuePage


@dataclass(frozen=True)
class Shelf:
    model: type[Band] | type[Venue]
    form: type[Form]
    kind: Kind
    noun: str

    @property
    def nouns(self) -> str:
        return f"{self.noun}s"

    @property
    def everything(self) -> str:
        return f"events:manage_{self.noun}s"

    @property
    def page(self) -> str:
        return f"events:manage_{self.noun}"

    @property
    def adding(self) -> str:
        return f"events:{self.noun}_add"

    @property
    def exporting(self) -> str:
        return f"events:{self.noun}s_export"

    @property
    def editing(self) -> str:
        return f"events:{self.noun}_edit"

    @property
    def deleting(self) -> str:
        return f"events:{self.noun}_delete"


BANDS = Shelf(Band, BandPage, Kind.BAND, "band")
VENUES = Shelf(Venue, VenuePage, Kind.VENUE, "venue")


def everything(request: OrganizerRequest, shelf: Shelf) -> HttpResponse:
    typed = request.GET.get("q", "")[:LONGEST_QUERY]
    ids = library_search.found(shelf.model, request.organization, typed)
    page = Paginator(ids, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = library_search.with_sets(shelf.model, page.object_list)
    context = {
        "shelf": shelf,
        "typed": typed,
        "page": page,
        "rows": [(row, library_search.missing(row)) for row in rows],
        "may_change": may_change(request),
    }
    return render(request, "events/manage/shelf.html", context, partial="results")


def look(request: OrganizerRequest, shelf: Shelf, slug: str, *, status: int = 200) -> HttpResponse:
    row = _row(request, shelf, slug)
    sets = row.performances.select_related("event", "band", "venue").in_order()
    context = {
        "shelf": shelf,
        "row": row,
        "missing": library_search.missing(row),
        # The latest edition first; within one, as its lineup reads.
        "sets": sorted(sets, key=lambda each: each.event.first_day, reverse=True),
        "may_change": may_change(request),
    }
    return render(request, "events/manage/profile.html", context, status=status)


def add(request: OrganizerRequest, shelf: Shelf) -> HttpResponse:
    form = _form(request, shelf, None)
    if request.method == "POST":
        twins = _unasked(request, shelf, form, None)
        if form.is_valid() and not twins:
            row = form.instance
            facts = {"organization": request.organization, **_typed(form)}
            refusal = attempt(lambda: profiles.add(row, facts))
            if refusal is None:
                messages.success(request, f"Added {row}.")
                return redirect(shelf.page, row.slug)
            form = _form(request, shelf, None, refusal)
        return _form_page(request, shelf, form, None, twins=twins, status=422)
    return _form_page(request, shelf, form, None)


def edit(request: OrganizerRequest, shelf: Shelf, slug: str) -> HttpResponse:
    row = _row(request, shelf, slug)
    form = _form(request, shelf, row)
    if request.method == "POST":
        twins = _unasked(request, shelf, form, row)
        if form.is_valid() and not twins:
            refusal = _save(request, shelf, row, form)
            if refusal is None:
                return redirect(shelf.page, row.slug)
            row = _row(request, shelf, slug)
            form = _form(request, shelf, row, refusal)
            status = 409 if isinstance(refusal, Overtaken) else 422
            return _form_page(request, shelf, form, row, status=status)
        return _form_page(request, shelf, form, row, twins=twins, status=422)
    return _form_page(request, shelf, form, row)


def delete(request: OrganizerRequest, shelf: Shelf, slug: str) -> HttpResponse:
    row = _row(request, shelf, slug)
    name = str(row)
    try:
        profiles.delete(row)
    except (Refused, RestrictedError, IntegrityError) as refusal:
        stays = f"{name} has a set by now, so it stays."
        messages.error(request, str(refusal) if isinstance(refusal, Refused) else stays)
        return look(request, shelf, slug, status=409)
    messages.success(request, f"Deleted {name}.")
    return redirect(shelf.everything)


def may_change(request: OrganizerRequest) -> bool:
    return request.role.includes(Role.EDITOR)


def _row(request: OrganizerRequest, shelf: Shelf, slug: str) -> Band | Venue:
    rows = shelf.model._default_manager.filter(organization=request.organization)
    row: Band | Venue = get_object_or_404(rows.select_related("organization"), slug=slug)
    return row


def _form(
    request: OrganizerRequest,
    shelf: Shelf,
    row: Band | Venue | None,
    refusal: Refusal | None = None,
) -> Form:
    form = shelf.form(request.POST if request.method == "POST" else None, instance=row)
    form.organization, form.refusal = request.organization, refusal
    return form


def _typed(form: Form) -> dict[str, object]:
    return {name: value for name, value in form.cleaned_data.items() if name != "seen"}


def _unasked(
    request: OrganizerRequest, shelf: Shelf, form: Form, row: Band | Venue | None
) -> list[library_search.Twin]:
    """Return what looks like a new name, unless somebody has said that it is another one."""
    name = str(form.data.get("name", ""))
    if "different" in request.POST or (row and row.name == name) or not form.is_valid():
        return []
    besides = row.pk if row else None
    return library_search.twins(shelf.model, request.organization, name, besides=besides)


def _save(request: OrganizerRequest, shelf: Shelf, row: Band | Venue, form: Form) -> Refusal | None:
    """Save what was typed, and offer Undo for a new name; return what stood in the way."""
    renamed: list[ChangeSet] = []

    def save() -> None:
        rows = shelf.model._default_manager.select_for_update()
        fresh = get_object_or_404(rows, pk=row.pk)  # somebody may have deleted it by now
        if form.cleaned_data["seen"] != form.mark(fresh):
            raise Overtaken(shelf.kind, fresh, since=_instant(form.cleaned_data["seen"]))
        written = profiles.save(fresh, _typed(form), by=request.user)
        row.slug = fresh.slug
        renamed.extend([written] if written else [])

    refusal = attempt(save)
    if refusal is None and renamed:
        offer_undo(request, renamed[0])
    elif refusal is None:
        messages.success(request, f"Saved {row}.")
    return refusal


def _instant(mark: str) -> datetime | None:
    try:
        return datetime.fromisoformat(mark)
    except ValueError:
        return None


def _form_page(
    request: OrganizerRequest,
    shelf: Shelf,
    form: Form,
    row: Band | Venue | None,
    *,
    twins: Sequence[library_search.Twin] = (),
    status: int = 200,
) -> HttpResponse:
    stale = isinstance(form.refusal, Overtaken)
    context = {"shelf": shelf, "form": form, "row": row, "twins": twins, "stale": stale}
    return render(request, "events/manage/profile_form.html", context, status=status)
