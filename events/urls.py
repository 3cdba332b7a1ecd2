from django.urls import include, path

from events.api import api
from events.views import calendars, found, library, own_data, previewing, public
from settimes.open_api import no_page, open_to_everyone, urls_of

app_name = "events"
urlpatterns = [
    path("", public.current, name="current"),
    path("events/", public.events, name="events"),
    path("preview/<str:token>/", previewing.preview, name="preview"),
    path(
        "preview/<str:token>/everything/",
        previewing.preview,
        {"everything": True},
        name="preview_all",
    ),
    path("accounts/data/", own_data.own_data, name="own_data"),
    path("manage/", include("events.organizer_urls")),
    path("events/<slug:slug>/", public.event_schedule, name="schedule"),
    path("events/<slug:slug>/schedule.ics", calendars.event_calendar, name="event_calendar"),
    path("events/<slug:slug>/changes.atom", calendars.changes_feed, name="changes_feed"),
    path("events/<slug:slug>/recap/", public.event_recap, name="recap"),
    path("bands/", library.bands, name="bands"),
    path("bands/<slug:slug>/", library.band, name="band"),
    path("bands/<slug:slug>/schedule.ics", calendars.band_calendar, name="band_calendar"),
    path("venues/", library.venues, name="venues"),
    path("venues/<slug:slug>/", library.venue, name="venue"),
    path("feeds/events.atom", calendars.events_feed, name="events_feed"),
    path("sitemap.xml", found.sitemap, name="sitemap"),
    path("robots.txt", found.robots, name="robots"),
    path("api/v1/", urls_of(api)),
    path("api/<path:rest>", open_to_everyone(no_page), name="api_nothing"),
]
