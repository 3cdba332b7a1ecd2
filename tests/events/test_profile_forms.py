"""Adding and editing bands and venues: names, likenesses, two people at once."""

import re

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertRedirects

from accounts.models import Organization, User
from bands.models import Band
from events import profiles
from events.models import ChangeSet, Performance, Venue
from tests.cast import make_band, make_event, make_performance, make_venue

BAND, VENUE = "/manage/bands/the-rills/", "/manage/venues/room-47/"


def typed(client: Client, address: str, **fields: str) -> dict[str, str]:
    """Return what the form at an address sends, with some fields typed anew."""
    form = client.get(address).context["form"]
    sent = {field.html_name: field.value() for field in form}
    known = {name: value for name, value in sent.items() if value not in (None, False)}
    return {**known, **fields}


@pytest.fixture
def room(crew: Organization) -> Venue:
    return make_venue("Room 47", city="Waterloo")


def test_a_band_is_added_with_an_address_of_its_name(client_of_ed: Client, crew) -> None:
    sent = {"name": " Die  Ärzte ", "genres": "punk", "links": "https://www.bademeister.com"}

    response = client_of_ed.post("/manage/new-band/", {**sent, "active": "on"}, follow=True)

    assertRedirects(response, "/manage/bands/die-arzte/")
    band = Band.objects.get()
    assert (band.name, band.genres, band.active) == ("Die Ärzte", ["punk"], True)


def test_bad_input_keeps_what_was_typed(client_of_ed: Client, crew: Organization) -> None:
    sent = {"name": "", "city": "Elora", "latitude": "91", "longitude": "1", "links": "nonsense"}

    response = client_of_ed.post("/manage/new-venue/", sent)

    assert response.status_code == 422
    assertContains(response, 'value="Elora"', status_code=422)
    assert set(response.context["form"].errors) == {"name", "links"}
    response = client_of_ed.post("/manage/new-venue/", {**sent, "name": "Barn", "links": ""})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"latitude"}
    assert not Venue.objects.exists()


def test_a_second_of_the_same_name_needs_what_tells_them_apart(client_of_ed: Client, crew) -> None:
    make_band("The Harpoonist")

    same = client_of_ed.post("/manage/new-band/", {"name": "THE harpoonist", "different": "1"})
    other = client_of_ed.post(
        "/manage/new-band/", {"name": "The Harpoonist (Tribute)", "different": "1"}
    )

    assertContains(
        same,
        "There is already The Harpoonist. Add what tells them apart.",
        status_code=422,
    )
    assert other.status_code == 302
    assert Band.objects.count() == 2


def test_a_similar_name_is_asked_about_with_where_it_played(client_of_ed: Client, crew) -> None:
    for edition, year in (("Vol. 4", 2024), ("Vol. 5", 2025)):
        event = make_event(edition)
        event.first_day = event.last_day = event.first_day.replace(year=year)
        event.save()
        make_performance(event, "The Harpoonist", day=event.first_day)

    asked = client_of_ed.post("/manage/new-band/", {"name": "Harpoonist", "home_town": "Elora"})
    assertContains(asked, "played <bdi>Vol. 5, Vol. 4</bdi>", status_code=422)
    assertContains(asked, 'href="/manage/bands/the-harpoonist/"', status_code=422)
    assertContains(asked, 'value="Elora"', status_code=422)
    assert Band.objects.count() == 1

    client_of_ed.post("/manage/new-band/", {"name": "Harpoonist", "different": "1"})
    assert Band.objects.count() == 2


def test_a_rename_stands_in_the_ledger_and_offers_undo(client_of_ed: Client, crew) -> None:
    make_performance(make_event(), "The Rills")

    sent = typed(client_of_ed, f"{BAND}edit/", name="The Hills", different="1")
    response = client_of_ed.post(f"{BAND}edit/", sent, follow=True)

    change_set = ChangeSet.objects.get()
    assert (change_set.label, Band.objects.get().name) == (
        "Renamed The Rills to The Hills",
        "The Hills",
    )
    assertContains(response, f"/manage/events/vol-7/undo/{change_set.operation}/")
    assert Performance.objects.get().band.slug == "the-rills"


def test_a_rename_into_a_similar_name_is_asked_about(client_of_ed: Client, room: Venue) -> None:
    make_venue("Barn")
    edit = "/manage/venues/barn/edit/"

    asked = client_of_ed.post(edit, typed(client_of_ed, edit, name="The Room 47"))

    assertContains(asked, "Is it one of these?", status_code=422)
    assert set(Venue.objects.values_list("name", flat=True)) == {"Room 47", "Barn"}


def test_facts_are_saved_without_a_line_in_the_ledger(client_of_ed: Client, room: Venue) -> None:
    sent = typed(client_of_ed, f"{VENUE}edit/", street="47 King St", latitude="43", longitude="-80")

    response = client_of_ed.post(f"{VENUE}edit/", sent, follow=True)

    assertContains(response, "Saved Room 47.")
    room.refresh_from_db()
    assert (room.street, room.latitude, ChangeSet.objects.count()) == ("47 King St", 43, 0)


def test_a_later_save_shows_both_and_asks(client_of_ed: Client, room: Venue, ada: User) -> None:
    sent = typed(client_of_ed, f"{VENUE}edit/", city="Kitchener")
    profiles.save(Venue.objects.get(), {"city": "Elora", "phone": "555"}, by=ada)

    stale = client_of_ed.post(f"{VENUE}edit/", sent)
    assertContains(stale, "Somebody changed Room 47 while you typed.", status_code=409)
    assertContains(stale, 'value="Kitchener"', status_code=409)
    assertContains(stale, "Now: Elora", status_code=409)
    assertContains(stale, "Keep mine", status_code=409)
    assert Venue.objects.get().city == "Elora"

    (seen,) = re.findall(r'name="seen" value="([^"]*)"', stale.content.decode())
    client_of_ed.post(f"{VENUE}edit/", {**sent, "seen": seen, "phone": "555"})
    assert (Venue.objects.get().city, Venue.objects.get().phone) == ("Kitchener", "555")


def test_a_stale_rename_names_who_did_it(client_of_ed: Client, crew, ada: User) -> None:
    make_band("The Rills")
    sent = typed(client_of_ed, f"{BAND}edit/", home_town="Elora")
    profiles.save(Band.objects.get(), {"name": "The Hills"}, by=ada)

    stale = client_of_ed.post(f"{BAND}edit/", sent)

    assertContains(stale, "Ada changed The Hills while you typed", status_code=409)
    assertContains(stale, "Now: The Hills", status_code=409)
    assert Band.objects.get().home_town == ""


def test_names_are_kept_as_text(client_of_ed: Client, crew: Organization) -> None:
    for name in ("<script>x</script>", "مهرجان", "🎸🎸", "=cmd()"):
        client_of_ed.post("/manage/new-venue/", {"name": name, "different": "1"})

    assert Venue.objects.count() == 4
    assertContains(client_of_ed.get("/manage/venues/"), "&lt;script&gt;x")
