"""Which line is about which set, and which band or venue a name means."""

import pytest

from accounts.models import Organization
from events.importing.applying import apply_plan
from events.importing.comparing import MOST_OF_ONE_BAND
from events.importing.plan import Edit, Kind
from events.models import Event
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.events.imports import kinds, planned, problems


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_a_repeat_fills_the_blanks_of_the_earlier_line(event: Event) -> None:
    text = (
        "band,venue,start,end,genre,cancelled\n"
        "Ø,,,,,\n"
        "ø,Room 47,20:00,,punk,\n"
        "Ø,,8pm,9pm,ska,yes\n"
        "Ø,Room 47,23:00,,,\n"
    )

    first, *rest = planned(event, text).rows

    assert [row.kind for row in rest] == [Kind.DUPLICATE, Kind.DUPLICATE, Kind.CREATE]
    assert [row.same_as for row in rest] == [2, 2, None]
    assert first.venue
    assert (first.venue.name, first.said.slot.start, first.said.slot.end) == ("Room 47", 1200, 1260)
    assert (first.said.genres, first.said.cancelled) == (["punk"], True)


def test_each_set_is_matched_once_by_venue_then_nearest_start(event: Event) -> None:
    make_performance(event, "Ø", venue="Room 47", start="20:00")
    make_performance(event, "Ø", venue="Room 47", start="23:00")
    make_performance(event, "Ø", venue="Duchess", start="21:00")
    text = (
        "band,venue,start\n"
        "Ø,Room 47,22:30\n"  # nearest in its venue: 23:00
        "Ø,Attic,20:50\n"  # another venue, but nearest of what is left
        "Ø,Room 47,20:00\n"  # just what is there
        "Ø,Cellar,02:00\n"  # nothing is left
    )

    assert [(row.kind, row.edits) for row in planned(event, text).rows] == [
        (Kind.UPDATE, [Edit("start", "23:00", "22:30")]),
        (Kind.UPDATE, [Edit("venue", "Duchess", "Attic"), Edit("start", "21:00", "20:50")]),
        (Kind.UNCHANGED, []),
        (Kind.CREATE, []),
    ]


def test_removed_sets_and_those_of_other_events_are_not_matched(event: Event) -> None:
    row = make_performance(event, "Ø")
    row.removed_at = row.created
    row.save(update_fields=["removed_at"])
    make_performance(make_event("Vol. 6"), "Ø")

    assert kinds(event, "band,start\nØ,20:30\n") == [Kind.CREATE]


def test_another_organizations_bands_and_venues_are_unknown(
    event: Event, other_crew: Organization
) -> None:
    make_band("Ø", organization=other_crew)
    make_venue("Room 47", organization=other_crew)

    (row,) = planned(event, "band,venue\nØ,Room 47\n").rows

    assert row.kind == Kind.CREATE
    assert row.band
    assert row.venue
    assert (row.band.row, row.venue.row) == (None, None)


def test_a_name_that_differs_only_in_accents_or_article_is_taken_but_asked_about(
    event: Event,
) -> None:
    band, venue = make_band("The Rills"), make_venue("Café Marquise")

    (row,) = planned(event, "band,venue\nRILLS,Cafe Marquise\n").rows

    assert row.kind == Kind.ASK
    assert row.band
    assert row.venue
    assert (row.band.row, row.venue.row) == (band, venue)
    assert row.remarks == ["Taken as the band The Rills.", "Taken as the venue Café Marquise."]


def test_a_name_that_only_looks_alike_would_be_a_new_one(event: Event) -> None:
    make_band("Harpoonist")

    (row,) = planned(event, "band\nHarpoonists\n").rows

    assert (row.kind, row.outcome) == (Kind.ASK, Kind.CREATE)
    assert row.remarks == ["Harpoonists would be a new band; there is Harpoonist."]


def test_two_new_names_that_differ_only_in_accents_are_remarked_on(event: Event) -> None:
    rows = planned(event, "band\nNandu\nÑandú\n").rows

    assert [(row.kind, row.remarks) for row in rows] == [
        (Kind.CREATE, []),
        (Kind.CREATE, ["Ñandú would be a new band, and so would Nandu."]),
    ]


@pytest.mark.parametrize("name", ["HARPOONIST", "The Harpoonists"])
def test_what_was_asked_is_not_asked_again_once_imported(event: Event, name: str) -> None:
    make_band("The Harpoonist")
    text = f"band,venue\n{name},Room 47\n"
    assert kinds(event, text) == [Kind.ASK]

    apply_plan(planned(event, text), by=None)

    assert kinds(event, text) == [Kind.UNCHANGED]


def test_one_band_plays_so_often_a_day_and_no_more(event: Event) -> None:
    starts = [f"{6 + number // 4:02}:{number % 4}0" for number in range(MOST_OF_ONE_BAND + 1)]
    text = "band,start\n" + "".join(f"Ø,{start}\n" for start in starts)

    assert problems(event, text) == [(52, "band", "50 sets of “Ø” in one day are enough.")]
