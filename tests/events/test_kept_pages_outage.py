"""When a page cannot be made, the last one stands in for an hour and says so."""

import gzip

import pytest
from django.template.loader import render_to_string
from django.test import Client
from time_machine import travel

from events.models import Event
from settimes.pages import outage
from tests.events import cached
from tests.events.cached import broken_database
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.usefixtures("keeping_pages")
URL = "/events/vol-7/"


@pytest.fixture
def clock(crew):
    cached.fill()
    with travel(toronto("20:40"), tick=False) as clock:
        yield clock


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, headers={"Host": "testserver"})


@pytest.mark.parametrize("name", sorted({*cached.CACHED} - {"events:api:openapi-json"}))
def test_the_last_page_stands_in_and_says_so(clock, client: Client, name: str) -> None:
    address = cached.address_of(name)
    fresh = client.get(address)
    clock.shift(90)

    with broken_database():
        old = client.get(address)

    said = render_to_string("_old_page.html").encode()
    assert (fresh.status_code, old.status_code) == (200, 200)
    assert (old["Age"], old["Cache-Status"]) == ("90", "SetTimes; hit; ttl=-60; detail=stale")
    assert old.content == fresh.content.replace(b"<!-- old -->", said)


def test_what_needs_no_database_is_never_old(clock, client: Client) -> None:
    fresh = client.get("/api/v1/openapi.json")
    clock.shift(90)

    with broken_database():
        same = client.get("/api/v1/openapi.json")

    assert (same.status_code, same.content) == (200, fresh.content)
    assert not same.has_header("Cache-Status")


def test_it_is_honest_about_its_bytes(clock, client: Client) -> None:
    fresh = client.get(URL)
    clock.shift(31)

    with broken_database():
        old = client.get(URL)
        packed = client.get(URL, headers={"Accept-Encoding": "gzip"})
        same = client.get(URL, headers={"If-None-Match": old["ETag"]})
        other = client.get(URL, headers={"If-None-Match": fresh["ETag"]})

    assert b"the lineup cannot be read right now" in old.content
    assert gzip.decompress(packed.content) == old.content
    assert (same.status_code, other.status_code) == (304, 200)
    assert same["Cache-Status"] == "SetTimes; hit; ttl=-1; detail=stale"


def test_it_is_tried_again_but_not_for_every_visitor(
    clock, client: Client, monkeypatch, django_assert_num_queries
) -> None:
    client.get(URL)
    clock.shift(31)
    with broken_database():
        client.get(URL)
        with django_assert_num_queries(0):
            client.get(URL)

    monkeypatch.setattr(outage, "BEFORE_NEXT_TRY", 0.0)
    outage.end()

    assert not client.get(URL).has_header("Cache-Status")


def test_after_an_hour_it_is_too_old(clock, client: Client) -> None:
    client.get(URL)

    with broken_database():
        clock.shift(3600)
        within = client.get(URL).status_code
        clock.shift(1)
        after = client.get(URL).status_code

    assert (within, after) == (200, 500)


def test_nothing_stands_in_for_what_is_gone(clock, client: Client) -> None:
    client.get(URL)
    Event.objects.update(status="draft")
    clock.shift(31)
    gone = client.get(URL)

    with broken_database():
        after = client.get(URL)

    assert (gone.status_code, after.status_code) == (404, 500)
