"""Importing a lineup: pasted or uploaded, then looked at, then done, all or nothing.

What was read is kept as a draft of this person's; every tap on the page of the plan adds to what
they said about it, and the plan is made anew. So nothing is lost when somebody else changes the
lineup meanwhile.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.roles import OrganizerRequest, editor_required
from events import times
from events.act import closed
from events.import_forms import PasteForm
from events.importing import drafts
from events.importing.decisions import Decisions
from events.importing.guessing import guess
from events.importing.reading import MOST_BYTES, NotReadable, Sheet
from events.importing.uploads import sheet_of_upload
from events.models import Event, Venue
from events.views.editor import event_or_404, page_context
from settimes.htmx import render

CLOSED = 409
UNCLEAR = 422


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_lineup(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Take a paste or a file."""
    event = event_or_404(request, slug)
    is_closed = event.status == Event.Status.ARCHIVED
    form = PasteForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        form.data = request.POST
        form.is_bound = True
        if "discard" in request.POST:
            return _discarded(request, event)
        status = CLOSED if is_closed else UNCLEAR
        if not is_closed and form.is_valid():
            sheet = _sheet(form)
            if sheet:
                source = form.cleaned_data["file"].name if form.cleaned_data["file"] else ""
                drafts.begin(event, request.user, sheet, _guess(event, sheet), source)
                return redirect("events:import_plan", event.slug)
    context = page_context(request, event) | {
        "form": form,
        "draft": drafts.find(event, request.user),
        "closed": closed(event) if is_closed else "",
    }
    return render(request, "events/import/paste.html", context, status=status)


def _sheet(form: PasteForm) -> Sheet | None:
    """Read what was given; what is wrong with it is said beside its field."""
    file = form.cleaned_data["file"]
    try:
        if file:
            return sheet_of_upload(file.read(MOST_BYTES + 1))
        return sheet_of_upload(form.cleaned_data["text"])
    except NotReadable as error:
        form.add_error("file" if file else "text", str(error))
        return None


def _guess(event: Event, sheet: Sheet) -> Decisions:
    names = Venue.objects.filter(organization=event.organization_id).values_list("name", flat=True)
    return guess(sheet, venues=names, days=times.days(event), turn=event.day_turn)


def _discarded(request: OrganizerRequest, event: Event) -> HttpResponse:
    draft = drafts.find(event, request.user)
    if draft:
        drafts.drop(draft)
    messages.info(request, "Thrown away. Nothing was imported.")
    return redirect("events:import_lineup", event.slug)
