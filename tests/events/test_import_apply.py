"""Applying a plan: one act, all or nothing, undoable."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from bands.models import Band
from events import lineup
from events.importing.applying import apply_plan
from events.importing.plan import Kind
from events.models import Event, Venue
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance
from tests.events.imports import fixture, kinds, planned, rows

HEADER = "band,venue,start,end,genre,url,notes,announced,cancelled,address\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_a_poster_becomes_eighteen_sets_in_order(event: Event, ed: User) -> None:
    written = apply_plan(planned(event, fixture("poster.csv")), by=ed)

    assert written
    assert (written.label, written.by, written.changes.count()) == ("Imported 18 sets", ed, 18)
    assert rows() == {"Band": 18, "Venue": 4, "Performance": 18, "ChangeSet": 1, "Change": 18}
    kiln = event.performances.filter(venue__name="The Kiln").in_order()
    assert [(str(row.band), row.day, row.start, row.end) for row in kiln] == [
        ("Copper Sundays", SATURDAY, 1200, 1230),
        ("Marigold Static", SATURDAY, 1260, 1290),
        ("T.R. Oakley", SATURDAY, 1350, 1390),
        ("Gravel Choir", SATURDAY, 1450, 1490),
    ]
    assert not event.performances.filter(announced_at__isnull=False).exists()


@pytest.mark.parametrize("name", ["poster.csv", "scrape.csv", "slogans.csv"])
def test_the_same_file_again_is_nothing_to_do(event: Event, name: str) -> None:
    apply_plan(planned(event, fixture(name)), by=None)
    first = rows()
    again = planned(event, fixture(name))

    assert again.changes == []
    assert set(again.counts) <= {Kind.UNCHANGED, Kind.DUPLICATE, Kind.NOT_A_SET}
    assert apply_plan(again, by=None) is None
    assert rows() == first


def test_every_cell_arrives(event: Event) -> None:
    text = HEADER + (
        'Ø,Room 47,20:00,20:40,"ska, dub",https://example.org/o,"=cmd() <b>\n🎺 \u202e",yes,x,'
        "5 Lock St\n"
        "The Rills,,,,,,,no,,\n"
    )

    apply_plan(planned(event, text), by=None)

    first, second = event.performances.in_order()
    assert (first.band.genres, first.band.links) == (
        ["ska", "dub"],
        {"website": "https://example.org/o"},
    )
    assert first.venue
    assert (first.venue.street, first.note) == ("5 Lock St", "=cmd() <b>\n🎺 \u202e")
    assert (first.start, first.end) == (1200, 1240)
    assert first.announced_at
    assert first.cancelled_at
    assert (second.announced_at, second.cancelled_at, second.start, second.venue) == (None,) * 4
    assert kinds(event, text) == [Kind.UNCHANGED, Kind.UNCHANGED]


def test_a_set_is_changed_and_what_is_blank_stays(event: Event) -> None:
    row = make_performance(event, "Ø", venue="Room 47", end="21:00", note="Loud")
    lineup.cancel([row], by=None, reason="ill")
    make_band("The Rills", links={"website": "https://example.org/rills"})
    text = HEADER + "Ø,,20:15,,,,,yes,no,\n"

    written = apply_plan(planned(event, text), by=None)

    row.refresh_from_db()
    assert written
    assert written.label == "Imported Ø"
    assert (row.start, row.end, row.note, str(row.venue)) == (1215, 1260, "Loud", "Room 47")
    assert (row.cancelled_at, row.cancel_reason) == (None, "")
    assert row.announced_at


def test_undo_takes_the_sets_back_and_keeps_bands_and_venues(event: Event) -> None:
    row = make_performance(event, "Ø", venue="Room 47")
    written = apply_plan(planned(event, HEADER + "Ø,Duchess,21:00,,,,,,,\nNew,,,,,,,,,\n"), by=None)
    assert written

    undo(written, by=None)

    (left,) = event.performances.live()
    assert (left.pk, str(left.venue), left.start) == (row.pk, "Room 47", 1230)
    assert (Band.objects.count(), Venue.objects.count()) == (2, 2)


def test_a_repeated_submit_imports_once(event: Event, ed: User) -> None:
    plan = planned(event, fixture("poster.csv"))

    first = apply_plan(plan, by=ed, form_key="once")
    again = apply_plan(plan, by=ed, form_key="once")

    assert again == first
    assert event.performances.count() == 18


def lineup_of(count: int, *, start: str, genre: str, address: str) -> str:
    return HEADER + "".join(
        f"Band {number},Room {number},{start},,{genre},https://example.org/{number},,yes,,{address}\n"
        for number in range(count)
    )


# 12 and, for every begun 50 lines, one for each of bands, venues, sets and changes.
@pytest.mark.parametrize(("count", "most"), [(50, 16), (200, 28)])
def test_statements_grow_by_fifties(
    event: Event, count: int, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    new = planned(event, lineup_of(count, start="20:00", genre="", address=""))
    with django_assert_max_num_queries(most):
        apply_plan(new, by=None)

    changed = planned(event, lineup_of(count, start="21:00", genre="punk", address="Lock St"))
    with django_assert_max_num_queries(most):
        apply_plan(changed, by=None)

    assert (new.counts, changed.counts) == ({Kind.CREATE: count}, {Kind.UPDATE: count})
