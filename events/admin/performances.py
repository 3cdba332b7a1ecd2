"""Sets at the desk. Their form and every action on them end in a verb of `events.lineup`."""

import functools
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.owned import OwnRowsFilter, staff_of
from events import deeds, lineup
from events.act import NotPossible
from events.admin.acting import (
    ask,
    asked_about,
    attempt,
    back,
    chosen,
    is_confirmed,
    refuse,
)
from events.admin.set_form import PerformanceForm
from events.admin.states import StateFilter, state_of
from events.admin.verbs import ByVerbs
from events.ledger import Kind
from events.models import ChangeSet, Event, Performance
from events.times import clock_text
from events.verb_forms import Refusal, VerbForm, sentences

Verb = Callable[..., ChangeSet | None]
Rows = QuerySet[Performance]


@admin.register(Performance)
class PerformanceAdmin(ByVerbs):
    form = PerformanceForm
    kind = Kind.PERFORMANCE
    owned_by = "event__organization"
    list_display = ["band", "event", "day", "time", "venue", "state"]
    list_select_related = ["band", "event", "venue"]
    list_filter = [
        ("event", OwnRowsFilter),
        StateFilter,
        ("day", admin.AllValuesFieldListFilter),
        ("venue", OwnRowsFilter),
    ]
    search_fields = ["band__name", "band__normalised_name", "venue__name", "venue__normalised_name"]
    autocomplete_fields = ["event", "band", "venue"]
    readonly_fields = ["time", "state"]
    actions = ["announce", "unannounce", "cancel", "restore", "remove"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Performance]:
        return super().get_queryset(request).select_related("band", "event", "venue")  # type: ignore[return-value]

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:  # type: ignore[override]
        if obj is None:
            return ["event", "band", "venue", "day", "start", "end", "note"]
        if self.has_change_permission(request, obj):
            return ["event", "state", "band", "venue", "day", "start", "end", "note"]
        return ["event", "state", "band", "venue", "day", "time", "note", "cancel_reason"]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*self.readonly_fields, *(["event"] if obj else [])]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A removed set is only looked at; undo brings it back."""
        is_removed = isinstance(obj, Performance) and obj.removed_at is not None
        return not is_removed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    @admin.display(description="time", ordering="start")
    def time(self, row: Performance) -> str:
        if row.start is None:
            return "TBA"
        end = "" if row.end is None else f"–{clock_text(row.end)}"
        return f"{clock_text(row.start)}{end}"

    @admin.display(description="state")
    def state(self, row: Performance) -> str:
        return state_of(row)

    def buttons(self, row: Performance) -> list[tuple[str, str]]:
        announcing = ("unannounce", "Unannounce") if row.announced_at else ("announce", "Announce")
        cancelling = ("restore", "Restore") if row.cancelled_at else ("cancel", "Cancel the set…")
        return [announcing, cancelling, ("remove", "Remove…")]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: object = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return redirect("admin:events_performance_changelist")
        history = reverse("admin:events_changeset_changelist")
        return redirect(f"{history}?event__id__exact={row.event_id}")

    def lock(self, row: Performance) -> None:
        """Lock the event first, as every verb does."""
        Event.objects.select_for_update().get(pk=row.event_id)

    def write(self, request: HttpRequest, row: Performance, form: VerbForm) -> None:  # type: ignore[override]
        typed, staff = form.cleaned_data, staff_of(request)
        slot, where = (
            typed["slot"],
            {name: typed[name] for name in ("band", "venue", "day", "note")},
        )
        if row.pk:
            lineup.edit(row, by=staff, start=slot.start, end=slot.end, **where)
            return
        new = lineup.NewSet(slot=slot, **where)
        written = lineup.add(typed["event"], [new], by=staff, form_key=typed["form_key"])
        if written:
            row.pk = written.changes.get(kind=Kind.PERFORMANCE).target_id
            row.event, row.band = typed["event"], typed["band"]

    @admin.action(description="Announce", permissions=["change"])
    def announce(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        return self.act(request, queryset, lineup.announce)

    @admin.action(description="Unannounce", permissions=["change"])
    def unannounce(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        return self.act(request, queryset, lineup.unannounce)

    @admin.action(description="Cancel…", permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        rows = chosen(request, self, queryset)
        problem = ""
        if is_confirmed(request):
            verb = functools.partial(lineup.cancel, reason=request.POST.get("reason", "").strip())
            refusal = self.attempt(request, rows, verb)
            if not isinstance(refusal, ValidationError):
                return self.done(request, rows, refusal)
            problem = sentences(refusal)
        return self.ask(
            request,
            rows,
            question=f"Cancel {number(rows)}?",
            consequence="They stay in the lineup, struck through, and free their slot.",
            button="Cancel the set" if len(rows) == 1 else f"Cancel {number(rows)}",
            with_reason=True,
            problem=problem,
        )

    @admin.action(description="Restore", permissions=["change"])
    def restore(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        rows = chosen(request, self, queryset)
        verb = functools.partial(lineup.restore, even_if_taken=is_confirmed(request))
        refusal = self.attempt(request, rows, verb)
        if isinstance(refusal, deeds.SlotTaken):
            return self.ask(
                request,
                rows,
                question=f"Restore {number(rows)} all the same?",
                consequence=str(refusal),
                button=f"Restore {number(rows)}",
            )
        return self.done(request, rows, refusal)

    @admin.action(description="Remove…", permissions=["change"])
    def remove(self, request: HttpRequest, queryset: Rows) -> HttpResponse | None:
        rows = chosen(request, self, queryset)
        if is_confirmed(request):
            return self.done(request, rows, self.attempt(request, rows, lineup.remove))
        return self.ask(
            request,
            rows,
            question=f"Remove {number(rows)}?",
            consequence="They leave the lineup without a trace for fans. Undo brings them back.",
            button=f"Remove {number(rows)}",
        )

    def act(self, request: HttpRequest, queryset: Rows, verb: Verb) -> HttpResponse | None:
        rows = chosen(request, self, queryset)
        return self.done(request, rows, self.attempt(request, rows, verb))

    def attempt(
        self, request: HttpRequest, rows: Sequence[Performance], verb: Verb
    ) -> Refusal | None:
        """Have a verb act on the sets of each event; all of it or none."""
        if any(row.removed_at for row in rows):
            return NotPossible("A removed set comes back by undo only.")
        asked = asked_about(request)
        seen = {row.public_id: asked[row.pk] for row in rows if row.pk in asked}
        verb = functools.partial(verb, by=staff_of(request), seen=seen)
        by_event = groupby(sorted(rows, key=event_id), key=event_id)
        return attempt(request, [functools.partial(verb, list(group)) for _, group in by_event])

    def ask(self, request: HttpRequest, rows: Sequence[Performance], **words: Any) -> HttpResponse:
        return ask(request, self, {row: row.version for row in rows}, **words)

    def done(
        self, request: HttpRequest, rows: Sequence[Performance], refusal: Refusal | None
    ) -> HttpResponse | None:
        if refusal:
            refuse(request, refusal)
        return back(request, self, rows)


def event_id(row: Performance) -> int:
    return row.event_id


def number(rows: Sequence[Performance]) -> str:
    return "1 set" if len(rows) == 1 else f"{len(rows)} sets"
