"""The addresses of those who run the events, all under /manage/."""

from django.urls import path

from events.views import organizer, undo

urlpatterns = [
    path("", organizer.manage, name="manage"),
    path("undo/<uuid:operation>/", undo.undo, name="undo_anywhere"),
    path("events/<slug:slug>/undo/<uuid:operation>/", undo.undo, name="undo"),
]
