"""Bands and venues at the desk. A new name goes through the ledger, the rest is saved directly."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from accounts.owned import staff_of
from bands.forms import genres_text, links_text
from bands.models import Band
from events import profiles
from events.admin.verbs import ByVerbs
from events.ledger import Kind
from events.models import Performance, Venue
from events.profile_forms import BandForm, VenueForm
from events.verb_forms import VerbForm
from settimes.pages import tokens


class LibraryAdmin(ByVerbs):
    """What bands and venues have in common."""

    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["pages"]
    actions = ["delete_selected"]

    @admin.display(description="links")
    def pages(self, row: Band | Venue) -> str:
        return links_text(row.links)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:  # type: ignore[override]
        """Leave the organization out where there is no choice, and show viewers links as text."""
        fields = list(self.form._meta.fields or [])
        if obj or self.only_organization(request):
            fields.remove("organization")
        if obj and not self.has_change_permission(request, obj):
            fields[fields.index("links")] = "pages"
        return fields

    def write(self, request: HttpRequest, row: Any, form: VerbForm) -> None:
        typed = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        if row.pk:
            profiles.save(row, typed, by=staff_of(request))
        else:
            profiles.add(row, {"organization": form.organization, **typed})

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        owners = set(queryset.values_list("organization", flat=True))
        super().delete_queryset(request, queryset)
        for owner in owners:
            tokens.renew(owner)

    def delete_model(self, request: HttpRequest, obj: Band | Venue) -> None:
        super().delete_model(request, obj)
        tokens.renew(obj.organization_id)

    def get_deleted_objects(  # type: ignore[override]
        self, objs: QuerySet[Any] | list[Any], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """Keep what has sets, removed ones too, and list them."""
        sets = Performance.objects.filter(**{f"{self.kind}__in": objs})
        listed = [
            f"{row}, {row.day:%-d %B %Y}{' (removed)' if row.removed_at else ''}"
            for row in sets.select_related("event", "band").in_order()
        ]
        return ([], {}, set(), listed) if listed else super().get_deleted_objects(objs, request)


@admin.register(Band)
class BandAdmin(LibraryAdmin):
    form = BandForm
    kind = Kind.BAND
    list_display = ["name", "home_town", "genre_list", "active"]
    list_filter = ["active"]
    search_fields = ["name", "normalised_name", "home_town"]

    @admin.display(description="genres")
    def genre_list(self, band: Band) -> str:
        return genres_text(band.genres)


@admin.register(Venue)
class VenueAdmin(LibraryAdmin):
    form = VenueForm
    kind = Kind.VENUE
    list_display = ["name", "street", "city", "active"]
    list_filter = ["active", "city"]
    search_fields = ["name", "normalised_name", "street", "city"]
