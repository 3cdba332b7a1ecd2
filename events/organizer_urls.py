"""The addresses of those who run the events, all under /manage/."""

from django.urls import path

from events.views import conflicts, history, lineup, organizer, undo

urlpatterns = [
    path("", organizer.manage, name="manage"),
    path("undo/<uuid:operation>/", undo.undo, name="undo_anywhere"),
    path("events/<slug:slug>/lineup/", lineup.lineup, name="lineup"),
    path(
        "events/<slug:slug>/lineup/<slug:public_id>/edit/",
        lineup.performance_edit,
        name="performance_edit",
    ),
    path("events/<slug:slug>/undo/<uuid:operation>/", undo.undo, name="undo"),
    path("events/<slug:slug>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("events/<slug:slug>/history/", history.history, name="history"),
    path(
        "events/<slug:slug>/history/<uuid:operation>/", history.history_entry, name="history_entry"
    ),
]
