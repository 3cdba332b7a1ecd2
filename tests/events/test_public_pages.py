"""The pages strangers see: every state, the same bytes for everyone, nothing kept of them."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertTemplateUsed
from time_machine import travel

from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto

PAGES = ["/", "/events/", "/events/vol-7/"]


@pytest.fixture
def vol_7(crew):
    return make_event(status="published", doors={"1": 1140}, city="Waterloo")


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_the_same_bytes_for_everyone(vol_7, client_of_ada, address: str) -> None:
    make_performance(vol_7)

    with travel(toronto("20:40"), tick=False):
        strangers, adas = Client().get(address), client_of_ada.get(address)

    assert strangers.content == adas.content
    assert (strangers.status_code, dict(strangers.cookies)) == (200, {})
    assert strangers["Cache-Control"] == "public, max-age=30"
    assert strangers["Vary"] == "Accept-Encoding"
    assert b"csrf" not in strangers.content


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_public_page_is_only_for_reading(
    vol_7, client: Client, address: str, method: str
) -> None:
    assert getattr(client, method)(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/", 4), ("/events/", 3), ("/events/vol-7/", 4)])
def test_a_page_asks_the_same_however_much_it_lists(
    vol_7, client: Client, count: int, address: str, queries: int, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(vol_7, f"Band {number}", venue=f"Room {number}")
        make_event(f"Past {number}", status="archived", first_day=date(2025, 1, 1 + number))

    with travel(toronto("20:40")), django_assert_num_queries(queries):
        client.get(address)


def test_the_front_page_is_the_current_events_schedule(vol_7, client: Client) -> None:
    make_performance(vol_7, "The Rills")

    with travel(toronto("20:40"), tick=False):
        assert client.get("/").content == client.get("/events/vol-7/").content


def test_between_seasons_shows_what_there_was(crew, client: Client) -> None:
    with travel(toronto("12:00")):
        assertContains(client.get("/"), "The first edition goes up here")
        past = make_event(status="archived", first_day=SATURDAY - timedelta(days=90))
        make_event("Sunk", status="archived", called_off="cancelled")
        make_performance(past, "The Rills", venue="Room 47")
        page = client.get("/")

    assertTemplateUsed(page, "events/between_seasons.html")
    assertContains(page, "Last time: <bdi>Vol. 7</bdi>")
    assertContains(page, "1 set · 1 venue")


def test_a_draft_is_as_unknown_as_a_typing_error(crew, client: Client) -> None:
    make_event("Vol. 8")

    draft, nothing = client.get("/events/vol-8/"), client.get("/events/vol-9/")

    assert (draft.status_code, nothing.status_code) == (404, 404)
    assert draft.content == nothing.content
    assertContains(draft, "Nobody plays here.", status_code=404)


def test_editions_stand_by_year_with_a_way_to_what_was(vol_7, client: Client) -> None:
    for number, year in enumerate([2025, 2025, 2024]):
        past = make_event(f"Past {number}", status="archived", first_day=date(year, 5, 1 + number))
        make_performance(past, venue="Room 47")
    make_event("Sunk", status="archived", called_off="cancelled", first_day=date(2023, 5, 1))

    with travel(toronto("20:40")):
        page = client.get("/events/").content.decode()

    headings = ("Tonight", "2025", "Past 1", "Past 0", "2024", "Past 2", "2023", "Sunk")
    places = [page.index(f">{heading}</") for heading in headings]
    assert places == sorted(places)
    recaps = [f'href="/events/{slug}/recap/"' for slug in ("past-0", "past-2", "vol-7", "sunk")]
    assert [recap in page for recap in recaps] == [True, True, False, False]
