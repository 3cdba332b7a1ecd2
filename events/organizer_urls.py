"""The addresses of those who run the events, all under /manage/."""

from django.urls import include, path, register_converter

from events.views import (
    bands,
    bulk,
    cloning,
    conflicts,
    editions,
    exporting,
    history,
    import_plan,
    importing,
    organizer,
    previewing,
    publishing,
    undo,
    venues,
)


class TableKind:
    regex = "csv|xlsx"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TableKind, "table_kind")

urlpatterns = [
    path("", organizer.manage, name="manage"),
    path("undo/<uuid:operation>/", undo.undo, name="undo_anywhere"),
    path("events/new/", editions.event_add, name="event_add"),
    path("events/<slug:slug>/edit/", editions.event_edit, name="event_edit"),
    path("events/<slug:slug>/clone/", cloning.event_clone, name="event_clone"),
    path("events/<slug:slug>/call-off/", editions.event_call_off, name="event_call_off"),
    path("events/<slug:slug>/delete/", editions.event_delete, name="event_delete"),
    path("events/<slug:slug>/publish/", publishing.event_publish, name="event_publish"),
    path("events/<slug:slug>/preview/", previewing.event_preview, name="event_preview"),
    path(
        "events/<slug:slug>/preview/everything/",
        previewing.event_preview,
        {"everything": True},
        name="event_preview_all",
    ),
    path("events/<slug:slug>/preview/links/", previewing.preview_links, name="preview_links"),
    path("events/<slug:slug>/slots/drop/", cloning.slots_drop, name="slots_drop"),
    path("events/<slug:slug>/lineup/", include("events.lineup_urls")),
    path("events/<slug:slug>/lineup/bulk/", bulk.bulk, name="bulk"),
    path(
        "events/<slug:slug>/lineup.<table_kind:kind>",
        exporting.lineup_export,
        name="lineup_export",
    ),
    path("events/<slug:slug>/import/", importing.import_lineup, name="import_lineup"),
    path("events/<slug:slug>/import/plan/", import_plan.import_plan, name="import_plan"),
    path("events/<slug:slug>/undo/<uuid:operation>/", undo.undo, name="undo"),
    path("events/<slug:slug>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("events/<slug:slug>/history/", history.history, name="history"),
    path(
        "events/<slug:slug>/history/<uuid:operation>/", history.history_entry, name="history_entry"
    ),
    path("bands/", bands.bands, name="manage_bands"),
    path("bands.<table_kind:kind>", exporting.bands_export, name="bands_export"),
    path("new-band/", bands.band_add, name="band_add"),
    path("bands/<slug:slug>/", bands.band, name="manage_band"),
    path("bands/<slug:slug>/edit/", bands.band_edit, name="band_edit"),
    path("bands/<slug:slug>/delete/", bands.band_delete, name="band_delete"),
    path("venues/", venues.venues, name="manage_venues"),
    path("venues.<table_kind:kind>", exporting.venues_export, name="venues_export"),
    path("new-venue/", venues.venue_add, name="venue_add"),
    path("venues/<slug:slug>/", venues.venue, name="manage_venue"),
    path("venues/<slug:slug>/edit/", venues.venue_edit, name="venue_edit"),
    path("venues/<slug:slug>/delete/", venues.venue_delete, name="venue_delete"),
]
