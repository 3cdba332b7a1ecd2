"""What a visitor gets of a kept page: the encoding asked for, 304, HEAD, never a part."""

import gzip
from datetime import UTC, datetime

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from settimes.pages.kept import ENCODINGS, preferred
from settimes.pages.store import store
from tests.cast import make_event

pytestmark = pytest.mark.usefixtures("crew", "keeping_pages")
URL = "/events/vol-7/"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}


@pytest.fixture(autouse=True)
def vol_7(crew) -> None:
    make_event(status="published", description="Bands in rooms. " * 50)


def asked(method: str = "get", **headers: str) -> HttpResponse:
    return getattr(Client(), method)(URL, headers=headers)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("*", "br"),
        ("*;q=0", None),
        ("deflate", None),
        ("br;q=nonsense", None),
        ("identity, br;q=0.1", None),
    ],
)
def test_the_page_comes_in_the_encoding_that_is_welcome(
    accepted: str, encoding: str | None
) -> None:
    page = asked(**{"Accept-Encoding": accepted})

    assert page.get("Content-Encoding") == encoding
    assert UNPACK[encoding](page.content) == asked().content
    assert page["Content-Length"] == str(len(page.content))
    assert page["Vary"] == "Accept-Encoding"


@given(st.text(alphabet="brgzip*;=q01., \x00é-", max_size=40))
def test_whatever_is_accepted_some_encoding_is_chosen(accepted: str) -> None:
    chosen = preferred(accepted)

    assert chosen
    assert set(chosen) <= set(ENCODINGS)


def test_each_encoding_has_an_etag_of_its_own() -> None:
    pages = [asked(**{"Accept-Encoding": name}) for name in ("", "gzip", "br")]

    etags = [page["ETag"] for page in pages]
    assert len(set(etags)) == 3
    assert all(etag.startswith('"') for etag in etags)
    assert etags == [asked(**{"Accept-Encoding": name})["ETag"] for name in ("", "gzip", "br")]


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("sent", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_is_told_so(method: str, sent: str) -> None:
    page = asked(**{"Accept-Encoding": "br"})

    again = asked(method, **{"Accept-Encoding": "br", "If-None-Match": sent.format(page["ETag"])})

    assert (again.status_code, again.content) == (304, b"")
    expected = {
        name: value
        for name, value in page.headers.items()
        if name not in {"Content-Type", "Content-Length", "Content-Encoding", "X-Request-ID"}
    }
    assert {name: again.get(name) for name in expected} == expected
    assert not again.has_header("Content-Type")


@pytest.mark.parametrize("sent", ['"other"', "{}-br", "nonsense", "", "x" * 5000])
def test_who_has_another_page_gets_this_one(sent: str) -> None:
    plain = asked()["ETag"]

    assert asked(**{"If-None-Match": sent.format(plain)}).status_code == 200


def test_head_says_what_get_would_without_saying_it() -> None:
    page, head = asked(**{"Accept-Encoding": "br"}), asked("head", **{"Accept-Encoding": "br"})

    assert head.content == b""
    assert {**head.headers, "X-Request-ID": ""} == {**page.headers, "X-Request-ID": ""}


def test_nobody_gets_a_part() -> None:
    part = asked(Range="bytes=0-9", **{"If-Range": asked()["ETag"]})

    assert (part.status_code, part.content) == (200, asked().content)


@pytest.mark.parametrize(
    "header",
    [
        {"X-HTTP-Method-Override": "DELETE"},
        {"X-Original-URL": "/manage/"},
        {"X-Rewrite-URL": "/manage/"},
        {"X-Forwarded-Host": "evil.example"},
        {"Accept-Language": "de"},
        {"Authorization": "Basic eDp5"},
        {"Cookie": "sessionid=x; theme=<script>"},
        {"User-Agent": "ZQX7"},
        {"HX-Request": "false"},
    ],
)
def test_no_header_makes_another_page(header: dict[str, str]) -> None:
    with travel(datetime(2026, 10, 11, tzinfo=UTC), tick=False):
        theirs = asked(**header)
        store.clear()

        assert asked().content == theirs.content
