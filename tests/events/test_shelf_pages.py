"""Bands and venues for organizers: lists with search, missing facts, and where each is used."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from accounts.models import Organization
from bands.models import Band
from events.models import Performance, Venue
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue

BANDS, VENUES = "/manage/bands/", "/manage/venues/"


def names(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'<h2 class="name"><a href="[^"]*"><bdi>(.*?)</bdi>', html)


def stamps(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return re.findall(r'<span class="stamp[^>]*>([^<]*)<', html)


@pytest.mark.parametrize(("make", "shelf"), [(make_band, BANDS), (make_venue, VENUES)])
def test_a_shelf_is_in_order_of_name_and_searched(
    client_of_vic: Client, crew: Organization, other_crew: Organization, make, shelf: str
) -> None:
    crew.host = "testserver"
    crew.save()
    for name in ("the Rills", "Böozehöünd", "Ø"):
        make(name, organization=crew)
    make("ZQX7", organization=other_crew)

    assert names(client_of_vic, shelf) == ["Böozehöünd", "the Rills", "Ø"]
    assert names(client_of_vic, f"{shelf}?q=boozehound") == ["Böozehöünd"]
    assert names(client_of_vic, f"{shelf}?q=RILL") == ["the Rills"]
    assert names(client_of_vic, f"{shelf}?q=ZQX7") == []
    assert names(client_of_vic, f"{shelf}?q={'x' * 5000}&page=x") == []
    assertContains(client_of_vic.get(f"{shelf}?q=%3Cx%3E"), "“<bdi>&lt;x&gt;</bdi>”")


def test_a_shelf_is_searched_by_town_and_by_htmx(client_of_vic: Client, crew) -> None:
    make_venue("Room 47", city="Waterloo"), make_venue("Barn", city="Elora")

    response = client_of_vic.get(f"{VENUES}?q=water", headers={"HX-Request": "true"})

    assertContains(response, "Room 47")
    assertNotContains(response, "Barn")
    assertNotContains(response, "<html")
    assertContains(response, '<div hx-swap-oob="innerHTML:#found">1 venue')


def test_missing_facts_are_named(client_of_vic: Client, crew: Organization) -> None:
    make_band("Bare")
    make_venue("Bare")
    assert stamps(client_of_vic, BANDS) == ["No bio", "No genre", "No link"]
    assert stamps(client_of_vic, VENUES) == ["No address", "Not on the map"]

    links = {"website": "https://a.example.org"}
    Band.objects.update(bio="Loud.", genres=["punk"], links=links, active=False)
    Venue.objects.update(city="Elora", latitude=0, longitude=0, links=links)
    assert stamps(client_of_vic, BANDS) == ["Inactive"]
    assert stamps(client_of_vic, f"{BANDS}bare/") == ["Inactive"]
    assert stamps(client_of_vic, VENUES) == []


def test_a_band_shows_its_sets_over_the_editions(client_of_vic: Client, crew) -> None:
    old = make_event("Vol. 6", first_day=SATURDAY.replace(year=2025))
    make_performance(old, "The Rills", venue="Room 47", start="20:30", end="21:00")
    new = make_event("Vol. 7")
    make_performance(new, "The Rills", venue=None, start=None)
    make_performance(new, "The Rills", venue="Barn", removed_at=timezone.now())

    html = client_of_vic.get(f"{BANDS}the-rills/").content.decode()

    editions = re.findall(r'class="edition"[^>]*><bdi>([^<]*)<', html)
    assert editions == ["Vol. 7", "Vol. 6"]
    assert "20:30–21:00 · <bdi>Room 47</bdi>" in html
    assert "time TBA · <bdi>Venue TBA</bdi>" in html
    assert html.count('<span class="stamp is-quiet">Removed</span>') == 1


def test_what_has_sets_is_not_deleted_and_says_where(client_of_ed: Client, crew) -> None:
    row = make_performance(make_event(), "The Rills", venue="Room 47")
    Performance.objects.update(removed_at=timezone.now())

    for page in (f"{VENUES}room-47/", f"{BANDS}the-rills/"):
        assertContains(client_of_ed.get(page), "has 1 set, listed above, so it stays")
        response = client_of_ed.post(f"{page}delete/")
        assertContains(response, "has a set, so it stays.", status_code=409)
        assertContains(response, "Vol. 7", status_code=409)
    row.refresh_from_db()
    assert row.venue is not None


def test_what_never_had_a_set_is_deleted(client_of_ed: Client, crew: Organization) -> None:
    make_venue("Barn"), make_band("Ø")

    response = client_of_ed.post(f"{VENUES}barn/delete/", follow=True)
    client_of_ed.post(f"{BANDS}o/delete/")

    assertRedirects(response, VENUES)
    assertContains(response, "Deleted Barn.")
    assert not Venue.objects.exists()
    assert client_of_ed.post(f"{VENUES}barn/delete/").status_code == 404


def test_viewers_look_and_change_nothing(client_of_vic: Client, crew: Organization) -> None:
    make_band("The Rills"), make_venue("Room 47")

    for page, noun in ((f"{BANDS}the-rills/", "band"), (f"{VENUES}room-47/", "venue")):
        response = client_of_vic.get(page)
        assertNotContains(response, f"{page}edit/")
        assertNotContains(response, f"{page}delete/")
        assertNotContains(client_of_vic.get(f"/manage/{noun}s/"), f"/manage/new-{noun}/")
        for address in (f"{page}edit/", f"{page}delete/", f"/manage/new-{noun}/"):
            assert client_of_vic.post(address, {"name": "X"}).status_code == 403


@pytest.mark.parametrize("part", ["", "edit/", "delete/"])
@pytest.mark.parametrize("theirs", [f"{BANDS}theirs/", f"{VENUES}theirs/"])
def test_rows_of_others_do_not_exist(
    client_of_ed, crew, other_crew, theirs: str, part: str
) -> None:
    crew.host = "testserver"
    crew.save()
    make_band("Theirs", organization=other_crew), make_venue("Theirs", organization=other_crew)

    method = client_of_ed.post if part else client_of_ed.get

    assert method(theirs + part).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_shelves_ask_as_often_for_many_rows_as_for_one(
    client_of_vic: Client, crew: Organization, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        event = make_event(f"Vol. {number}")
        for _ in range(count):
            make_performance(event, "The Rills", venue="Room 47")
        make_band(f"Band {number}")

    # Session, user, organization, membership; names, rows or the row, its sets.
    with django_assert_num_queries(6):
        client_of_vic.get(BANDS)
    with django_assert_num_queries(6):
        client_of_vic.get(f"{VENUES}room-47/")
