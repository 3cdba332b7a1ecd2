"""Events at the desk. Buttons and actions change their state, the form everything else."""

import functools
from collections.abc import Callable

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db.models import Count, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.owned import staff_of
from bands.forms import links_text
from events import editions, event_form, typed_doors
from events.admin.acting import ask, attempt, back, chosen, is_confirmed, refuse
from events.admin.verbs import ByVerbs
from events.ledger import Kind
from events.models import ChangeSet, Event
from events.times import clock_text
from events.verb_forms import Refusal, VerbForm
from events.visibility import event_is_public

Status = Event.Status
Verb = Callable[..., ChangeSet | None]
STEPS: dict[str, list[tuple[str, str]]] = {
    Status.DRAFT: [("publish", "Publish")],
    Status.PUBLISHED: [("archive", "Archive"), ("unpublish", "Unpublish")],
    Status.ARCHIVED: [("unarchive", "Unarchive")],
}
WHEN = ["first_day", "last_day", "timezone", "day_turn", "doors"]
FACTS = ["city", "ticket_url", "links", "description"]


class DeskForm(event_form.EventForm):
    last_day = forms.DateField(
        required=False, widget=AdminDateWidget, help_text="Empty where it is one day."
    )


@admin.register(Event)
class EventAdmin(ByVerbs):
    form = DeskForm
    kind = Kind.EVENT
    list_display = ["name", "first_day", "last_day", "state", "sets", "city"]
    list_filter = ["status", "called_off", "reveal_mode"]
    search_fields = ["name", "slug", "city"]
    date_hierarchy = "first_day"
    ordering = ["-first_day", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    actions = ["publish", "unpublish", "archive", "unarchive"]
    readonly_fields = ["state", "days_begin", "doors_open", "pages"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        live = Count("performances", filter=Q(performances__removed_at__isnull=True))
        rows: QuerySet[Model] = super().get_queryset(request).annotate(live_sets=live)
        return rows

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:  # type: ignore[override]
        if obj is None:
            several = [] if self.only_organization(request) else ["organization"]
            return [*several, "name", "slug", *WHEN, "reveal_mode", "min_changeover", *FACTS]
        if self.has_change_permission(request, obj):
            changing = ["called_off", "called_off_reason", "reveal_mode", "min_changeover"]
            return ["name", "slug", "state", *WHEN, *changing, *FACTS]
        when = ["first_day", "last_day", "timezone", "days_begin", "doors_open"]
        facts = ["min_changeover", "city", "ticket_url", "pages", "description"]
        return ["name", "slug", "state", "called_off_reason", *when, *facts]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str | list[str]]:
        """Begin with the zone and the turn of the day that its organization has chosen."""
        owner = self.only_organization(request)
        ours = {"timezone": owner.timezone, "day_turn": clock_text(owner.day_turn)} if owner else {}
        return {**ours, **super().get_changeform_initial_data(request)}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description="sets", ordering="live_sets")
    def sets(self, event: Event) -> int:
        return int(event.live_sets)  # type: ignore[attr-defined]

    @admin.display(description="state", ordering="status")
    def state(self, event: Event) -> str:
        off = [] if event.called_off == Event.CalledOff.NO else [event.get_called_off_display()]
        reveal = ["reveal mode"] if event.reveal_mode else []
        return ", ".join([event.get_status_display(), *off, *reveal])

    @admin.display(description="days begin at")
    def days_begin(self, event: Event) -> str:
        return clock_text(event.day_turn)

    @admin.display(description="doors")
    def doors_open(self, event: Event) -> str:
        return typed_doors.text(event.doors, days=2 if event.is_multi_day else 1)

    @admin.display(description="links")
    def pages(self, event: Event) -> str:
        return links_text(event.links)

    def buttons(self, row: Event) -> list[tuple[str, str]]:
        return STEPS[row.status]

    def links(self, row: Event) -> list[tuple[str, str]]:
        sets = f"{reverse('admin:events_performance_changelist')}?event__id__exact={row.pk}"
        page = [(reverse("events:schedule", args=[row.slug]), "Public page")]
        return [(sets, "Its sets"), *(page if event_is_public(row) else [])]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: object = None
    ) -> HttpResponse:
        event = self.get_object(request, object_id)
        if event is None:
            return redirect("admin:events_event_changelist")
        history = reverse("admin:events_changeset_changelist")
        return redirect(f"{history}?event__id__exact={event.pk}")

    def write(self, request: HttpRequest, row: Event, form: VerbForm) -> None:  # type: ignore[override]
        staff, typed = staff_of(request), form.cleaned_data
        if row.pk:
            event_form.save(row, typed, by=staff)
        else:
            owner = typed.get("organization") or form.organization
            event_form.create(row, {**typed, "organization": owner}, by=staff)

    @admin.action(description="Publish", permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        rows = chosen(request, self, queryset)
        verb = functools.partial(editions.publish, even_if_empty=is_confirmed(request))
        refusal = self.attempt(request, rows, verb)
        if isinstance(refusal, editions.EmptyLineup):
            return ask(
                request,
                self,
                {row: row.revision for row in rows},
                question="Publish an empty lineup?",
                consequence=f"{refusal} Its page will say that the lineup is to be announced.",
                button="Publish",
            )
        return self.done(request, rows, refusal)

    @admin.action(description="Unpublish", permissions=["change"])
    def unpublish(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        return self.step(request, queryset, editions.unpublish)

    @admin.action(description="Archive", permissions=["change"])
    def archive(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        return self.step(request, queryset, editions.archive)

    @admin.action(description="Unarchive", permissions=["change"])
    def unarchive(self, request: HttpRequest, queryset: QuerySet[Event]) -> HttpResponse | None:
        return self.step(request, queryset, editions.unarchive)

    def step(
        self, request: HttpRequest, queryset: QuerySet[Event], verb: Verb
    ) -> HttpResponse | None:
        rows = chosen(request, self, queryset)
        return self.done(request, rows, self.attempt(request, rows, verb))

    def attempt(self, request: HttpRequest, rows: list[Event], verb: Verb) -> Refusal | None:
        staff = staff_of(request)
        return attempt(request, [functools.partial(verb, row, by=staff) for row in rows])

    def done(
        self, request: HttpRequest, rows: list[Event], refusal: Refusal | None
    ) -> HttpResponse | None:
        if refusal:
            refuse(request, refusal)
        return back(request, self, rows)
