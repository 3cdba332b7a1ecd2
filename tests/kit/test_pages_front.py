"""The kept pages in front of Django: the same answers as behind it, named, logged and trusted."""

import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from time_machine import travel

from settimes.logs import JsonFormatter
from settimes.pages.front import with_pages_in_front
from settimes.pages.store import store
from tests.cast import make_event
from tests.events.test_schedule import toronto

URL = "/events/vol-7/"


@pytest.fixture(autouse=True)
def at_a_standstill(crew, keeping_pages) -> Iterator[None]:
    make_event(status="published")
    with travel(toronto("20:40"), tick=False):
        yield


class Asked:
    """One request to the application as gunicorn makes it."""

    def __init__(self, method: str = "GET", path: str = URL, query: str = "", **meta: str) -> None:
        environ = RequestFactory().generic(method, path, QUERY_STRING=query, **meta).environ
        self.django_asked = False

        def django(environ, start_response) -> list[bytes]:
            self.django_asked = True
            answer = ClientHandler()(environ)  # Django's own, but it leaves the test's transaction
            start_response(f"{answer.status_code} {answer.reason_phrase}", list(answer.items()))
            return [answer.content]

        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            self.status, self.headers = status, dict(headers)

        self.body = b"".join(with_pages_in_front(django)(environ, start_response))

    @property
    def told(self) -> tuple[str, bytes, dict[str, str]]:
        return self.status, self.body, {**self.headers, "X-Request-ID": ""}


@pytest.mark.parametrize(
    "meta",
    [
        {},
        {"method": "HEAD"},
        {"HTTP_ACCEPT_ENCODING": "br"},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_COOKIE": "sessionid=somebody"},
        {"HTTP_RANGE": "bytes=0-9"},
        {"HTTP_HX_REQUEST": "true", "HTTP_HX_BOOSTED": "true"},
    ],
)
def test_it_answers_as_django_would(meta: dict[str, str]) -> None:
    first, second = Asked(**meta), Asked(**meta)

    assert (first.django_asked, second.django_asked) == (True, False)
    assert second.told == first.told


@pytest.mark.parametrize(
    "other",
    [
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"query": "venue=room-47"},
        {"path": "/events/vol-7"},
        {"path": "/events/vol-8/"},
        {"HTTP_HOST": "localhost"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HX_REQUEST": "true"},
        {"wsgi.url_scheme": "https"},
    ],
)
def test_whatever_else_is_asked_is_djangos(other: dict[str, str]) -> None:
    Asked()

    assert (Asked(**other).django_asked, Asked().django_asked) == (True, False)


def test_a_strangers_host_is_refused_and_kept_nowhere() -> None:
    for host in ("evil.example", "good@evil.example", "testserver, evil.example", "testserver:x"):
        assert Asked(HTTP_HOST=host).status == "400 Bad Request"

    assert len(store) == 0


@pytest.mark.parametrize(("peer", "kept"), [("10.0.0.1", True), ("198.51.100.7", False)])
def test_the_scheme_is_what_a_trusted_proxy_says(settings, peer: str, kept) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    by_https = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_PROTO": "https"}
    Asked(**{"wsgi.url_scheme": "https"})

    assert Asked(**by_https).django_asked is not kept


def test_the_answer_has_its_requests_name_and_is_logged_without_its_address(caplog) -> None:
    Asked()
    caplog.set_level(logging.INFO, logger="settimes.requests")
    caplog.clear()

    named = Asked(HTTP_X_REQUEST_ID="from-the-proxy")
    other = Asked(HTTP_X_REQUEST_ID="no name")

    assert named.headers["X-Request-ID"] == "from-the-proxy"
    assert other.headers["X-Request-ID"] not in {"no name", "from-the-proxy"}
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "events/<slug:slug>/", 200)
    ] * 2


def test_the_client_of_the_tests_gets_the_same() -> None:
    answer = Client().get(URL)

    assert (answer.content, answer["ETag"]) == (Asked().body, Asked().headers["ETag"])
