"""An address that was printed once still leads to what it was printed for."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django.asserts import assertRedirects

from bands.models import Band
from events import editions, former_slugs, profiles
from events.models import Event, FormerSlug, Venue
from events.undo import undo
from tests.cast import make_band, make_event, make_performance, make_venue


@pytest.fixture
def vol_7(crew) -> Event:
    event = make_event(status="published")
    make_performance(event, "The Rills", venue="Room 47")
    return event


def test_an_events_old_address_leads_to_the_new_one(vol_7, ed, client: Client) -> None:
    editions.edit_facts(vol_7, slug="long-haul-7", by=ed)

    answer = client.get("/events/vol-7/?view=grid&utm_source=poster")

    assertRedirects(answer, "/events/long-haul-7/?view=grid", status_code=301)
    assert answer["Cache-Control"] == "public, max-age=30"


def test_a_chain_of_addresses_leads_to_the_last(vol_7, ed, client: Client) -> None:
    for slug in ("second", "third", "vol-7", "fourth"):
        editions.edit_facts(vol_7, slug=slug, by=ed)

    for old in ("vol-7", "second", "third"):
        assertRedirects(client.get(f"/events/{old}/"), "/events/fourth/", status_code=301)


def test_undoing_a_new_address_keeps_that_one_too(vol_7, ed, client: Client) -> None:
    undo(editions.edit_facts(vol_7, slug="typo", by=ed), by=ed)

    assertRedirects(client.get("/events/typo/"), "/events/vol-7/", status_code=301)


def test_who_has_an_address_today_comes_first(vol_7, ed, client: Client) -> None:
    editions.edit_facts(vol_7, slug="other", by=ed)
    make_event("Another", slug="vol-7", status="published")

    assert client.get("/events/vol-7/").status_code == 200


def test_of_two_that_had_an_address_the_last_is_meant(vol_7, ed, client: Client) -> None:
    editions.edit_facts(vol_7, slug="first", by=ed)
    second = make_event("Another", slug="vol-7", status="published")
    editions.edit_facts(second, slug="second", by=ed)

    assertRedirects(client.get("/events/vol-7/"), "/events/second/", status_code=301)


def test_the_old_address_of_what_is_hidden_leads_nowhere(vol_7, ed, client: Client) -> None:
    editions.edit_facts(vol_7, slug="renamed", by=ed)
    editions.unpublish(vol_7, by=ed)

    assert client.get("/events/vol-7/").status_code == 404


def test_what_a_draft_was_called_nobody_learns(crew, ed, client: Client) -> None:
    draft = make_event("Secret headliner")
    editions.edit_facts(draft, slug="vol-8", by=ed)
    editions.publish(draft, by=ed, even_if_empty=True)

    assert client.get("/events/secret-headliner/").status_code == 404
    assert client.get("/events/vol-8/").status_code == 200


@pytest.mark.parametrize(
    ("make", "kind"), [(make_band, Band), (make_venue, Venue)], ids=["band", "venue"]
)
def test_bands_and_venues_keep_theirs_by_the_same_history(crew, ed, make, kind) -> None:
    row = make("Böozehöünd")

    profiles.save(row, {"name": "Böözehöünd"}, by=ed)
    assert FormerSlug.objects.count() == 0

    profiles.save(row, {"slug": "bz"}, by=ed)
    assert former_slugs.now_at(kind.objects.all(), "boozehound") == "bz"
    assert former_slugs.now_at(kind.objects.none(), "boozehound") is None


def test_a_former_slug_is_of_one_thing(crew) -> None:
    for things in ({}, {"band": make_band(), "venue": make_venue()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            FormerSlug.objects.create(slug="nobodys", **things)
