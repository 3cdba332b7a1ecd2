"""Filling in the forms of the lineup the way a page does."""

from django.test import Client

from events.models import Performance
from events.set_form import SetForm

PAGE = "/manage/events/vol-7/lineup/"
HTMX = {"HX-Request": "true"}


def edit_url(performance: Performance) -> str:
    return f"{PAGE}{performance.public_id}/edit/"


def typed(performance: Performance, **changes: object) -> dict[str, object]:
    """Return what a form of this set sends, with some fields typed anew."""
    form = SetForm(event=performance.event, performance=performance)
    return {**form.initial, **changes}


def in_row(performance: Performance) -> dict[str, str]:
    """Return the headers that htmx sends from a row."""
    return {**HTMX, "HX-Target": f"set-{performance.public_id}"}


def understood(client: Client, line: str, **more: object) -> dict[str, object]:
    """Type a line, and return what is sent with it once it has been read back."""
    response = client.get(f"{PAGE}add/", {"line": line})
    form = response.context["quick"]
    return {"line": line, "understood": form.shown, **more}
