"""What each verb does to sets, and what it writes in the ledger."""

from datetime import timedelta

import pytest

from accounts.models import User
from events import lineup
from events.act import NotPossible, StaleEdit
from events.deeds import SlotTaken
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue


@pytest.fixture
def event(crew: object) -> Event:
    return make_event()


def ledger_of(event: Event) -> list[tuple[str, list[tuple[object, object]]]]:
    """Return labels with what each changed, oldest first, without times of day."""
    return [
        (found.label, [(change.before, change.after) for change in found.changes.all()])
        for found in ChangeSet.objects.filter(event=event).order_by("pk")
    ]


def test_add_puts_sets_into_the_lineup(event: Event, ed: User) -> None:
    rills, room = make_band("The Rills"), make_venue("Room 47")

    written = lineup.add(event, [NewSet(rills, SATURDAY, room, Slot(1230, 1275), "loud")], by=ed)

    row = Performance.objects.get()
    assert (row.event, row.band, row.venue, row.day) == (event, rills, room, SATURDAY)
    assert (row.start, row.end, row.note, row.version) == (1230, 1275, "loud", 1)
    assert (row.announced_at, row.cancelled_at, row.first_public) == (None, None, None)
    assert written is not None
    assert (written.label, written.by, written.event) == ("Added The Rills", ed, event)
    assert [(change.before, change.target_id) for change in written.changes.all()] == [
        (None, row.pk)
    ]


def test_edit_changes_named_fields_and_records_only_those(event: Event, ed: User) -> None:
    row = make_performance(event, start="20:30", end="21:00", venue="Room 47")

    lineup.edit(row, by=ed, start=1260, end=1290)

    row.refresh_from_db()
    assert (row.start, row.end, row.version) == (1260, 1290, 2)
    assert ledger_of(event) == [
        ("Moved The Rills to 21:00", [({"start": 1230, "end": 1260}, {"start": 1260, "end": 1290})])
    ]


def test_edit_of_a_field_that_has_its_own_verb_is_a_mistake(event: Event, ed: User) -> None:
    row = make_performance(event)

    with pytest.raises(TypeError, match="no cancelled_at to edit"):
        lineup.edit(row, by=ed, cancelled_at=None)


def test_move_takes_several_sets_to_a_venue(event: Event, ed: User) -> None:
    rows = [make_performance(event, name) for name in ("The Rills", "Ø", "PJ Thornhill")]
    room = make_venue("Room 47")

    lineup.move(rows[:2], venue=room, by=ed)

    places = Performance.objects.order_by("pk").values_list("venue", "version")
    assert list(places) == [(room.pk, 2), (room.pk, 2), (None, 1)]
    assert [label for label, _ in ledger_of(event)] == ["Moved 2 sets to Room 47"]


def test_move_lets_two_sets_swap_their_times(event: Event, ed: User) -> None:
    early = make_performance(event, "The Rills", start="20:00", end="20:30")

    lineup.move([early], slot=Slot(1320, 1350), by=ed)

    assert [label for label, _ in ledger_of(event)] == ["Moved The Rills to 22:00"]


def test_shift_moves_start_and_end_and_leaves_untimed_sets(event: Event, ed: User) -> None:
    timed = make_performance(event, "The Rills", start="23:50", end="00:20")
    untimed = make_performance(event, "Ø", start=None)

    lineup.shift([timed, untimed], 15, by=ed)

    assert list(Performance.objects.order_by("pk").values_list("start", "end", "version")) == [
        (1445, 1475, 2),
        (None, None, 1),
    ]
    assert [label for label, _ in ledger_of(event)] == ["Moved The Rills 15 min later"]


def test_cancel_keeps_the_reason_and_restore_takes_both_back(event: Event, ed: User) -> None:
    row = make_performance(event)

    lineup.cancel([row], reason="Lost voice", by=ed)

    row.refresh_from_db()
    assert row.cancelled_at is not None
    assert row.cancel_reason == "Lost voice"

    lineup.restore([row], by=ed)

    row.refresh_from_db()
    assert (row.cancelled_at, row.cancel_reason, row.version) == (None, "", 3)


