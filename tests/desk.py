"""Working at the desk: opening a page of the admin, typing into its form, pressing its buttons."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client

from events.models import Event, Performance


def address(row, page: str = "change") -> str:
    return f"/admin/{row._meta.label_lower.replace('.', '/')}/{row.pk}/{page}/"


def list_of(model) -> str:
    return f"/admin/{model._meta.label_lower.replace('.', '/')}/"


def form_of(response: HttpResponse) -> BaseForm:
    return response.context["adminform"].form


def as_shown(client: Client, path: str) -> dict[str, object]:
    """Return what a browser would send of the form as it is."""
    form = form_of(client.get(path))
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def save(client: Client, row, **typed: object) -> HttpResponse:
    """Open the page of a row, type, and save."""
    data = as_shown(client, address(row)) | typed
    return client.post(address(row), {k: v for k, v in data.items() if v not in (None, False)})


def add(client: Client, model, **typed: object) -> HttpResponse:
    path = f"{list_of(model)}add/"
    data = as_shown(client, path) | typed
    return client.post(path, {k: v for k, v in data.items() if v not in (None, False)})


def press(client: Client, action: str, *rows: Event | Performance, **more: object) -> HttpResponse:
    """Choose rows in their list and run an action on them."""
    data = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(list_of(type(rows[0])), data)


def confirm(client: Client, asked: HttpResponse, **more: object) -> HttpResponse:
    """Answer the question of an action."""
    context = asked.context
    data = {
        "action": context["action"],
        "_selected_action": context["first"].pk,
        "select_across": "1",
        "chosen": context["chosen"],
        "confirmed": "1",
    }
    return client.post(list_of(type(context["first"])), {**data, **more})


def told(client: Client) -> list[str]:
    """Return the messages on the next page."""
    return [str(message) for message in client.get("/admin/").context["messages"]]


def errors(response: HttpResponse) -> dict[str, list[str]]:
    return {name: list(found) for name, found in form_of(response).errors.items()}


def values(row) -> dict[str, object]:
    """Return what the database holds of a row."""
    fresh = type(row).objects.get(pk=row.pk)
    return {field.attname: getattr(fresh, field.attname) for field in row._meta.concrete_fields}
