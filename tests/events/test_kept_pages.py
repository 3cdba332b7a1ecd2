"""Public pages are made once and kept: every one, for everybody, and no others."""

import pytest
from django.conf import settings as project
from django.http import HttpResponse
from django.test import Client
from time_machine import travel

from events.models import Event
from settimes.pages.store import store
from tests.cast import make_performance
from tests.events import cached
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.usefixtures("keeping_pages")


@pytest.fixture(autouse=True)
def vol_7(crew) -> None:
    cached.fill()


def told(response: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """Return all of an answer but the name of its request."""
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, response.content, headers


def test_every_public_address_is_kept_or_named_as_not() -> None:
    assert set(project.CACHED_PAGES) == set(cached.CACHED)


@pytest.mark.parametrize("name", cached.CACHED)
def test_a_kept_page_is_what_would_be_made_and_asks_nothing(
    client: Client, client_of_ada: Client, name: str, settings, django_assert_num_queries
) -> None:
    address = cached.address_of(name)
    with travel(toronto("20:40"), tick=False):
        settings.PAGE_CACHE_MB = 0
        made = client.get(address)
        settings.PAGE_CACHE_MB = 32
        client.get(address)

        with django_assert_num_queries(0):
            kept, adas = client.get(address), client_of_ada.get(address)

    assert made.status_code == 200
    assert told(kept) == told(adas) == told(made)
    assert kept["Cache-Control"] == "public, max-age=30"
    assert (dict(kept.cookies), b"csrf" in kept.content.lower()) == ({}, False)
    assert {"Content-Security-Policy", "X-Content-Type-Options"} <= set(kept.headers)


@pytest.mark.parametrize(
    ("first", "second", "pages"),
    [
        ("?view=venue&day=1", "?day=1&view=venue", 1),
        ("?day=1", "?day=1&utm_source=poster&fbclid=" + "x" * 300, 1),
        ("", "?page=2&x[]=1&%00=%ff", 1),
        ("?day=2&day=1", "?day=1", 1),
        ("?day=1", "?day=2", 2),
    ],
)
def test_what_means_the_same_is_one_page(client, first: str, second: str, pages: int) -> None:
    one, other = (client.get(f"/events/vol-7/{query}") for query in (first, second))

    assert len(store) == pages
    assert (told(one) == told(other)) is (pages == 1)


@pytest.mark.parametrize(
    "address",
    [
        "/events/vol-9/",
        "/bands/nobody/",
        "/manage/",
        "/accounts/login/",
        "/healthz",
        "/static/css/tokens.css",
        "/events/vol-7/?genre=" + "x" * 300,
        "/events/vol-7/?preview=token",
        "/events/vol-7?day=1",
        "/api/v1/schedule?event=%00",
    ],
)
def test_these_are_not_kept(client: Client, address: str) -> None:
    client.get(address).close()

    assert len(store) == 0


def test_a_preview_reaches_the_view_as_it_was_sent(client_of_ada: Client) -> None:
    client_of_ada.get("/events/vol-7/")

    page = client_of_ada.get("/events/vol-7/?preview=token&x=1", headers={"Accept": "x/y"})

    asked = page.wsgi_request
    assert (asked.GET.dict(), asked.headers["Accept"]) == ({"preview": "token", "x": "1"}, "x/y")
    assert "no-store" in page["Cache-Control"]
    assert page["Cache-Control"].count("public") == 0


def test_nobody_fills_the_memory_or_pushes_out_what_is_read(
    client: Client, settings, django_assert_num_queries
) -> None:
    settings.PAGE_CACHE_MB = 1
    with travel(toronto("20:40"), tick=False):
        client.get("/events/vol-7/")
        for number in range(120):
            client.get(f"/events/vol-7/?genre=hostile-{number}")
            with django_assert_num_queries(0):
                client.get("/events/vol-7/")

    assert store.bytes <= 1_000_000
    assert 10 < len(store) < 120


def test_a_page_is_made_anew_when_its_time_is_over(client: Client) -> None:
    with travel(toronto("20:40"), tick=False) as clock:
        first = client.get("/events/vol-7/").content
        make_performance_behind_the_back()
        clock.shift(29.9)
        assert client.get("/events/vol-7/").content == first
        clock.shift(0.1)
        assert b"Late Guest" in client.get("/events/vol-7/").content


def test_a_clock_that_goes_back_keeps_no_page_longer(client: Client) -> None:
    with travel(toronto("20:40"), tick=False) as clock:
        client.get("/events/vol-7/")
        make_performance_behind_the_back()
        clock.shift(-3600)
        assert b"Late Guest" in client.get("/events/vol-7/").content


def make_performance_behind_the_back() -> None:
    """Change what is public without renewing anything."""
    make_performance(Event.objects.get(slug="vol-7"), "Late Guest")