def test_restore_into_a_taken_slot_asks_first(event: Event, ed: User) -> None:
    row = make_performance(event, "The Rills", start="20:30", end="21:00", venue="Room 47")
    lineup.cancel([row], by=ed)
    make_performance(event, "Ø", start="20:45", end="21:15", venue="Room 47")
    row.refresh_from_db()

    with pytest.raises(SlotTaken, match="Ø now plays at Room 47") as refused:
        lineup.restore([row], by=ed)

    row.refresh_from_db()
    assert [str(holder.band) for holder in refused.value.holders] == ["Ø"]
    assert row.cancelled_at is not None
    assert lineup.restore([row], even_if_taken=True, by=ed) is not None


def test_announce_and_unannounce(event: Event, ed: User) -> None:
    row = make_performance(event)

    lineup.announce([row], by=ed)
    row.refresh_from_db()
    announced = row.announced_at
    lineup.unannounce([row], by=ed)
    row.refresh_from_db()

    assert announced is not None
    assert row.announced_at is None
    assert [label for label, _ in ledger_of(event)] == [
        "Announced The Rills",
        "Unannounced The Rills",
    ]


def test_remove_keeps_the_row_but_not_in_the_lineup(event: Event, ed: User) -> None:
    row = make_performance(event)

    lineup.remove([row], by=ed)

    assert Performance.objects.live().count() == 0
    assert Performance.objects.get().removed_at is not None


@pytest.mark.parametrize("again", [lineup.cancel, lineup.announce])
def test_asking_for_what_is_so_already_is_a_success(event: Event, ed: User, again) -> None:
    row = make_performance(event)
    assert again([row], by=ed) is not None
    row.refresh_from_db()

    assert again([row], by=ed) is None

    row.refresh_from_db()
    assert (row.version, ChangeSet.objects.count()) == (2, 1)


def test_a_repeated_submit_answers_with_the_first_outcome(event: Event, ed: User) -> None:
    new = [NewSet(make_band(), SATURDAY)]

    first = lineup.add(event, new, by=ed, form_key="4f2a")
    second = lineup.add(event, new, by=ed, form_key="4f2a")
    other = lineup.add(event, new, by=ed, form_key="77aa")

    assert first == second
    assert other != first
    assert Performance.objects.count() == 2


def test_a_stale_edit_changes_nothing_and_shows_theirs(event: Event, ed: User, ada: User) -> None:
    row, bystander = make_performance(event), make_performance(event, "Ø")
    lineup.edit(Performance.objects.get(pk=row.pk), start=1245, by=ada)

    with pytest.raises(StaleEdit, match="The Rills") as refused:
        lineup.shift([row, bystander], 30, by=ed)

    assert [theirs.start for theirs in refused.value.theirs] == [1245]
    assert list(Performance.objects.order_by("pk").values_list("start", "version")) == [
        (1245, 2),
        (1230, 1),
    ]


def test_the_versions_a_person_saw_count_more_than_the_row_read_now(event: Event, ed: User) -> None:
    row = make_performance(event)
    lineup.edit(row, start=1245, by=ed)
    row.refresh_from_db()

    with pytest.raises(StaleEdit):
        lineup.edit(row, start=1260, seen={row.public_id: 1}, by=ed)
    assert lineup.edit(row, start=1260, seen={row.public_id: 2}, by=ed) is not None


def test_a_set_removed_meanwhile_is_named_as_gone(event: Event, ed: User) -> None:
    row = make_performance(event)
    lineup.remove([row], by=ed)

    with pytest.raises(StaleEdit, match="1 removed"):
        lineup.announce([row], by=ed)


def test_an_act_on_nothing_or_on_two_events_is_refused(event: Event, ed: User) -> None:
    here = make_performance(event)
    there = make_performance(make_event("Vol. 8"))

    with pytest.raises(NotPossible, match="Choose a set first"):
        lineup.cancel([], by=ed)
    with pytest.raises(NotPossible, match="not all of one event"):
        lineup.cancel([here, there], by=ed)
    assert ChangeSet.objects.count() == 0


def test_an_archived_lineup_is_closed(event: Event, ed: User) -> None:
    row = make_performance(event)
    Event.objects.update(status=Event.Status.ARCHIVED)
    row.event.refresh_from_db()

    with pytest.raises(NotPossible, match="Unarchive"):
        lineup.move([row], day=SATURDAY + timedelta(days=1), by=ed)
    with pytest.raises(NotPossible, match="Unarchive"):
        lineup.add(event, [NewSet(row.band, SATURDAY)], by=ed)
    assert ChangeSet.objects.count() == 0
