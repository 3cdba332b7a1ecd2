"""The log: one JSON object a line, with the request's id and without anybody's address."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from django.test import Client

from settimes.logs import JsonFormatter, RequestIdFilter, current_request_id, without_addresses


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, formatted as in production."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(RequestIdFilter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_log_line_is_json_with_its_facts(log: io.StringIO) -> None:
    token = current_request_id.set("a-request-id")
    logging.getLogger("settimes.test").warning(
        "Two\nlines %s", "“here”", extra={"event": 7, "names": ("a", None)}
    )
    current_request_id.reset(token)

    (line,) = lines(log)
    assert str(line.pop("at")).endswith("+00:00")
    assert line == {
        "level": "warning",
        "logger": "settimes.test",
        "message": "Two\nlines “here”",
        "request_id": "a-request-id",
        "event": 7,
        "names": ["a", None],
    }


def test_log_line_outside_a_request_has_no_request_id(log: io.StringIO) -> None:
    logging.getLogger("settimes.test").warning("alone")

    assert "request_id" not in lines(log)[0]


def test_log_line_of_an_exception_has_the_traceback_without_addresses(log: io.StringIO) -> None:
    try:
        {}["Key (email)=(ada@example.org) already exists, said 10.0.0.7"]
    except KeyError:
        logging.getLogger("settimes.test").exception("failed")

    exception = str(lines(log)[0]["exception"])
    assert exception.splitlines()[0] == "Traceback (most recent call last):"
    assert exception.splitlines()[-1] == "KeyError: 'Key (email)=(…) already exists, said …'"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to ada+x@mail.example.org.", "to …."),
        ("from 10.0.0.7:8000", "from …:8000"),
        ("from ::1, fe80::a:1 and [2001:db8::7]:80", "from …, … and […]:80"),
        ("from ::ffff:10.0.0.7", "from …"),
        (
            "at 04:30:15.093 on 2026-11-21T04:30:15+00:00",
            "at 04:30:15.093 on 2026-11-21T04:30:15+00:00",
        ),
        ("version 3.11.7, celery@vm, 1:2, std::map", "version 3.11.7, celery@vm, 1:2, std::map"),
    ],
)
def test_addresses_are_blanked_and_nothing_else(text: str, shown: str) -> None:
    assert without_addresses(text) == shown


@pytest.mark.parametrize(
    "path", ["/nowhere/ada@example.org/ZQX7token/", "/nowhere/ZQX7é/", "/admin/login/?next=ZQX7"]
)
@pytest.mark.django_db
def test_request_leaves_no_address_in_the_log(log: io.StringIO, path: str) -> None:
    visitor = {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}

    Client().get(path, **visitor)
    Client().post("/healthz", **visitor)
    Client(enforce_csrf_checks=True).post(path, **visitor)
    Client().get(path, headers={"Host": "ZQX7.example.org"}, **visitor)

    logged = log.getvalue()
    assert len([line for line in lines(log) if line["message"] == "request"]) == 4
    hidden = ["ZQX7", "ada@", "198.51.100.7", "203.0.113.9", "/nowhere", "example.org"]
    assert [word for word in hidden if word in logged] == []


def test_request_that_fails_is_logged_without_its_path(
    log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("settimes.health.problems", lambda: {"database": "away"})

    Client().get("/readyz")

    messages = {line["logger"]: line["message"] for line in lines(log)}
    assert messages["django.request"] == "Service Unavailable: …"
    assert "/readyz" not in log.getvalue()
