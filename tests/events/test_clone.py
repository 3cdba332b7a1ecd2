"""Cloning: the next edition in one act, and nothing of it public."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Organization, User
from events import cloning, lineup, open_slots
from events.act import Refused
from events.models import Change, ChangeSet, Event, OpenSlot, Performance
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance

NEXT = date(2027, 1, 9)
SUNDAY = SATURDAY.replace(day=11)


@pytest.fixture
def event(crew: Organization) -> Event:
    """Two days, with every state that a set can be in."""
    now = timezone.now()
    event = make_event(
        "Vol. 15",
        status="archived",
        last_day=SUNDAY,
        doors={"1": 1140, "2": 1080},
        city="Waterloo",
        ticket_url="https://tickets.example.org/15",
        timezone="Europe/Berlin",
        day_turn=300,
        min_changeover=15,
        called_off="cancelled",
        called_off_reason="Flood",
        revision=7,
    )
    venue = {"venue": "Room 47"}
    make_performance(event, "The Rills", start="20:30", end="21:15", announced_at=now, **venue)
    make_performance(event, "Ill", start="22:00", cancelled_at=now, cancel_reason="Flu", **venue)
    make_performance(event, "Late", start="00:25", day=SUNDAY, venue="Attic", note="Acoustic")
    make_performance(event, "Homeless", start="19:00", venue=None)
    make_performance(event, "Sometime", start=None, **venue)
    make_performance(event, "Gone", start="18:00", removed_at=now, **venue)
    return event


def clone(event: Event, *, with_bands: bool = True, by: User | None = None, **more) -> Event:
    asked = {"name": "Vol. 16", "slug": "vol-16", "first_day": NEXT, **more}
    written = cloning.clone(event, with_bands=with_bands, by=by, **asked)
    assert written
    assert written.event
    return Event.objects.get(pk=written.event.pk)


def test_a_clone_keeps_what_the_editions_share(event: Event) -> None:
    new = clone(event)

    kept = ("timezone", "day_turn", "min_changeover", "city", "doors", "organization_id")
    assert {name: getattr(new, name) for name in kept} == {
        name: getattr(event, name) for name in kept
    }
    assert (new.first_day, new.last_day) == (NEXT, date(2027, 1, 10))
    assert (new.status, new.called_off, new.called_off_reason) == ("draft", "no", "")
    assert (new.reveal_mode, new.revision, new.ticket_url) == (True, 0, "")
    assert new.cloned_from == event


def test_a_clone_with_bands_announces_and_cancels_nothing(event: Event) -> None:
    new = clone(event)

    sets = {
        row.band.name: (row.day, row.start, row.end, row.venue and row.venue.name, row.note)
        for row in new.performances.select_related("band", "venue")
    }
    assert sets == {
        "The Rills": (NEXT, 1230, 1275, "Room 47", ""),
        "Ill": (NEXT, 1320, None, "Room 47", ""),
        "Late": (date(2027, 1, 10), 1465, None, "Attic", "Acoustic"),
        "Homeless": (NEXT, 1140, None, None, ""),
        "Sometime": (NEXT, None, None, "Room 47", ""),
    }
    states = new.performances.values_list("announced_at", "cancelled_at", "first_public", "version")
    assert set(states) == {(None, None, None, 1)}
    assert not OpenSlot.objects.exists()


def test_a_clone_of_slots_leaves_the_bands_open(event: Event) -> None:
    new = clone(event, with_bands=False)

    assert not new.performances.exists()
    slots = [(one.day, one.start, one.end, one.venue.name) for one in open_slots.of(new, [])]
    assert slots == [
        (NEXT, 1230, 1275, "Room 47"),
        (NEXT, 1320, None, "Room 47"),
        (date(2027, 1, 10), 1465, None, "Attic"),
    ]


def test_a_slot_is_open_until_a_set_stands_in_it(event: Event) -> None:
    new = clone(event, with_bands=False)
    room = new.open_slots.earliest("start").venue
    first = make_performance(new, "New", venue=room, start="20:45", end="21:00")
    make_performance(new, "Elsewhere", venue="Attic", start="22:00")
    make_performance(new, "Just after", venue=room, start="21:15", end="22:00")

    assert [slot.start for slot in open_slots.of(new, new.performances.all())] == [1320, 1465]

    lineup.cancel([first], by=None)
    assert len(open_slots.of(new, new.performances.all())) == 3


def test_the_old_edition_stays_as_it_was(event: Event) -> None:
    before = list(event.performances.order_by("pk").values())
    acts = event.change_sets.count()

    clone(event)

    assert list(event.performances.order_by("pk").values()) == before
    assert Event.objects.filter(pk=event.pk).values().get()["revision"] == 7
    assert event.change_sets.count() == acts


def test_a_clone_is_one_entry_of_the_ledger(event: Event, ed: User) -> None:
    new = clone(event, by=ed)

    written = new.change_sets.get()
    assert (written.label, written.by) == ("Cloned from Vol. 15", ed)
    kinds = sorted(written.changes.values_list("kind", flat=True))
    assert kinds == ["event", *["performance"] * 5]
    assert set(Change.objects.values_list("before", flat=True)) == {None}
    with pytest.raises(Refused, match="Delete it instead"):
        undo(written, by=ed)


def test_the_same_submission_makes_one(event: Event, ed: User) -> None:
    first = clone(event, by=ed, form_key="k")
    again = clone(event, by=ed, form_key="k", name="Vol. 17", slug="vol-17")

    assert first == again
    assert Event.objects.count() == 2


def test_a_clone_that_is_refused_leaves_nothing(event: Event) -> None:
    for wrong in ({"slug": "vol-15"}, {"name": "  "}, {"first_day": date(2999, 1, 1)}):
        with pytest.raises(ValidationError):
            clone(event, **wrong)

    assert (Event.objects.count(), Performance.objects.count()) == (1, 6)
    assert (ChangeSet.objects.count(), OpenSlot.objects.count()) == (0, 0)


def test_a_leap_day_moves_by_as_many_days_as_the_rest(crew: Organization) -> None:
    leap = make_event("Vol. 1", first_day=date(2024, 2, 28), last_day=date(2024, 3, 1))
    for day in (date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1)):
        make_performance(leap, make_band(f"Band {day}"), day=day)

    new = clone(leap, first_day=date(2025, 2, 27))

    days = sorted(new.performances.values_list("day", flat=True))
    assert days == [date(2025, 2, 27), date(2025, 2, 28), date(2025, 3, 1)]
