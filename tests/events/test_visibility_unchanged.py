"""What organizers do behind the curtain changes no byte, and what they take back is gone."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import Organization
from bands.models import Band
from events import editions, lineup, renames
from events.lineup import NewSet
from events.models import Performance, Venue
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_venue
from tests.events import matrix
from tests.events.hidden import OPEN
from tests.events.matrix import Matrix, everything, some
from tests.events.public_walk import told_at

pytestmark = pytest.mark.once

A_PUBLIC_SET = re.compile(rf"{OPEN}[ -]\w+[ -]\w+[ -](REVEALED|CANCELLED)")


@pytest.fixture
def tonight(crew: Organization, other_crew: Organization) -> Iterator[Matrix]:
    yield from matrix.night(crew, other_crew)


def behind_the_curtain(tonight: Matrix, other: Organization) -> None:
    """Do everything that organizers do without any stranger noticing."""
    shown, band, venue = tonight.events["published", "tonight"], make_band("New"), make_venue("New")
    lineup.add(shown, [NewSet(band, shown.first_day, venue, Slot(1260))], by=None)
    new = Performance.objects.select_related("event").get(band=band)
    for act in (
        lambda row: lineup.shift([row], 30, by=None),
        lambda row: lineup.cancel([row], by=None, reason="Flu."),
        lambda row: lineup.restore([row], by=None),
        lambda row: lineup.remove([row], by=None),
    ):
        act(Performance.objects.select_related("event").get(pk=new.pk))
    hidden = tonight.sets["published", "tonight", "hidden"]
    lineup.edit(hidden, by=None, note="Secret.", end=1320)
    renames.rename_band(hidden.band, "Renamed", by=None)
    renames.rename_venue(hidden.venue, "Renamed", by=None)
    editions.edit_facts(shown, by=None, min_changeover=30)
    draft = make_event("Another draft", first_day=shown.first_day)
    lineup.add(
        draft,
        [NewSet(tonight.sets["published", "past", "revealed"].band, draft.first_day)],
        by=None,
    )
    editions.edit_facts(draft, by=None, name="A draft", slug="a-draft")
    editions.publish(make_event("Theirs too", organization=other), by=None, even_if_empty=True)
    seen = tonight.sets["published", "tonight", "revealed"]
    Band.objects.filter(pk=seen.band_id).update(contact="Somebody else")
    Venue.objects.filter(pk=seen.venue_id).update(contact="Somebody else", phone="5")


def test_what_happens_behind_the_curtain_changes_no_byte(
    tonight, other_crew, client: Client
) -> None:
    asked = some(tonight).addresses()
    before = {address: told_at(client, address) for address in asked}
    again = {address: told_at(client, address) for address in asked if "?" not in address}

    behind_the_curtain(tonight, other_crew)
    after = {address: told_at(client, address) for address in asked}

    assert {one for one, answer in again.items() if answer != before[one]} == set()
    assert {one for one in asked if before[one] != after[one]} == set()


def test_what_is_taken_back_is_told_no_more(tonight, client: Client) -> None:
    for (status, when), event in tonight.events.items():
        if status == "archived":
            editions.unarchive(event, by=None)
        if status != "draft" and when != "tonight":
            editions.unpublish(event, by=None)
    for event, row in tonight.public():
        if event.first_day == SATURDAY:
            act = lineup.remove if event.called_off == "no" else lineup.unannounce
            act([Performance.objects.select_related("event").get(pk=row.pk)], by=None)
    asked = [one for one in everything().addresses() if "?" not in one or "/api/" in one]
    assert len(asked) > 500

    told = [
        address
        for address in asked
        for answer in [told_at(client, address)]
        if A_PUBLIC_SET.search(answer.replace(address.upper(), ""))
    ]

    assert told == []
