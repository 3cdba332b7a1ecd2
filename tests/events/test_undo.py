"""Undo by value: for as long as every field an act touched still holds what it wrote."""

import pytest

from accounts.models import User
from events import editions, lineup
from events.act import NotPossible
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance


@pytest.fixture
def row(crew) -> Performance:
    return make_performance(make_event(), start="20:30", end="21:00")


def fresh() -> Performance:
    return Performance.objects.get()


def test_undo_takes_back_and_says_so(row: Performance, ed: User, ada: User) -> None:
    written = lineup.edit(row, start=1260, end=1290, by=ed)

    taken_back = undo(written, by=ada)

    assert (fresh().start, fresh().end, fresh().version) == (1230, 1260, 3)
    assert (taken_back.label, taken_back.by, taken_back.undoes) == (
        "Undid: Moved The Rills to 21:00",
        ada,
        written.operation,
    )


def test_undoing_an_undo_does_it_again(row: Performance, ed: User) -> None:
    written = lineup.cancel([row], by=ed)

    redone = undo(undo(written, by=ed), by=ed)

    assert fresh().cancelled_at is not None
    assert redone.label == "Redid: Cancelled The Rills"
    assert undo(redone, by=ed).label == "Undid: Cancelled The Rills"


def test_undo_of_add_removes_and_its_undo_brings_the_same_row_back(row, ed: User) -> None:
    written = lineup.add(row.event, [NewSet(make_band("Ø"), SATURDAY)], by=ed)
    added = Performance.objects.latest("pk")

    taken_back = undo(written, by=ed)
    assert list(Performance.objects.live()) == [row]

    undo(taken_back, by=ed)
    assert list(Performance.objects.live().order_by("pk")) == [row, added]


def test_another_field_changed_since_does_not_stand_in_the_way(row, ed: User) -> None:
    written = lineup.edit(row, start=1260, end=1290, by=ed)
    lineup.edit(fresh(), note="loud", by=ed)

    undo(written, by=ed)

    assert (fresh().start, fresh().note) == (1230, "loud")


def test_a_touched_field_changed_since_is_named_and_nothing_is_taken_back(row, ed: User) -> None:
    other = make_performance(row.event, "Ø")
    written = lineup.shift([row, other], 30, by=ed)
    lineup.edit(Performance.objects.get(pk=row.pk), start=1265, by=ed)

    with pytest.raises(NotPossible, match=r"The Rills has changed since \(start\)"):
        undo(written, by=ed)

    assert list(Performance.objects.order_by("pk").values_list("start", flat=True)) == [1265, 1260]


def test_undo_twice_is_refused(row: Performance, ed: User) -> None:
    written = lineup.cancel([row], by=ed)
    undo(written, by=ed)

    with pytest.raises(NotPossible, match="has changed since"):
        undo(written, by=ed)

    assert ChangeSet.objects.count() == 2


def test_undo_sent_twice_answers_with_the_first_outcome(row: Performance, ed: User) -> None:
    written = lineup.cancel([row], by=ed)

    assert undo(written, by=ed, form_key="k1") == undo(written, by=ed, form_key="k1")


def test_nothing_of_an_archived_lineup_is_taken_back_but_archiving_is(row, ed: User) -> None:
    moved = lineup.edit(row, start=1260, end=1290, by=ed)
    editions.publish(row.event, by=ed)
    archived = editions.archive(row.event, by=ed)

    with pytest.raises(NotPossible, match="Unarchive"):
        undo(moved, by=ed)
    undo(archived, by=ed)
    undo(moved, by=ed)

    assert (fresh().start, Event.objects.get().status) == (1230, "published")


def test_undo_that_would_leave_a_set_outside_is_refused(row: Performance, ed: User) -> None:
    longer = editions.change_dates(row.event, SATURDAY, SATURDAY.replace(day=11), by=ed)
    lineup.edit(fresh(), day=SATURDAY.replace(day=11), by=ed)

    with pytest.raises(NotPossible, match="The Rills lies outside"):
        undo(longer, by=ed)


def test_making_an_event_is_not_taken_back(crew, ed: User) -> None:
    event = Event(organization=crew, name="V", slug="v", first_day=SATURDAY, last_day=SATURDAY)
    written = editions.create(event, by=ed)

    with pytest.raises(NotPossible, match="Delete it instead"):
        undo(written, by=ed)
