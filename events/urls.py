from django.urls import path

from events.views import public

app_name = "events"
urlpatterns = [
    path("", public.current, name="current"),
    path("events/", public.events, name="events"),
    path("events/<slug:slug>/", public.event_schedule, name="schedule"),
]
