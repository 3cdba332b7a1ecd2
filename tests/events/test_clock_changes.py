"""The nights on which clocks change, in zones that skip and double an hour or half of one."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import times
from events.models import Event, Performance

# zone, festival day whose night it is, first and last skipped minute of that festival day
SPRING = [
    ("America/Toronto", date(2026, 3, 7), 1560, 1619),
    ("Europe/London", date(2026, 3, 28), 1500, 1559),
    ("Australia/Lord_Howe", date(2026, 10, 3), 1560, 1589),
]
# zone, festival day, first and last doubled minute, offset before, offset after
AUTUMN = [
    ("America/Toronto", date(2026, 10, 31), 1500, 1559, "-0400", "-0500"),
    ("Europe/London", date(2026, 10, 24), 1500, 1559, "+0100", "+0000"),
    ("Australia/Lord_Howe", date(2026, 4, 4), 1530, 1559, "+1100", "+1030"),
]
NIGHTS = [night[:2] for night in SPRING + AUTUMN]


def clock(day: date, minute: int, zone: str) -> str:
    return times.instant(day, minute, zone).strftime("%H:%M")


def offset(day: date, minute: int, zone: str) -> str:
    return times.instant(day, minute, zone).strftime("%z")


@pytest.mark.parametrize(("zone", "day", "first", "last"), SPRING)
def test_skipped_minutes_move_forward_by_the_gap(
    zone: str, day: date, first: int, last: int
) -> None:
    gap = last - first + 1

    shown = [clock(day, minute, zone) for minute in range(first - 1, last + 2)]

    expected = [first - 1, *(minute + gap for minute in range(first, last + 1)), last + 1]
    assert shown == [times.clock_text(minute) for minute in expected]


@pytest.mark.parametrize(("zone", "day", "first", "last", "before", "after"), AUTUMN)
def test_doubled_minutes_are_the_first_of_the_two(
    zone: str, day: date, first: int, last: int, before: str, after: str
) -> None:
    night = range(first - 1, last + 2)

    assert [clock(day, minute, zone) for minute in night] == [
        times.clock_text(minute) for minute in night
    ]
    assert [offset(day, minute, zone) for minute in night] == [before] * (len(night) - 1) + [after]


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
@given(start=st.integers(360, 1799), length=st.integers(1, 720))
def test_a_set_keeps_its_length(zone: str, day: date, start: int, length: int) -> None:
    event = Event(timezone=zone, first_day=day, last_day=day)
    performance = Performance(day=day, start=start, end=start + length)

    starts_at, ends_at = times.starts_at(performance, event), times.ends_at(performance, event)

    assert starts_at is not None
    assert ends_at is not None
    lasted = ends_at.astimezone(UTC) - starts_at.astimezone(UTC)
    assert lasted.total_seconds() == length * 60


@pytest.mark.parametrize(("zone", "day"), NIGHTS)
@given(start=st.integers(360, 1799))
def test_a_set_belongs_to_the_festival_day_of_its_night(zone: str, day: date, start: int) -> None:
    assert times.festival_day(times.instant(day, start, zone), zone, 360) == day


@pytest.mark.parametrize(("zone", "day", "first", "last"), SPRING)
@given(one=st.integers(0, 2879), other=st.integers(0, 2879))
def test_order_by_ordinal_is_order_in_time_but_for_skipped_minutes(
    zone: str, day: date, first: int, last: int, one: int, other: int
) -> None:
    one, other = sorted((one, other))

    assert times.ordinal(day, one) <= times.ordinal(day, other)
    in_order = times.instant(day, one, zone) <= times.instant(day, other, zone)
    assert in_order or first <= one <= last


@pytest.mark.parametrize(("zone", "day"), [night[:2] for night in AUTUMN])
@given(one=st.integers(0, 2879), other=st.integers(0, 2879))
def test_order_by_ordinal_is_order_in_time_where_minutes_double(
    zone: str, day: date, one: int, other: int
) -> None:
    one, other = sorted((one, other))
    assert times.instant(day, one, zone) <= times.instant(day, other, zone)


def test_neighbouring_days_share_one_scale() -> None:
    saturday, sunday = date(2026, 10, 10), date(2026, 10, 11)
    assert times.ordinal(saturday, 1465) == times.ordinal(sunday, 25)


def test_a_day_turns_at_the_first_of_two_equal_clocks() -> None:
    """In Toronto 01:30 comes twice; what follows the first belongs to the new day throughout."""
    second_quarter_past_one = datetime(2026, 11, 1, 6, 15, tzinfo=UTC)
    assert times.festival_day(second_quarter_past_one, "America/Toronto", 90) == date(2026, 11, 1)
