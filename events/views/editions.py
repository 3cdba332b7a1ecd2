"""A whole event: adding one, its facts, cancelling or postponing it, deleting it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.again import fresh_factor
from accounts.roles import OrganizerRequest, editor_required
from bands.names import slug_for
from events import editions, foreseen, times
from events.act import NotPossible, Refused
from events.event_page_forms import CallOffForm, DeleteForm, EventPage, NewEventPage
from events.ledger import Kind
from events.models import ChangeSet, Event
from events.models.events import RESERVED_SLUGS
from events.set_form import submission
from events.verb_forms import Overtaken, Refusal, sentences
from events.views.attempts import attempt
from events.views.editor import event_or_404, first_outcome, made_first
from events.views.undo import offer_undo
from settimes.htmx import render

LONGEST_QUERY = 200


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_add(request: OrganizerRequest) -> HttpResponse:
    if request.method != "POST":
        name = request.GET.get("name", "")[:LONGEST_QUERY]
        if request.htmx:  # type: ignore[attr-defined]
            return _proposal(request, name)
        initial = {"timezone": request.organization.timezone, "name": name}
        return _add_page(request, NewEventPage(initial=initial))
    form = _new_form(request)
    key = submission(form)
    if again := made_first(request, key):
        return redirect("events:lineup", again.slug)
    if form.is_valid():
        event = Event(organization=request.organization)
        for field, value in form.typed.items():
            setattr(event, field, value)
        made: list[ChangeSet | None] = []
        refusal = attempt(
            lambda: made.append(editions.create(event, by=request.user, form_key=key))
        )
        if refusal is None and made[0] and made[0].event:
            messages.success(request, f"{made[0].event} is a draft. Only members see it.")
            return redirect("events:lineup", made[0].event.slug)
        form = _new_form(request, refusal)
    return _add_page(request, form, status=422)


def _new_form(request: OrganizerRequest, refusal: Refusal | None = None) -> NewEventPage:
    form = NewEventPage(request.POST)
    form.organization, form.refusal = request.organization, refusal
    return form


def _add_page(request: OrganizerRequest, form: NewEventPage, *, status: int = 200) -> HttpResponse:
    folded = [form[name] for name in NewEventPage.FOLDED]
    context = {
        "form": form,
        "shown": [field for field in form.visible_fields() if field.name not in form.FOLDED],
        "folded": folded,
        "is_open": any(field.errors for field in folded),
        "slug": _free_slug(request, str(form["name"].value() or "")),
    }
    return render(request, "events/manage/event_add.html", context, status=status)


def _proposal(request: OrganizerRequest, name: str) -> HttpResponse:
    """Say which address a name that is being typed would get."""
    context = {"slug": _free_slug(request, name)}
    return render(request, "events/manage/event_add.html", context, partial="address")


def _free_slug(request: OrganizerRequest, name: str) -> str:
    if not name.strip():
        return ""
    known = Event.objects.filter(organization=request.organization)
    taken = set(known.values_list("slug", flat=True)) | RESERVED_SLUGS
    return slug_for(name, taken, otherwise="event")


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: OrganizerRequest, slug: str) -> HttpResponse:
    event = event_or_404(request, slug)
    form = EventPage(request.POST if request.method == "POST" else None, instance=event)
    if request.method != "POST":
        return _edit_page(request, event, form)
    key = submission(form)
    written = first_outcome(request, event, key)
    refusal: Refusal | None = None
    if written is None and form.is_valid():
        saved: list[ChangeSet | None] = []
        refusal = attempt(lambda: saved.append(_save(request, event, form, key)))
        written = saved[0] if saved else None
        if refusal is None:
            offer_undo(request, written)
            return redirect("events:event_edit", form.typed["slug"])
    if written is not None:
        return redirect("events:event_edit", event.slug)
    if refusal is not None:
        event = event_or_404(request, slug)
        form = EventPage(request.POST, instance=event)
        form.refusal = refusal
    return _edit_page(request, event, form, status=_status(refusal))


def _save(request: OrganizerRequest, event: Event, form: EventPage, key: str) -> ChangeSet | None:
    fresh = get_object_or_404(Event.objects.select_for_update(), pk=event.pk)
    if form.cleaned_data["seen"] != form.mark(fresh):
        raise Overtaken(Kind.EVENT, fresh)
    return editions.edit(fresh, form.typed, by=request.user, form_key=key)


def _status(refusal: Refusal | None) -> int:
    return 409 if isinstance(refusal, Overtaken | NotPossible) else 422


def _edit_page(
    request: OrganizerRequest, event: Event, form: EventPage, *, status: int = 200
) -> HttpResponse:
    stale = isinstance(form.refusal, Overtaken)
    context = {"event": event, "here": "event", "form": form, "stale": stale}
    return render(request, "events/manage/event_edit.html", context, status=status)


@editor_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_call_off(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Cancel or postpone the whole event, or say that it goes ahead after all."""
    event = event_or_404(request, slug)
    asked = request.POST.get("how", "") if request.method == "POST" else ""
    at = timezone.now()
    forms = {
        how: CallOffForm(
            request.POST if how == asked else None,
            today=times.festival_day(at, event.timezone, event.day_turn),
            stays=event.first_day if how == CallOffForm.GO_AHEAD else None,
            auto_id=f"{how}-%s",
        )
        for how in CallOffForm.HOW
    }
    form = forms.get(asked)
    status = 422 if request.method == "POST" else 200
    if form is not None and form.is_valid():
        try:
            offer_undo(request, _called_off(request, event, form))
        except (Refused, ValidationError) as refusal:
            form.add_error(None, sentences(refusal))
            status = _status(refusal)
        else:
            return redirect("events:event_edit", event.slug)
    context = {
        "event": event,
        "here": "event",
        "forms": forms,
        "is_off": event.called_off != Event.CalledOff.NO,
        "is_archived": event.status == Event.Status.ARCHIVED,
        "hear": foreseen.of_calling_off(event, at),
    }
    return render(request, "events/manage/call_off.html", context, status=status)


def _called_off(request: OrganizerRequest, event: Event, form: CallOffForm) -> ChangeSet | None:
    typed = form.cleaned_data
    if typed["how"] == CallOffForm.POSTPONE:
        return editions.postpone(event, to=form.new_day, reason=typed["reason"], by=request.user)
    if typed["how"] == CallOffForm.GO_AHEAD:
        return editions.go_ahead(event, on=form.new_day, by=request.user)
    cancelled = Event.CalledOff.CANCELLED
    return editions.call_off(event, cancelled, reason=typed["reason"], by=request.user)


@editor_required
@fresh_factor
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def event_delete(request: OrganizerRequest, slug: str) -> HttpResponse:
    """Say what would go, and delete the event when its name is typed."""
    event = event_or_404(request, slug)
    form = DeleteForm(request.POST if request.method == "POST" else None, event=event)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                editions.delete(event, by=request.user)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                messages.success(request, f"Deleted {event}.")
                return redirect("events:manage")
    live = event.performances.live()
    context = {
        "event": event,
        "here": "event",
        "form": form,
        "sets": live.count(),
        "acts": event.change_sets.count(),
        "is_published": event.status == Event.Status.PUBLISHED,
    }
    return render(request, "events/manage/event_delete.html", context, status=status)
