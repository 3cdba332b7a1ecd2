"""Copying sets to another event: new ones there, nothing announced, one act that can be undone."""

from datetime import timedelta

import pytest

from accounts.models import User
from events import deeds, lineup
from events.act import Misfits, NotPossible, StaleEdit
from events.bulk import plan
from events.models import ChangeSet, Event, Performance
from events.undo import undo
from tests.cast import SATURDAY, make_event, make_performance

WEEKEND = {"first_day": SATURDAY, "last_day": SATURDAY + timedelta(days=1)}
NEXT_YEAR = {
    "first_day": SATURDAY + timedelta(days=364),
    "last_day": SATURDAY + timedelta(days=365),
}


@pytest.fixture
def old(crew) -> Event:
    event = make_event("Vol. 7", **WEEKEND)
    rills = make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    lineup.announce([rills], by=None)
    late = make_performance(event, "Ø", start="00:30", day=event.last_day, note="loud")
    lineup.cancel([late], by=None)
    return event


@pytest.fixture
def new(crew) -> Event:
    return make_event("Vol. 8", **NEXT_YEAR)


def sets_of(event: Event) -> list[Performance]:
    return list(event.performances.live().select_related("event", "band", "venue").order_by("pk"))


def test_sets_are_copied_by_day_number_and_neither_announced_nor_cancelled(
    old: Event, new: Event, ed: User
) -> None:
    planned = plan(sets_of(old), deeds.copied, into=new)
    written = lineup.do(sets_of(old), deeds.copied, into=new, by=ed)

    copies = [
        (str(row.band), str(row.venue), row.day, row.start, row.end, row.note)
        for row in sets_of(new)
    ]
    assert copies == [
        ("The Rills", "Room 47", NEXT_YEAR["first_day"], 1200, 1240, ""),
        ("Ø", "None", NEXT_YEAR["last_day"], 1470, None, "loud"),
    ]
    assert {(row.announced_at, row.cancelled_at) for row in sets_of(new)} == {(None, None)}
    assert [(line.before, line.after.band, line.after.day) for line in planned.lines] == [
        (None, row.band, row.day) for row in sets_of(new)
    ]
    assert (written.event, written.label) == (new, "Copied 2 sets from Vol. 7")
    assert [row.version for row in sets_of(old)] == [2, 2]


def test_a_copy_is_undone_by_itself(old: Event, new: Event, ed: User) -> None:
    written = lineup.do(sets_of(old), deeds.copied, into=new, by=ed)

    undo(written, by=ed)

    assert sets_of(new) == []
    assert len(sets_of(old)) == 2


def test_a_copy_is_made_once_for_one_form(old: Event, new: Event, ed: User) -> None:
    twice = [
        lineup.do(sets_of(old), deeds.copied, into=new, by=ed, form_key="4f2a") for _ in range(2)
    ]

    assert twice[0] == twice[1]
    assert len(sets_of(new)) == 2


def test_an_archived_lineup_can_be_copied_from_but_not_to(old: Event, new: Event, ed: User) -> None:
    Event.objects.filter(pk=old.pk).update(status=Event.Status.ARCHIVED)
    rows = sets_of(old)

    assert lineup.do(rows, deeds.copied, into=new, by=ed) is not None
    Event.objects.filter(pk=new.pk).update(status=Event.Status.ARCHIVED)
    with pytest.raises(NotPossible, match=r"Vol\. 8 is archived"):
        lineup.do(rows, deeds.copied, into=new, by=ed)


def test_sets_of_a_day_that_the_other_event_has_not_are_named(old: Event, ed: User) -> None:
    make_performance(old, "PJ Thornhill", day=old.last_day)
    short = make_event("One night")

    with pytest.raises(
        Misfits, match=r"Ø, PJ Thornhill: 11 October 2026 is not a day of One night"
    ):
        plan(sets_of(old), deeds.copied, into=short)
    with pytest.raises(Misfits):
        lineup.do(sets_of(old), deeds.copied, into=short, by=ed)
    assert sets_of(short) == []


def test_a_copy_of_what_has_moved_on_or_into_the_same_event_is_refused(
    old: Event, new: Event, ed: User
) -> None:
    rows = sets_of(old)
    before = ChangeSet.objects.count()

    with pytest.raises(StaleEdit):
        lineup.do(rows, deeds.copied, into=new, by=ed, seen={rows[0].public_id: 1})
    with pytest.raises(NotPossible, match="another event"):
        lineup.do(rows, deeds.copied, into=old, by=ed)
    assert ChangeSet.objects.count() == before


def test_bands_of_another_organization_are_not_copied(old: Event, other_crew, ed: User) -> None:
    theirs = make_event("Theirs", organization=other_crew, **WEEKEND)

    with pytest.raises(Misfits, match="There is no such band here"):
        lineup.do(sets_of(old), deeds.copied, into=theirs, by=ed)
