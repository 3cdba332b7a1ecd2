"""The public schedule as dataclasses: order, what is on, what moved."""

from datetime import UTC, date, datetime, timedelta

import pytest

from events import schedule
from events.models import Event
from events.public_sets import Part
from tests.cast import SATURDAY, make_event, make_performance

SUNDAY = SATURDAY + timedelta(days=1)


def toronto(clock: str, day: date = SATURDAY) -> datetime:
    """Return an instant by Toronto's October clock, which is four hours behind UTC."""
    hour, minute = clock.split(":")
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return midnight + timedelta(hours=int(hour) + 4, minutes=int(minute))


@pytest.fixture
def event(crew) -> Event:
    return make_event(status="published")


def names(sets) -> list[str]:
    return [found.band.name for found in sets]


def test_sets_read_in_order_with_midnight_and_the_unknown_last(event: Event) -> None:
    for band, start in [("Ten past", "0:10"), ("TBA", ""), ("Late", "23:10"), ("Early", "20:00")]:
        make_performance(event, band, start=start)

    found = schedule.of(event, toronto("12:00"))

    assert [(row.band.name, row.part) for row in found.sets] == [
        ("Early", Part.EVENING),
        ("Late", Part.EVENING),
        ("Ten past", Part.AFTER_MIDNIGHT),
        ("TBA", Part.UNTIMED),
    ]
    assert found.sets[2].starts_at == toronto("0:10", SUNDAY)
    assert [night.day for night in found.nights] == [SATURDAY]


def test_a_set_belongs_to_its_festival_day(crew) -> None:
    event = make_event(status="published", last_day=SUNDAY, doors={"2": 900})
    make_performance(event, "Night owl", start="1:00")
    make_performance(event, "Matinee", start="15:00", day=SUNDAY)

    nights = schedule.of(event, toronto("12:00")).nights

    assert [(night.number, night.doors, names(night.sets)) for night in nights] == [
        (1, None, ["Night owl"]),
        (2, 900, ["Matinee"]),
    ]
    assert nights[1].doors_at == toronto("15:00", SUNDAY)


def test_a_cancelled_set_stays_and_is_never_now_or_next(event: Event) -> None:
    make_performance(event, start="20:30", cancelled_at=toronto("12:00"), cancel_reason="Flu.")

    on_stage = schedule.of(event, toronto("20:40"))
    before = schedule.of(event, toronto("20:20"))

    assert (on_stage.now, before.soon, before.next_up, before.opener) == ([], [], None, None)
    assert [(row.cancelled, row.cancel_reason) for row in on_stage.sets] == [(True, "Flu.")]
    assert (on_stage.going_ahead, on_stage.cancelled, on_stage.venues) == (0, 1, ())


def test_what_is_over_folds_only_while_the_event_is_on(event: Event) -> None:
    make_performance(event, "First", start="20:00", end="20:30")
    make_performance(event, "Second", start="21:00", end="21:30")

    (on,) = schedule.of(event, toronto("20:45")).nights
    (over,) = schedule.of(event, toronto("12:00", SUNDAY)).nights

    assert (names(on.earlier), names(on.sets)) == (["First"], ["Second"])
    assert (names(over.earlier), names(over.sets)) == ([], ["First", "Second"])


def test_a_bygone_day_folds_with_its_untimed_sets(crew) -> None:
    event = make_event(status="published", last_day=SUNDAY)
    make_performance(event, "Never told", start="")

    before_the_turn = schedule.of(event, toronto("5:59", SUNDAY)).nights[0]
    after_it = schedule.of(event, toronto("6:00", SUNDAY)).nights[0]

    assert (names(before_the_turn.sets), names(after_it.earlier)) == (["Never told"],) * 2


@pytest.mark.parametrize(
    ("fields", "at", "phase"),
    [
        ({}, toronto("5:59"), schedule.Phase.BEFORE),
        ({}, toronto("6:00"), schedule.Phase.ON),
        ({}, toronto("5:59", SUNDAY), schedule.Phase.ON),
        ({}, toronto("6:00", SUNDAY), schedule.Phase.OVER),
        ({"status": "archived"}, toronto("21:00"), schedule.Phase.OVER),
        ({"called_off": "cancelled"}, toronto("21:00"), schedule.Phase.CALLED_OFF),
        ({"called_off": "postponed"}, toronto("6:00", SUNDAY), schedule.Phase.CALLED_OFF),
    ],
)
def test_an_event_is_before_on_over_or_called_off(crew, fields, at, phase) -> None:
    event = make_event(**{"status": "published", **fields})
    make_performance(event, start="20:30", end="21:30")

    found = schedule.of(event, at)

    assert (found.phase, len(found.now)) == (phase, 0)


def test_the_venues_are_listed_with_their_sets(event: Event) -> None:
    for band, venue in [("A", "Room 47"), ("B", "Canis Major"), ("C", "Room 47"), ("D", None)]:
        make_performance(event, band, venue=venue)

    found = schedule.of(event, toronto("12:00"))

    assert [(venue.name, sets) for venue, sets in found.venues] == [
        ("Canis Major", 1),
        ("Room 47", 2),
    ]
