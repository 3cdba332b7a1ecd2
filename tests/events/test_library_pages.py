"""The pages of bands and of venues: who may see them, where they lead, what they cost."""

from datetime import date

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from events import profiles
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.html import Page

PAGES = ["/bands/the-rills/", "/venues/room-47/"]
EVERY_PAGE = pytest.mark.parametrize("address", [*PAGES, "/bands/", "/venues/"])


@pytest.fixture
def booked(crew):
    return make_performance(make_event(status="published"), "The Rills", venue="Room 47")


@EVERY_PAGE
def test_a_page_is_the_same_bytes_for_everyone(booked, client_of_ada, address: str) -> None:
    strangers, adas = Client().get(address), client_of_ada.get(address)

    assert strangers.content == adas.content
    assert (strangers.status_code, dict(strangers.cookies)) == (200, {})
    assert strangers["Cache-Control"] == "public, max-age=30"
    assert b"csrf" not in strangers.content


@EVERY_PAGE
def test_a_page_is_only_for_reading(booked, client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


@pytest.mark.parametrize(("address", "queries"), [(PAGES[0], 5), (PAGES[1], 4)])
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_the_same_however_much_was_played(
    booked, client: Client, count: int, address: str, queries: int, django_assert_num_queries
) -> None:
    old = make_venue("Old")
    for number in range(count):
        was = {"day": SATURDAY.isoformat(), "start": 1260, "venue": old.pk}
        past = make_event(f"Past {number}", status="archived", first_day=date(2025, 1, 1 + number))
        for event in (booked.event, past):
            make_performance(event, venue="Room 47", first_public=was)
            make_performance(event, f"Band {number}", venue="Room 47")

    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("kind", ["bands", "venues"])
def test_what_has_no_public_set_is_as_unknown_as_a_typing_error(
    crew, client: Client, kind: str
) -> None:
    make_performance(make_event("Draft"), "Hidden", venue="Hidden")
    make_band("Nowhere")
    make_venue("Nowhere")

    answers = [client.get(f"/{kind}/{slug}/") for slug in ("hidden", "nowhere", "typo")]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("kind", ["bands", "venues"])
def test_an_old_address_leads_on_while_its_owner_is_public(
    booked, client: Client, kind: str
) -> None:
    for shown in (booked.band, booked.venue):
        profiles.save(shown, {"slug": "now"}, by=None)
    for hidden in (make_band("Hidden"), make_venue("Hidden")):
        profiles.save(hidden, {"slug": "hid"}, by=None)
    old = next(address for address in PAGES if kind in address)

    assertRedirects(client.get(old), f"/{kind}/now/", status_code=301)
    assert client.get(f"/{kind}/hidden/").status_code == 404


@pytest.mark.parametrize("kind", ["bands", "venues"])
def test_markup_in_every_field_stays_text(crew, client: Client, kind: str) -> None:
    nasty = "</script><script>alert(1)</script>'\"}{{ 1 }}"
    event = make_event(nasty, slug="nasty", status="published", city=nasty)
    venue = make_venue(nasty, street=nasty, access_notes=nasty)
    band = make_band(nasty, bio=nasty, genres=[nasty], home_town=nasty)
    make_performance(event, band, venue=venue, note=nasty)
    slug = {"bands": band.slug, "venues": venue.slug}[kind]

    page = client.get(f"/{kind}/{slug}/")

    assert Page(page.content.decode()).all("script") == [{"type": "application/ld+json"}]
    assertNotContains(page, "<script>alert")
    assertContains(page, "&lt;script&gt;alert(1)")


@pytest.mark.parametrize("address", PAGES)
def test_new_facts_are_seen_at_once(
    booked, keeping_pages, client: Client, address: str, django_capture_on_commit_callbacks
) -> None:
    assertNotContains(client.get(address), "Three of it.")

    with django_capture_on_commit_callbacks(execute=True):
        profiles.save(booked.band, {"bio": "Three of it."}, by=None)
        profiles.save(booked.venue, {"access_notes": "Three of it."}, by=None)

    assertContains(client.get(address), "Three of it.")
