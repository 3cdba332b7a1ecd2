"""The ledger in words: each field before and after, times as clocks show them."""

import pytest

from events import editions, history, lineup, renames
from events.history import Line
from events.models import ChangeSet, Performance, Venue
from tests.cast import make_band, make_event, make_performance, make_venue


def words(written: ChangeSet | None, **options: int) -> list[Line]:
    assert written is not None
    return history.words(written.changes.all(), **options)


def test_changes_are_told_in_words(db: None) -> None:
    row = make_performance(make_event(), venue="Room 47", start="23:30", end=None)

    moved = lineup.edit(row, by=None, start=1465, end=1500, venue=make_venue("Duchess Café"))
    assert words(moved) == [
        Line("The Rills", "Venue", "Room 47", "Duchess Café"),
        Line("The Rills", "Start", "23:30", "00:25"),
        Line("The Rills", "End", "–", "01:00"),
    ]
    assert words(moved, hours=12)[1] == Line("The Rills", "Start", "11:30 pm", "12:25 am")

    row.refresh_from_db()
    cancelled = lineup.cancel([row], by=None, reason="Ill")
    assert words(cancelled) == [
        Line("The Rills", "Cancelled", "no", "yes"),
        Line("The Rills", "Cancel reason", "–", "Ill"),
    ]


def test_changes_of_events_and_names_are_told_in_words(db: None) -> None:
    event = make_event()
    turned = editions.change_day_turn(event, 300, by=None)
    doors = editions.edit_facts(
        event, by=None, doors={"1": 1140}, links={"website": "https://a.org"}
    )
    off = editions.call_off(event, event.CalledOff.POSTPONED, by=None)
    renamed = renames.rename_band(make_band("Old"), "New", by=None)

    assert words(turned) == [Line("Vol. 7", "Day turn", "06:00", "05:00")]
    assert words(doors) == [
        Line("Vol. 7", "Doors", "–", "19:00"),
        Line("Vol. 7", "Links", "–", "website: https://a.org"),
    ]
    assert words(off) == [Line("Vol. 7", "Called off", "Goes ahead", "Postponed")]
    assert words(renamed) == [Line("New", "Name", "Old", "New")]


def test_a_new_set_is_told_by_what_it_has(db: None) -> None:
    event, band = make_event(), make_band()

    added = lineup.add(event, [lineup.NewSet(band, event.first_day)], by=None)

    assert words(added) == [
        Line("The Rills", "Band", "", "The Rills"),
        Line("The Rills", "Day", "", "Saturday 10 October 2026"),
    ]


def test_what_was_deleted_since_is_told_as_such(db: None) -> None:
    row = make_performance(make_event(), venue=None)
    there = lineup.edit(row, by=None, venue=make_venue("Gone"))
    lineup.edit(Performance.objects.get(), by=None, venue=None)
    Venue.objects.all().delete()

    assert words(there) == [Line("The Rills", "Venue", "TBA", "a venue deleted since")]


@pytest.mark.parametrize("count", [1, 3])
def test_words_ask_as_often_for_many_changes(
    db: None, django_assert_num_queries, count: int
) -> None:
    event = make_event()
    rows = [make_performance(event, f"Band {n}", venue=f"Room {n}") for n in range(count)]
    moved = lineup.move(rows, by=None, venue=make_venue("Duchess Café"))

    with django_assert_num_queries(3):  # changes, venues, the sets' bands
        assert len(words(moved)) == count
