"""What is on, what is soon, and how many minutes are left."""

from datetime import timedelta

import pytest

from events import schedule
from events.models import Event
from events.public_sets import State
from tests.cast import make_event, make_performance
from tests.events.test_schedule import names, toronto


@pytest.fixture
def event(crew) -> Event:
    return make_event(status="published")


@pytest.mark.parametrize(
    ("clock", "state", "left", "until"),
    [
        ("20:09", State.LATER, None, None),
        ("20:10", State.SOON, None, 20),
        ("20:29", State.SOON, None, 1),
        ("20:30", State.NOW, 45, None),
        ("21:14", State.NOW, 1, None),
        ("21:15", State.PAST, None, None),
    ],
)
def test_a_set_is_later_soon_now_and_past(event: Event, clock, state, left, until) -> None:
    make_performance(event, start="20:30", end="21:15")

    row = schedule.of(event, toronto(clock)).sets[0]

    assert (row.state, row.minutes_left, row.minutes_until) == (state, left, until)


def test_a_minute_begun_counts_whole(event: Event) -> None:
    make_performance(event, start="20:30", end="21:15")

    row = schedule.of(event, toronto("21:14") + timedelta(seconds=59)).sets[0]

    assert (row.minutes_left, row.minutes_played) == (1, 44)


def test_a_set_without_an_end_is_on_for_an_hour_and_counts_no_minutes(event: Event) -> None:
    make_performance(event, start="20:30")

    on, over = (schedule.of(event, toronto(clock)).sets[0] for clock in ("21:29", "21:30"))

    assert (on.state, on.minutes_left, on.minutes_played) == (State.NOW, None, None)
    assert over.state == State.PAST


def test_now_names_the_one_that_ends_first_in_front(event: Event) -> None:
    make_performance(event, "Long", start="20:00", end="22:00")
    make_performance(event, "Short", start="20:30", end="21:00")
    make_performance(event, "Next", start="21:05")
    make_performance(event, "Much later", start="23:00")

    found = schedule.of(event, toronto("20:50"))

    assert (names(found.now), names(found.soon)) == (["Short", "Long"], ["Next"])
    assert found.next_up is not None
    assert found.next_up.band.name == "Next"
