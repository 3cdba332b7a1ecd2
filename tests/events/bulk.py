"""What the tests of the bulk page have in common."""

import re

from django.test import Client

from events.models import Event, Performance

PAGE = "/manage/events/vol-7/lineup/bulk/"


def mark(row: Performance) -> str:
    """Return what the box of a set says."""
    row.refresh_from_db()
    return f"{row.public_id}:{row.version}"


def marks(event: Event) -> list[str]:
    return [mark(row) for row in event.performances.live().order_by("pk")]


def frozen(html: str) -> dict[str, object]:
    """Return what the button that does it would send."""
    form = html[html.index('class="bulk-apply"') :]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form):
        fields.setdefault(name, []).append(value)
    fields.pop("csrfmiddlewaretoken", None)
    return {**fields, "apply": "1"}


def shown(client: Client, data: dict[str, object], status: int = 200, page: str = PAGE) -> str:
    response = client.post(page, data)
    assert response.status_code == status, response.content.decode()
    return response.content.decode()


def applied(client: Client, data: dict[str, object], page: str = PAGE) -> dict[str, object]:
    """Look at it and do it; return what was sent to do it."""
    sent = frozen(shown(client, data, page=page))
    response = client.post(page, sent)
    assert response.status_code == 302, response.content.decode()
    return sent


def lineup_of(event: Event) -> list[tuple[str, str | None, int | None]]:
    rows = event.performances.live().order_by("pk")
    return list(rows.values_list("band__name", "venue__name", "start"))


def words(html: str) -> str:
    """Return what a person reads of the page's main part."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def problem(html: str) -> str:
    """Return what stands in the way, as it is told."""
    found = re.search(r'id="bulk-problem">(.*?)</div>', html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split()) if found else ""
