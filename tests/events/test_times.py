"""Days, minutes and zones: instants on ordinary nights, festival days, what an event spans."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from events import times
from events.models import Event, Performance

SATURDAY = date(2026, 10, 10)
ZONES = ["America/Toronto", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"]

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
minutes = st.integers(0, 2 * times.DAY - 1)
zones = st.sampled_from(ZONES)


def an_event(**fields) -> Event:
    return Event(**{"first_day": SATURDAY, "last_day": SATURDAY, "doors": {}, **fields})


def a_set(start: int | None, end: int | None = None, day: date = SATURDAY) -> Performance:
    return Performance(day=day, start=start, end=end)


def wall(at: datetime | None) -> str:
    return "" if at is None else at.strftime("%Y-%m-%d %H:%M%z")


@pytest.mark.parametrize(
    ("minute", "on_24", "on_12"),
    [
        (0, "00:00", "12:00 am"),
        (25, "00:25", "12:25 am"),
        (545, "09:05", "9:05 am"),
        (720, "12:00", "12:00 pm"),
        (1215, "20:15", "8:15 pm"),
        (1439, "23:59", "11:59 pm"),
        (1465, "00:25", "12:25 am"),
        (2160, "12:00", "12:00 pm"),
    ],
)
def test_a_minute_reads_as_a_clock_shows_it(minute: int, on_24: str, on_12: str) -> None:
    assert (times.clock_text(minute), times.clock_text(minute, hours=12)) == (on_24, on_12)


@pytest.mark.parametrize(
    ("clock", "turn", "minute"),
    [(1215, 360, 1215), (25, 360, 1465), (359, 360, 1799), (360, 360, 360), (0, 0, 0)],
)
def test_a_clock_has_one_place_in_its_festival_day(clock: int, turn: int, minute: int) -> None:
    assert times.place(clock, turn) == minute
    assert times.in_day(minute, turn)
    assert not times.in_day(minute + times.DAY, turn)


def test_a_set_after_midnight_starts_on_the_next_date() -> None:
    event, performance = an_event(timezone="America/Toronto"), a_set(1465, 1510)

    assert wall(times.starts_at(performance, event)) == "2026-10-11 00:25-0400"
    assert wall(times.ends_at(performance, event)) == "2026-10-11 01:10-0400"
    assert wall(times.over_at(performance, event)) == "2026-10-11 01:10-0400"


def test_an_unknown_time_is_never_invented() -> None:
    event = an_event(timezone="America/Toronto")
    untimed, open_ended = a_set(None), a_set(1215)

    assert times.starts_at(untimed, event) is None
    assert times.ends_at(untimed, event) is None
    assert times.over_at(untimed, event) is None
    assert times.ends_at(open_ended, event) is None
    assert wall(times.over_at(open_ended, event)) == "2026-10-10 21:15-0400"


def moved_by_gap(day: date, minute: int, zone: str) -> timedelta:
    """Return how far the wall clock is from the minute that was asked for."""
    asked = datetime.combine(day, datetime.min.time()) + timedelta(minutes=minute)
    return times.instant(day, minute, zone).replace(tzinfo=None) - asked


@given(day=days, minute=minutes, zone=zones)
def test_an_instant_shows_the_minute_on_the_wall_or_lies_after_a_gap(
    day: date, minute: int, zone: str
) -> None:
    assert moved_by_gap(day, minute, zone) in [timedelta(minutes=gap) for gap in (0, 30, 60)]


@given(day=days, minute=minutes, zone=zones, by=st.integers(-4000, 4000))
def test_moving_the_dates_keeps_the_wall_clock(day: date, minute: int, zone: str, by: int) -> None:
    new_day = times.later_day(day, by)
    assume(not moved_by_gap(day, minute, zone) and not moved_by_gap(new_day, minute, zone))

    before, after = times.instant(day, minute, zone), times.instant(new_day, minute, zone)

    assert after.time() == before.time()
    assert after.date() - before.date() == timedelta(days=by)


@pytest.mark.parametrize(
    ("clock", "day"),
    [
        ("2026-10-10 23:59", date(2026, 10, 10)),
        ("2026-10-11 00:00", date(2026, 10, 10)),
        ("2026-10-11 05:59", date(2026, 10, 10)),
        ("2026-10-11 06:00", date(2026, 10, 11)),
    ],
)
def test_before_the_turn_it_is_still_the_day_before(clock: str, day: date) -> None:
    at = datetime.fromisoformat(f"{clock}-04:00").astimezone(UTC)
    assert times.festival_day(at, "America/Toronto", 360) == day


@given(day=days, after_turn=st.integers(0, times.DAY - 1), zone=zones)
def test_a_set_is_played_on_its_festival_day(day: date, after_turn: int, zone: str) -> None:
    at = times.instant(day, 360 + after_turn, zone)
    assert times.festival_day(at, zone, 360) == day


@given(
    at=st.datetimes(datetime(2000, 1, 2), datetime(2099, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001
    zone=zones,
    turn=st.integers(0, 720),
)
def test_a_festival_day_reaches_from_turn_to_turn(at: datetime, zone: str, turn: int) -> None:
    day = times.festival_day(at, zone, turn)
    assert times.instant(day, turn, zone) <= at < times.instant(day, turn + times.DAY, zone)
