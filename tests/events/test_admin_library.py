"""Bands and venues at the desk: names through the ledger, the rest directly, nothing lost."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import User
from bands.models import Band
from events import lineup
from events.models import ChangeSet, Venue
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.desk import add, address, errors, form_of, list_of, press, save, told


def test_a_new_band_is_saved_with_links_and_genres(client_of_staff: Client) -> None:
    response = add(
        client_of_staff,
        Band,
        name="  The   Rills ",
        genres="punk, , cold  wave,punk",
        links="https://rills.bandcamp.com\nwebsite: https://rills.example.org/a?b=1&c=2",
    )

    band = Band.objects.get()
    assert response["Location"] == list_of(Band)
    assert (band.name, band.slug, band.genres) == ("The Rills", "the-rills", ["punk", "cold wave"])
    assert band.links == {
        "bandcamp": "https://rills.bandcamp.com",
        "website": "https://rills.example.org/a?b=1&c=2",
    }


@pytest.mark.parametrize("model", [Band, Venue])
def test_a_name_is_there_once(client_of_staff: Client, model: type) -> None:
    add(client_of_staff, model, name="The Rills")
    again = add(client_of_staff, model, name="THE  RILLS")
    other = add(client_of_staff, model, name="The Rills!")
    taken = add(client_of_staff, model, name="Rills", slug="the-rills")

    assert errors(again) == {"name": ["There is already The Rills. Add what tells them apart."]}
    assert other.status_code == 302
    noun = model._meta.verbose_name
    assert errors(taken) == {"slug": [f"Another {noun} has this address. the-rills-3 is free."]}
    assert list(model.objects.values_list("name", "slug")) == [
        ("The Rills", "the-rills"),
        ("The Rills!", "the-rills-2"),
    ]


@pytest.mark.parametrize("maker", [make_band, make_venue])
def test_a_new_name_stands_in_the_ledger(client_of_staff: Client, staff: User, maker) -> None:
    row = maker("Old")
    make_performance(make_event(), **{"band": row} if maker is make_band else {"venue": row})

    save(client_of_staff, row, name="New", links="https://new.example.org")

    row.refresh_from_db()
    assert (row.name, row.slug, row.links) == ("New", "old", {"website": "https://new.example.org"})
    assert [(one.label, one.by) for one in ChangeSet.objects.all()] == [
        ("Renamed Old to New", staff)
    ]


def test_what_is_no_name_is_saved_without_the_ledger(client_of_staff: Client) -> None:
    band = make_band(bio="Two sisters.", contact="mira@example.org")

    save(client_of_staff, band, bio="Three sisters.", active=False)

    band.refresh_from_db()
    assert (band.bio, band.contact, band.active) == ("Three sisters.", "mira@example.org", False)
    assert ChangeSet.objects.count() == 0


def test_coordinates_come_in_pairs(client_of_staff: Client) -> None:
    alone = add(client_of_staff, Venue, name="Room 47", latitude="43.46")
    outside = add(client_of_staff, Venue, name="Room 47", latitude="91", longitude="0")

    assert errors(alone) == {"__all__": ["Give both coordinates or neither."]}
    assert set(errors(outside)) == {"latitude"}
    assert Venue.objects.count() == 0


@pytest.mark.parametrize("maker", [make_band, make_venue])
def test_somebody_elses_change_is_shown_and_not_overwritten(client_of_staff: Client, maker) -> None:
    row = maker("The Rills", contact="mira@example.org")
    seen = form_of(client_of_staff.get(address(row)))["seen"].value()
    save(client_of_staff, row, contact="ed@example.org")

    stale = save(client_of_staff, row, contact="vic@example.org", seen=seen)

    row.refresh_from_db()
    assert (stale.status_code, row.contact) == (409, "ed@example.org")
    assert errors(stale)["contact"] == ["Now: ed@example.org"]
    assert form_of(stale)["contact"].value() == "vic@example.org"


@pytest.mark.parametrize("name", ["band", "venue"])
def test_what_has_sets_is_not_deleted_and_they_are_listed(
    client_of_staff: Client, name: str
) -> None:
    first = make_performance(make_event("Vol. 7"), "The Rills", venue="Room 47")
    gone = make_performance(make_event("Vol. 8"), "The Rills", venue="Room 47")
    lineup.remove([gone], by=None)
    row = getattr(first, name)

    page = client_of_staff.post(address(row, "delete"), {"post": "yes"})
    several = press(client_of_staff, "delete_selected", row, post="yes")

    for response in (page, several):
        assertContains(response, "<li>The Rills at Vol. 7, 10 October 2026</li>")
        assertContains(response, "<li>The Rills at Vol. 8, 10 October 2026 (removed)</li>")
    assert type(row).objects.get() == row


@pytest.mark.parametrize("maker", [make_band, make_venue])
def test_what_has_no_sets_is_deleted(client_of_staff: Client, maker) -> None:
    row = maker("Nobody")

    assert client_of_staff.post(address(row, "delete"), {"post": "yes"}).status_code == 302
    assert type(row).objects.count() == 0
    assert len(told(client_of_staff)) == 1


@pytest.mark.parametrize("maker", [make_band, make_venue])
@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_often_for_many(
    client_of_staff: Client, django_assert_num_queries, maker, count: int
) -> None:
    rows = [maker(f"Number {number}") for number in range(count)]

    with django_assert_num_queries(6 if maker is make_band else 7):
        client_of_staff.get(list_of(type(rows[0])))
