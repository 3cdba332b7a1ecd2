"""Importing on the pages: pasting, tapping, pressing Import, as a browser would without scripts."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from events.models import Event, ImportDraft

PASTE = "/manage/events/vol-7/import/"
PLAN = f"{PASTE}plan/"
LINEUP = "/manage/events/vol-7/lineup/"


def paste(client: Client, text: str) -> HttpResponse:
    return client.post(PASTE, {"text": text})


def upload(
    client: Client,
    data: bytes,
    name: str = "lineup.csv",
    *,
    text: str = "",
    event: str = "vol-7",
) -> HttpResponse:
    address = PASTE.replace("vol-7", event)
    return client.post(address, {"text": text, "file": SimpleUploadedFile(name, data)})


def tap(client: Client, query: str = "", **sent: object) -> HttpResponse:
    return client.post(PLAN + query, {"key": ImportDraft.objects.get().key, **sent})


def press_import(client: Client, shown: HttpResponse | None = None) -> HttpResponse:
    """Press Import on a page that was shown, else on the page as it is now."""
    context = (shown or client.get(PLAN)).context
    sent = {"key": context["draft"].key, "seen": context["seen"], "mark": context["mark"]}
    return client.post(PLAN, {**sent, "apply": "1"})


def titles(response: HttpResponse) -> list[tuple[int, str]]:
    """The lines on the page, and what each becomes."""
    return [(line.row.number, line.title) for line in response.context["lines"]]


def counts(response: HttpResponse) -> dict[str, int]:
    return {one.show: one.count for one in response.context["tallies"]}


def names(event: Event) -> list[str]:
    return sorted(event.performances.live().values_list("band__name", flat=True))


def alerts(response: HttpResponse) -> list[str]:
    """What the page says aloud, without its markup."""
    found = re.findall(
        r'<(div|p) [^>]*role="alert">(.*?)</\1>', response.content.decode(), re.DOTALL
    )
    return [" ".join(re.sub(r"<[^>]+>", " ", text).split()) for _, text in found]
