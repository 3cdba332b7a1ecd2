"""What strangers may know of the ledger: SEQUENCE rises when they see a change, never otherwise."""

from collections.abc import Callable

import pytest
from time_machine import travel

from events import editions, lineup, public_changes, renames
from events.lineup import NewSet
from events.models import Event, Performance
from events.public_changes import Past
from events.times import Slot
from events.undo import undo
from tests.cast import make_band, make_event, make_venue
from tests.events.test_schedule import toronto


def book(event: Event, name: str = "Owls", **fields) -> Performance:
    """Add a set by the ledger, at 10:00."""
    new = NewSet(make_band(name), event.first_day, make_venue(f"{name} room"), **fields)
    lineup.add(event, [new], by=None)
    return Performance.objects.select_related("event").get(band=new.band)


def past(row: Performance) -> Past:
    event = Event.objects.get(pk=row.event_id)
    rows = Performance.objects.public().filter(pk=row.pk).select_related("band", "venue")
    return public_changes.of_event(event, list(rows)).sets[row.pk]


def again(row: Performance) -> Performance:
    return Performance.objects.select_related("event", "band", "venue").get(pk=row.pk)


@pytest.fixture
def owls(crew) -> Performance:
    with travel(toronto("10:00"), tick=False):
        return book(
            make_event(status="published", reveal_mode=True), slot=Slot(1200), announced=True
        )


SEEN: dict[str, Callable[[Performance], object]] = {
    "moved": lambda row: lineup.shift([row], 5, by=None),
    "cancelled": lambda row: lineup.cancel([row], by=None),
    "a note": lambda row: lineup.edit(row, by=None, note="Masks."),
    "its end": lambda row: lineup.edit(row, by=None, end=1260),
    "its venue": lambda row: lineup.move([row], by=None, venue=make_venue("Hall")),
    "its band's name": lambda row: renames.rename_band(row.band, "Eagle Owls", by=None),
    "its venue's name": lambda row: renames.rename_venue(row.venue, "Den", by=None),
    "the event's name": lambda row: editions.edit_facts(row.event, by=None, name="Vol. VII"),
    "the event's zone": lambda row: editions.change_zone(row.event, "UTC", by=None),
    "the event called off": lambda row: editions.call_off(
        row.event, Event.CalledOff.CANCELLED, by=None
    ),
}
UNSEEN: dict[str, Callable[[Performance], object]] = {
    "reveal mode": lambda row: editions.set_reveal_mode(row.event, on=False, by=None),
    "changeovers": lambda row: editions.edit_facts(row.event, by=None, min_changeover=20),
    "another's set": lambda row: book(row.event, "Others", announced=True),
    "a hidden set": lambda row: book(row.event, "Hidden"),
    "another's name": lambda row: renames.rename_band(make_band("X"), "Y", by=None),
}


def test_a_set_begins_at_nought_when_it_becomes_public(owls) -> None:
    assert (past(owls).sequence, past(owls).changed_at) == (0, toronto("10:00"))


@pytest.mark.parametrize("act", SEEN.values(), ids=SEEN)
def test_what_strangers_see_counts(owls, act) -> None:
    with travel(toronto("11:00"), tick=False):
        act(again(owls))

    assert (past(owls).sequence, past(owls).changed_at) == (1, toronto("11:00"))


@pytest.mark.parametrize("act", UNSEEN.values(), ids=UNSEEN)
def test_what_strangers_do_not_see_does_not_count(owls, act) -> None:
    act(again(owls))

    assert (past(owls).sequence, past(owls).changed_at) == (0, toronto("10:00"))


def test_what_happens_to_a_hidden_set_stays_hidden(owls) -> None:
    hidden = book(owls.event, "Hidden", slot=Slot(1200))
    for minutes in (5, 10):
        lineup.shift([again(hidden)], minutes, by=None)
    with travel(toronto("12:00"), tick=False):
        lineup.announce([again(hidden)], by=None)

    assert (past(hidden).sequence, past(hidden).changed_at) == (0, toronto("12:00"))


def test_publishing_is_the_first_that_strangers_see(crew) -> None:
    row = book(make_event(), slot=Slot(1200))
    lineup.shift([again(row)], 5, by=None)
    with travel(toronto("12:00"), tick=False):
        editions.publish(row.event, by=None)

    assert (past(row).sequence, past(row).changed_at) == (0, toronto("12:00"))


def test_undo_counts_as_the_change_that_it_is(owls) -> None:
    moved = lineup.shift([again(owls)], 5, by=None)
    undo(moved, by=None)

    assert past(owls).sequence == 2


def test_coming_back_counts_and_being_away_does_not(owls) -> None:
    lineup.unannounce([again(owls)], by=None)
    lineup.shift([again(owls)], 5, by=None)
    with travel(toronto("13:00"), tick=False):
        lineup.announce([again(owls)], by=None)

    assert (past(owls).sequence, past(owls).changed_at) == (1, toronto("13:00"))


def test_the_steps_say_what_was_and_what_is(owls) -> None:
    hall, den = make_venue("Hall"), make_venue("Den")
    lineup.move([again(owls)], by=None, venue=hall)
    renames.rename_venue(hall, "Great Hall", by=None)
    lineup.move([again(owls)], by=None, venue=den)

    seen = [(step.before and step.before.venue, step.after.venue) for step in past(owls).steps]

    assert seen == [
        ("Great Hall", "Den"),
        ("Hall", "Great Hall"),
        ("Owls room", "Hall"),
        (None, "Owls room"),
    ]
