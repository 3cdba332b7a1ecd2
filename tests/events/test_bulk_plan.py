"""A plan says what a deed would do to many sets, and writes nothing."""

from datetime import timedelta

import pytest

from accounts.models import User
from events import deeds, lineup
from events.act import Misfits, NotPossible, StaleEdit
from events.bulk import Plan, plan
from events.deeds import SlotTaken
from events.models import ChangeSet, Event, Performance
from events.times import clock_text
from tests.cast import SATURDAY, make_event, make_performance, make_venue

SUNDAY = SATURDAY + timedelta(days=1)


@pytest.fixture
def event(crew) -> Event:
    return make_event()


def sets_of(event: Event) -> list[Performance]:
    return list(event.performances.live().select_related("event", "band", "venue").order_by("pk"))


def told(planned: Plan) -> list[tuple[str, str, str]]:
    return [
        (str(line.after.band), place(line.before) if line.before else "", place(line.after))
        for line in planned.lines
    ]


def place(row: Performance) -> str:
    time = "TBA" if row.start is None else clock_text(row.start)
    until = "" if row.end is None else f"–{clock_text(row.end)}"
    return f"{row.day:%a} {time}{until} {row.venue or 'TBA'}"


def test_a_plan_shows_old_and_new_and_writes_nothing(event: Event) -> None:
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    make_performance(event, "Ø", venue=None, start=None)

    planned = plan(sets_of(event), deeds.shifted(15))

    assert told(planned) == [("The Rills", "Sat 20:00–20:40 Room 47", "Sat 20:15–20:55 Room 47")]
    assert [str(row.band) for row in planned.same] == ["Ø"]
    assert planned.label == "Moved The Rills 15 min later"
    assert ChangeSet.objects.count() == 0
    assert sets_of(event)[0].start == 1200


def test_two_sets_swap_without_a_conflict_in_between(event: Event) -> None:
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    make_performance(event, "Ø", venue="Ship", start="22:00")

    planned = plan(sets_of(event), deeds.swapped)

    assert told(planned) == [
        ("The Rills", "Sat 20:00–20:40 Room 47", "Sat 22:00 Ship"),
        ("Ø", "Sat 22:00 Ship", "Sat 20:00–20:40 Room 47"),
    ]
    assert (planned.made, planned.solved) == ([], [])


@pytest.mark.parametrize("count", [1, 3])
def test_only_two_sets_can_swap(event: Event, count: int) -> None:
    for number in range(count):
        make_performance(event, f"Band {number}")

    with pytest.raises(NotPossible, match="two sets"):
        plan(sets_of(event), deeds.swapped)


def test_a_plan_names_the_conflicts_it_makes_and_those_it_solves(event: Event) -> None:
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30")
    make_performance(event, "TK Malone", venue="Ship", start="20:45", end="21:45")
    chosen = [row for row in sets_of(event) if str(row.band) == "Ø"]

    planned = plan(chosen, deeds.moved(venue=make_venue("Barn")))
    there = plan(chosen, deeds.moved(venue=sets_of(event)[2].venue))

    assert [(str(c.first.band), str(c.second.band)) for c in planned.solved] == [("The Rills", "Ø")]
    assert (planned.made, planned.staying) == ([], 0)
    assert [(str(c.first.band), str(c.second.band)) for c in there.made] == [("Ø", "TK Malone")]


def test_a_plan_to_restore_names_who_holds_the_slot_and_they_can_be_confirmed(
    event: Event, ed: User
) -> None:
    row = make_performance(event, "The Rills", venue="Room 47", start="20:00")
    lineup.cancel([row], by=ed)
    make_performance(event, "Ø", venue="Room 47", start="20:30")
    chosen = sets_of(event)[:1]

    planned = plan(chosen, deeds.restored(despite=None))
    with pytest.raises(SlotTaken, match="Ø now plays at Room 47"):
        lineup.do(chosen, deeds.restored(), by=ed)
    named = [holder.public_id for holder in planned.holders]
    lineup.do(chosen, deeds.restored(despite=named), by=ed)

    assert [str(holder.band) for holder in planned.holders] == ["Ø"]
    assert sets_of(event)[0].cancelled_at is None


def test_sets_that_would_leave_their_day_are_named_and_nothing_is_done(
    event: Event, ed: User
) -> None:
    make_performance(event, "Late", start="23:00")
    make_performance(event, "Later", start="01:00")
    make_performance(event, "Latest", start="02:00")

    for attempt in (
        lambda: plan(sets_of(event), deeds.shifted(300)),
        lambda: lineup.shift(sets_of(event), 300, by=ed),
    ):
        with pytest.raises(Misfits) as refused:
            attempt()
        assert str(refused.value) == (
            "Later, Latest: That is outside its festival day, which goes from 06:00 to 06:00."
        )
    assert [row.version for row in sets_of(event)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("deed", "becomes"),
    [
        (deeds.without_venue, ["Sat 20:00–20:40 TBA", "Sat TBA TBA"]),
        (deeds.without_time, ["Sat TBA Room 47"]),
        (deeds.started_at(1290), ["Sat 21:30–22:10 Room 47", "Sat 21:30 Room 47"]),
        (deeds.lasting(45), ["Sat 20:00–20:45 Room 47"]),
        (deeds.moved(day=SUNDAY), ["Sun 20:00–20:40 Room 47", "Sun TBA Room 47"]),
    ],
    ids=["no venue", "no time", "time", "length", "day"],
)
def test_what_deeds_do_to_a_timed_and_an_untimed_set(crew, deed, becomes: list[str]) -> None:
    event = make_event(last_day=SUNDAY)
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:40")
    make_performance(event, "Ø", venue="Room 47", start=None)

    assert [after for _, _, after in told(plan(sets_of(event), deed))] == becomes


@pytest.mark.parametrize("minutes", [0, -5, 721])
def test_a_length_that_no_set_has_is_refused(event: Event, minutes: int) -> None:
    make_performance(event)

    with pytest.raises(NotPossible, match="1 to 720 minutes"):
        plan(sets_of(event), deeds.lasting(minutes))


def test_a_plan_is_refused_as_the_act_would_be(event: Event, ed: User) -> None:
    make_performance(event)
    (row,) = sets_of(event)

    with pytest.raises(NotPossible, match="Choose a set first"):
        plan([], deeds.announced)
    with pytest.raises(StaleEdit):
        plan([row], deeds.announced, seen={row.public_id: 9})
    Event.objects.update(status=Event.Status.ARCHIVED)
    with pytest.raises(NotPossible, match="Unarchive"):
        plan([row], deeds.announced)
