from django.urls import include, path

from fans.views import (
    confirming,
    follow,
    leaving,
    organizer,
    preferences,
    settling,
    subscribe,
    told,
)

app_name = "fans"
own_page = [
    path("", preferences.preferences, name="preferences"),
    path("unfollow/", preferences.unfollow, name="unfollow"),
    path("news/<int:pk>/", preferences.news, name="news"),
    path("pause/", preferences.pause, name="pause"),
    path("address/", preferences.address, name="address"),
    path("download/", preferences.download, name="download"),
    path("delete/", preferences.delete, name="delete"),
]
told_pages = [
    path("", told.told, name="told"),
    path("mails/", settling.told_mails, name="told_mails"),
    path("mails/<int:pk>/resend/", settling.told_settle, {"verb": "resend"}, name="told_resend"),
    path("mails/<int:pk>/close/", settling.told_settle, {"verb": "close"}, name="told_close"),
    path("event/", settling.told_set, name="told_event"),
    path("sets/<slug:public_id>/", settling.told_set, name="told_set"),
]
urlpatterns = [
    path("follow/", follow.follow, name="follow"),
    path("events/<slug:slug>/follow/", follow.event_follow, name="event_follow"),
    path("subscribe/", subscribe.subscribe, name="subscribe"),
    path("confirm/<str:token>/", confirming.confirm, name="confirm"),
    path("move/<str:token>/", confirming.move, name="move"),
    path("preferences/<str:token>/", include(own_page)),
    path("manage/fans/", organizer.fans, name="fans"),
    path("manage/fans/addresses/", organizer.addresses, name="addresses"),
    path("manage/events/<slug:slug>/told/", include(told_pages)),
    path("unsubscribe/<str:token>/", leaving.unsubscribe, name="unsubscribe"),
]
