from django.urls import path

from fans.views import confirming, follow, leaving, preferences

app_name = "fans"
urlpatterns = [
    path("follow/", follow.follow, name="follow"),
    path("events/<slug:slug>/follow/", follow.event_follow, name="event_follow"),
    path("confirm/<str:token>/", confirming.confirm, name="confirm"),
    path("preferences/<str:token>/", preferences.preferences, name="preferences"),
    path("preferences/<str:token>/unfollow/", preferences.preferences_unfollow, name="unfollow"),
    path("unsubscribe/<str:token>/", leaving.unsubscribe, name="unsubscribe"),
]
