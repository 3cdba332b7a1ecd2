"""Each reader of the environment: what it takes, what it refuses, what it is otherwise."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from settimes import environment as env

pytestmark = pytest.mark.once

READERS = {
    "text": lambda: env.text("NAME", default="otherwise"),
    "boolean": lambda: env.boolean("NAME", default=True),
    "whole_number": lambda: env.whole_number("NAME", default=5, at_least=1, at_most=10),
    "words": lambda: env.words("NAME", default=["otherwise"]),
    "directory": lambda: env.directory("NAME", default=Path("/otherwise")),
    "web_address": lambda: env.web_address("NAME", default="http://localhost:8000"),
    "networks": lambda: env.networks("NAME"),
    "database": lambda: env.database("NAME", default=Path("/a/100% #1.sqlite3")),
    "redis": lambda: env.redis("NAME", default=Path("/a/valkey.sock")),
}
SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": "/a/100% #1.sqlite3",
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000"
        ),
    },
    "CONN_MAX_AGE": 600,
}


@pytest.mark.parametrize("blank", [None, "", "  "])
@pytest.mark.parametrize(
    ("reader", "default"),
    [
        ("text", "otherwise"),
        ("boolean", True),
        ("whole_number", 5),
        ("words", ["otherwise"]),
        ("directory", Path("/otherwise")),
        ("web_address", "http://localhost:8000"),
        ("networks", []),
        ("database", SQLITE),
        ("redis", "unix:///a/valkey.sock"),
    ],
)
def test_reader_has_a_default_for_what_is_unset_or_blank(
    monkeypatch: pytest.MonkeyPatch, reader: str, default: object, blank: str | None
) -> None:
    monkeypatch.delenv("NAME", raising=False)
    if blank is not None:
        monkeypatch.setenv("NAME", blank)

    assert READERS[reader]() == default


@pytest.mark.parametrize(
    ("reader", "raw", "read"),
    [
        ("text", " a b ", "a b"),
        ("boolean", "Yes", True),
        ("boolean", "1", True),
        ("boolean", "off", False),
        ("boolean", " FALSE ", False),
        ("whole_number", "1", 1),
        ("whole_number", " 10 ", 10),
        ("words", "a, b,,c ", ["a", "b", "c"]),
        ("directory", "/a/../b", Path("/b")),
        ("directory", "~/b", Path("~/b").expanduser().resolve()),
        ("web_address", "https://crawl.example.org/", "https://crawl.example.org"),
        ("web_address", "http://[::1]:8101", "http://[::1]:8101"),
        ("networks", "10.0.0.0/8, ::1", ["10.0.0.0/8", "::1"]),
        ("redis", "redis://queue:6379/1", "redis://queue:6379/1"),
        ("redis", "rediss://queue", "rediss://queue"),
        ("redis", "unix:///run/redis.sock", "unix:///run/redis.sock"),
        ("database", "sqlite:////a/b.sqlite3", SQLITE | {"NAME": "/a/b.sqlite3"}),
    ],
)
def test_reader_takes_what_is_meant(
    monkeypatch: pytest.MonkeyPatch, reader: str, raw: str, read: object
) -> None:
    monkeypatch.setenv("NAME", raw)

    found = READERS[reader]()

    # environ's extra keys of an address are Django's own defaults.
    assert {key: found[key] for key in read} == read if isinstance(read, dict) else found == read


@pytest.mark.parametrize(
    ("reader", "raw"),
    [
        ("boolean", "flase"),
        ("boolean", "2"),
        ("whole_number", "0"),
        ("whole_number", "11"),
        ("whole_number", "1.5"),
        ("whole_number", "-1"),
        ("whole_number", "one"),
        ("directory", "~nobody-of-this-name/b"),
        ("web_address", "crawl.example.org"),
        ("web_address", "ftp://crawl.example.org"),
        ("web_address", "https://"),
        ("web_address", "https://crawl.example.org/path"),
        ("web_address", "https://crawl.example.org?a=b"),
        ("web_address", "https://crawl.example.org#a"),
        ("web_address", "https://me@crawl.example.org"),
        ("web_address", "https://crawl.example.org:99999"),
        ("web_address", "https://[::1"),
        ("networks", "10.0.0.1/8"),
        ("networks", "everybody"),
        ("networks", "*"),
        ("database", "mysql://db/settimes"),
        ("database", "nonsense"),
        ("database", "postgresql://[::1"),
        ("database", "postgresql://db"),
        ("redis", "http://queue"),
        ("redis", "queue:6379"),
        ("redis", "redis://queue:port"),
    ],
)
def test_reader_refuses_what_cannot_be_meant_and_names_it(
    monkeypatch: pytest.MonkeyPatch, reader: str, raw: str
) -> None:
    monkeypatch.setenv("NAME", raw)

    with pytest.raises(ImproperlyConfigured, match=r"^NAME"):
        READERS[reader]()


def test_postgresql_keeps_its_options(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NAME", "postgresql://me:secret@db:5433/settimes?sslmode=require")

    assert READERS["database"]() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "settimes",
        "USER": "me",
        "PASSWORD": "secret",
        "HOST": "db",
        "PORT": 5433,
        "OPTIONS": {"connect_timeout": 3, "sslmode": "require"},
        "CONN_HEALTH_CHECKS": True,
        "CONN_MAX_AGE": 600,
    }
