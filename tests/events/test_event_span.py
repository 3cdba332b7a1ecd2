"""From when to when an event goes on, and what its days are called."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from events import times
from events.models import Event, Performance

FRIDAY, SATURDAY, SUNDAY = date(2026, 10, 9), date(2026, 10, 10), date(2026, 10, 11)


def a_weekend(**fields) -> Event:
    known = {"first_day": FRIDAY, "last_day": SUNDAY, "timezone": "America/Toronto", "doors": {}}
    return Event(**{**known, **fields})


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_a_weekend_has_three_days_counted_from_one() -> None:
    event = a_weekend()

    assert times.days(event) == [FRIDAY, SATURDAY, SUNDAY]
    assert [times.day_number(event, day) for day in times.days(event)] == [1, 2, 3]


def test_an_event_opens_and_closes_at_the_turn() -> None:
    event = a_weekend()

    assert times.opens_at(event) == utc("2026-10-09T10:00")
    assert times.closes_at(event) == utc("2026-10-12T10:00")


def test_an_event_begins_with_doors_else_its_first_timed_set_else_the_turn() -> None:
    late, early = (Performance(day=FRIDAY, start=start) for start in (1260, 1200))
    another_day = Performance(day=SATURDAY, start=600)
    untimed = Performance(day=FRIDAY, start=None)
    sets = [late, early, another_day, untimed]

    assert times.begins_at(a_weekend(doors={"1": 1140}), sets) == utc("2026-10-09T23:00")
    assert times.begins_at(a_weekend(doors={"2": 1140}), sets) == utc("2026-10-10T00:00")
    assert times.begins_at(a_weekend(), [untimed, another_day]) == utc("2026-10-09T10:00")


def test_doors_belong_to_their_own_day() -> None:
    event = a_weekend(doors={"2": 1110})
    assert [times.doors_minute(event, day) for day in times.days(event)] == [None, 1110, None]


@given(
    zone=st.sampled_from(["Pacific/Kiritimati", "Etc/GMT+12", "America/Toronto", "UTC"]),
    last_day=st.dates(date(2000, 1, 3), date(2099, 12, 28)),
    turn=st.integers(0, 720),
)
def test_no_event_that_goes_on_ends_before_the_earliest_last_day(
    zone: str, last_day: date, turn: int
) -> None:
    event = a_weekend(first_day=last_day, last_day=last_day, timezone=zone, day_turn=turn)
    assert times.earliest_last_day(times.closes_at(event)) <= last_day
