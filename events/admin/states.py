"""The states a set can be in, as a filter and in words."""

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from events.models import Performance

LIVE = Q(removed_at__isnull=True)
STATES = {
    "announced": ("Announced", LIVE & Q(announced_at__isnull=False)),
    "unannounced": ("Not announced", LIVE & Q(announced_at__isnull=True)),
    "cancelled": ("Cancelled", LIVE & Q(cancelled_at__isnull=False)),
    "tba": ("Time or venue unknown", LIVE & (Q(start__isnull=True) | Q(venue__isnull=True))),
    "removed": ("Removed", ~LIVE),
}


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(name, label) for name, (label, _) in STATES.items()]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Performance]
    ) -> QuerySet[Performance]:
        value = self.value()
        return queryset.filter(STATES[value][1]) if value in STATES else queryset


def state_of(row: Performance) -> str:
    if row.removed_at:
        return "Removed"
    announced = "Announced" if row.announced_at else "Not announced"
    return f"Cancelled, {announced.lower()}" if row.cancelled_at else announced
