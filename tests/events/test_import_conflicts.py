"""Conflicts are remarks on the lines that make them, judged on the lineup as it would stand."""

import pytest

from accounts.models import Organization
from events.importing.plan import Kind
from events.models import Event
from tests.cast import make_event, make_performance, make_venue
from tests.events.imports import planned


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def remarks(event: Event, text: str) -> list[list[str]]:
    return [row.remarks for row in planned(event, text).rows]


def test_two_new_sets_in_one_new_venue_are_told_about_each_other(event: Event) -> None:
    text = "band,venue,start,end\nØ,Attic,20:00,20:40\nThe Rills,Attic,20:30,21:00\n"

    assert remarks(event, text) == [
        ["Attic is double-booked for 10 min: The Rills from 20:30."],
        ["Attic is double-booked for 10 min: Ø until 20:40."],
    ]


def test_a_new_set_meets_those_that_are_there(event: Event) -> None:
    make_performance(event, "Ø", venue="Room 47", start="20:00", end="20:25")

    assert remarks(event, "band,venue,start\nThe Rills,Room 47,20:30\n") == [
        ["Room 47 has 5 min for a changeover of 10: Ø until 20:25."]
    ]


def test_what_the_file_moves_or_cancels_makes_no_conflict_any_more(event: Event) -> None:
    make_performance(event, "Ø", venue="Room 47", start="20:00", end="20:40")
    text = "band,venue,start,end,cancelled\nØ,,21:30,22:00,\nThe Rills,Room 47,20:10,20:40,\n"
    assert remarks(event, text) == [[], []]

    text = "band,venue,start,end,cancelled\nØ,,,,yes\nThe Rills,Room 47,20:10,20:40,\n"
    assert remarks(event, text) == [[], []]

    text = "band,venue,start,end,cancelled\nThe Rills,Room 47,20:10,20:40,\n"
    assert remarks(event, text) == [["Room 47 is double-booked for 30 min: Ø until 20:40."]]


def test_a_band_in_two_new_places_is_told(event: Event) -> None:
    text = "band,venue,start,end\nØ,Attic,20:00,20:40\nø,Cellar,20:30,21:00\n"

    assert [row.kind for row in planned(event, text).rows] == [Kind.CREATE, Kind.CREATE]
    assert remarks(event, text) == [
        ["Ø is double-booked for 10 min: Cellar from 20:30."],
        ["Ø is double-booked for 10 min: Attic until 20:40."],
    ]


def test_twelve_hours_are_told_as_the_organization_writes_them(event: Event) -> None:
    event.organization.clock = 12
    event.organization.save(update_fields=["clock"])
    make_performance(event, "Ø", venue=make_venue("Attic"), start="20:00", end="20:40")

    assert remarks(event, "band,venue,start\nThe Rills,Attic,20:30\n") == [
        ["Attic is double-booked for 10 min: Ø until 8:40 pm."]
    ]


@pytest.mark.parametrize(("count", "each", "of_all"), [(20, 19, 0), (21, 0, 1)])
def test_a_crowd_is_told_in_one_sentence(event: Event, count: int, each: int, of_all: int) -> None:
    text = "band,venue,start\n" + "".join(f"No. {n},Attic,20:00\n" for n in range(count))

    plan = planned(event, text)

    assert {len(row.remarks) for row in plan.rows} == {each}
    assert len(plan.remarks) == of_all
