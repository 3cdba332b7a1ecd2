"""The addresses of a lineup: its page, what is new on it, its sets."""

from django.urls import path, register_converter

from events.models.performances import ID_LENGTH, ID_LETTERS
from events.views import adding, editing, lineup


class SetId:
    regex = f"[{ID_LETTERS}]{{{ID_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SetId, "set_id")

urlpatterns = [
    path("", lineup.lineup, name="lineup"),
    path("changes/", lineup.lineup_changes, name="lineup_changes"),
    path("add/", adding.performance_add, name="performance_add"),
    path("add/fields/", adding.performance_add_fields, name="performance_add_fields"),
    path("names/", adding.band_names, name="band_names"),
    path("<set_id:public_id>/", lineup.performance, name="performance"),
    path("<set_id:public_id>/edit/", editing.performance_edit, name="performance_edit"),
]
