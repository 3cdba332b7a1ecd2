"""A set has moved when it differs from where it was when it first became public."""

from datetime import timedelta

import pytest

from events import schedule
from events.models import Event
from tests.cast import SATURDAY, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto


@pytest.fixture
def event(crew) -> Event:
    return make_event(status="published", last_day=SATURDAY + timedelta(days=1))


def first_public(**changed) -> dict[str, object]:
    return {"day": SATURDAY.isoformat(), "start": 20 * 60 + 30, "venue": None, **changed}


def moved(event: Event):
    return schedule.of(event, toronto("12:00")).sets[0].moved_from


@pytest.mark.parametrize(
    ("was", "fields", "known"),
    [
        (first_public(start=1435), {"start"}, True),
        (first_public(start=None), {"start"}, False),
        (first_public(day="2026-10-11"), {"day"}, True),
        (first_public(start=None, day="2026-10-11"), {"day", "start"}, True),
    ],
)
def test_moved_names_what_differs_and_whether_it_was_known(event, was, fields, known) -> None:
    make_performance(event, first_public=was)

    found = moved(event)

    assert (found.fields, found.was_known) == (fields, known)
    assert (found.day.isoformat(), found.start) == (was["day"], was["start"])


@pytest.mark.parametrize("was", [None, first_public()])
def test_a_set_where_it_always_was_has_not_moved(event, was) -> None:
    make_performance(event, first_public=was)

    assert moved(event) is None


def test_a_former_venue_is_named(event) -> None:
    old = make_venue("The Old Post")
    make_performance(event, venue="Room 47", first_public=first_public(venue=old.pk))

    found = moved(event)

    assert (found.fields, found.venue, found.was_known) == ({"venue"}, "The Old Post", True)


def test_a_venue_that_is_gone_or_was_unknown_has_no_name(event) -> None:
    make_performance(event, venue="Room 47", first_public=first_public(venue=999_999))
    make_performance(event, "B", start="21:00", venue="Room 47", first_public=first_public())

    found = [row.moved_from for row in schedule.of(event, toronto("12:00")).sets]

    assert [(was.venue, was.was_known) for was in found] == [(None, False), (None, True)]


def test_another_organizations_venue_is_not_named(event, other_crew) -> None:
    foreign = make_venue("Theirs", organization=other_crew)
    make_performance(event, venue="Room 47", first_public=first_public(venue=foreign.pk))

    assert moved(event).venue is None


@pytest.mark.parametrize("count", [1, 3])
def test_former_venues_take_one_query(event, count: int, django_assert_num_queries) -> None:
    for number in range(count):
        old = make_venue(f"Old {number}")
        make_performance(
            event, f"Band {number}", venue="Room 47", first_public=first_public(venue=old.pk)
        )

    with django_assert_num_queries(2):
        schedule.of(event, toronto("12:00"))
