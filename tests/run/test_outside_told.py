"""What a site tells those who ask for what they should not: little, and nothing of its inside."""

import json
import re
from urllib.parse import urlsplit

import pytest

from tests.run.outside import PASSWORD, Answer, Site, Visitor, member


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "sub"])
def test_only_the_api_is_read_from_elsewhere(site: Site, origin: str) -> None:
    said = f"{urlsplit(site.origin).scheme}://sub.{site.host}" if origin == "sub" else origin
    visitor, allowed = member(site, "viewer", 64), {}

    for page in ("/", "/manage/", "/events/", "/accounts/login/", "/api/v1/events", "/healthz"):
        for answer in (visitor.get(page, Origin=said), _preflight(visitor, page, said)):
            assert answer.headers["Access-Control-Allow-Credentials"] is None
            allowed.setdefault(page, set()).add(answer.headers["Access-Control-Allow-Origin"])

    assert {page for page, origins in allowed.items() if origins != {None}} == {"/api/v1/events"}
    assert allowed["/api/v1/events"] == {"*"}


def _preflight(visitor: Visitor, page: str, origin: str) -> Answer:
    return visitor.ask("OPTIONS", page, Origin=origin, **{"Access-Control-Request-Method": "GET"})


NOWHERE = [
    "/.git/HEAD", "/.env", "/db.sqlite3", "/settimes.sqlite3", "/var/settimes.sqlite3", "/secret",
    "/media/../settimes/settings.py", "/static/../settimes/settings.py",
    "/static/%2e%2e/settimes/settings.py", "/static/..%2f..%2fmanage.py", "/__debug__/",
    "/metrics", "/flower/", "/backup.sql", "/backups/", "/static/", "/media/", "/static/css/",
    "/server-status", "/.well-known/../manage.py", "/demo-password", "//etc/passwd",
    "/static//etc/passwd", "/%00", "/static/%00", "/\\..\\manage.py",
]  # fmt: skip


def test_nothing_lies_about(site: Site) -> None:
    visitor = Visitor(site, 65)

    found = {path: visitor.get(path).status for path in NOWHERE}

    assert {path: status for path, status in found.items() if status not in (400, 404)} == {}
    for page in ("/healthz", "/readyz"):
        assert visitor.get(page).text in ("ok\n", "not ok\n")


SHAPES = {
    "page": ({}, "text/html", "<!doctype html>"),
    "fragment": ({"HX-Request": "true"}, "text/html", "<div"),
    "json": ({"Accept": "application/json"}, "application/json", "{"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_what_goes_wrong_is_told_and_nothing_else(site: Site, shape: str) -> None:
    headers, kind, begins = SHAPES[shape]
    viewer = member(site, "viewer", 66)
    token = {"csrfmiddlewaretoken": viewer.token("/accounts/sessions/")}
    large = {"Content-Length": "99999999999"}

    answers = {
        400: viewer.post("/accounts/login/", token | {"password": "x" * 100_000}, **headers),
        403: viewer.get("/manage/settings/", **headers),
        404: viewer.get("/manage/events/nothing/lineup/", **headers),
        405: viewer.get("/accounts/logout/", **headers),
        413: viewer.ask("POST", "/accounts/login/", b"", **headers, **large),
    }

    assert [answer.status for answer in answers.values()] == list(answers)
    for answer in answers.values():
        assert (answer.headers.get_content_type(), answer.text[: len(begins)]) == (kind, begins)
        assert answer.headers["X-Request-ID"]
        assert not re.search(r"Traceback|SELECT|django|/srv|settings\.py|urls\.py", answer.text)


def test_what_a_visitor_writes_stays_one_line(site: Site) -> None:
    agent, visitor = "Mozilla/5.0 \x1b[31mred\x1b[0m \u202e", Visitor(site, 68)

    sent = visitor.sign_in(
        site.people["admin"], PASSWORD, **{"User-Agent": agent.encode().decode("latin-1")}
    )

    if sent.status == 302:  # else the server has refused such a header already
        audit = visitor.get("/manage/audit/?what=signed_in").text
        assert "\\x1b[31mred" in audit
        assert "\x1b" not in audit
    lines = [line for line in site.run.said().splitlines() if line.startswith("{")]
    assert [line for line in lines if not isinstance(json.loads(line), dict)] == []
    assert "\x1b" not in "".join(lines)
