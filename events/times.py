"""Time: the only place that turns a day, a minute and a zone into an instant, and back.

A set belongs to a festival day and has local wall-clock minutes after that day's midnight: 00:25
after Saturday night is Saturday, minute 1465. With the day-turn at 06:00 a start lies in
[360, 1800), an end up to 12 hours after its start. People type and read 00:25.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from events.models import Event, Performance

HOURS = 24
NOON_HOUR = 12
DAY = HOURS * 60
# A set without an end counts as this many minutes wherever a length is needed.
ASSUMED_LENGTH = 60
LONGEST_SET = 12 * 60


def place(clock: int, turn: int) -> int:
    """Return the minute of the festival day at which its clocks show `clock`."""
    return clock + DAY if clock < turn else clock


def in_day(start: int, turn: int) -> bool:
    """Say whether a start lies in its own festival day."""
    return turn <= start < turn + DAY


def clock_text(minute: int, *, hours: int = HOURS) -> str:
    """Write a minute as people read it: 1465 is “00:25”, or “12:25 am” on a 12-hour clock."""
    hour, minutes = divmod(minute % DAY, 60)
    if hours == HOURS:
        return f"{hour:02}:{minutes:02}"
    return f"{hour % NOON_HOUR or NOON_HOUR}:{minutes:02} {'am' if hour < NOON_HOUR else 'pm'}"


def ordinal(day: date, minute: int) -> int:
    """Return the place of a minute among all days: what sorting and conflicts compare."""
    return day.toordinal() * DAY + minute


@lru_cache
def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def instant(day: date, minute: int, timezone: str) -> datetime:
    """Return the instant at which the wall clock of `timezone` shows `minute` of `day`.

    A local time that spring skips moves forward by the gap; of one that autumn doubles it is the
    first (PEP 495, fold=0).
    """
    wall = datetime(day.year, day.month, day.day, tzinfo=zone(timezone)) + timedelta(minutes=minute)
    return wall.astimezone(UTC).astimezone(zone(timezone))


@lru_cache(maxsize=512)
def clock_changes(timezone: str, first: date, last: date) -> tuple[datetime, ...]:
    """Return the instants from `first` to `last` at which the clocks of `timezone` change, in UTC.

    Found by halving each day on which the offset differs from the day's before, to the minute.
    """
    place, found = zone(timezone), []
    at = datetime(first.year, first.month, first.day, tzinfo=UTC)
    while at.date() < last:
        before, after = at, at + timedelta(days=1)
        at = after
        offset = before.astimezone(place).utcoffset()
        if offset == after.astimezone(place).utcoffset():
            continue
        while after - before > timedelta(minutes=1):
            middle = before + timedelta(minutes=(after - before) // timedelta(minutes=2))
            if middle.astimezone(place).utcoffset() == offset:
                before = middle
            else:
                after = middle
        found.append(after)
    return tuple(found)


def starts_at(performance: "Performance", event: "Event") -> datetime | None:
    if performance.start is None:
        return None
    return instant(performance.day, performance.start, event.timezone)


def ends_at(performance: "Performance", event: "Event") -> datetime | None:
    """Return start plus length, so that a set keeps its length in a night that clocks change."""
    starts = starts_at(performance, event)
    if starts is None or performance.start is None or performance.end is None:
        return None
    return _later(starts, performance.end - performance.start)


def over_at(performance: "Performance", event: "Event") -> datetime | None:
    """Return when the set is over; one without an end counts as 60 minutes."""
    starts = starts_at(performance, event)
    if starts is None:
        return None
    return ends_at(performance, event) or _later(starts, ASSUMED_LENGTH)


def _later(at: datetime, minutes: int) -> datetime:
    """Return the instant when so many minutes have really passed, on the same zone's clock."""
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo)


def festival_day(at: datetime, timezone: str, turn: int) -> date:
    """Return the festival day that `at` belongs to: before the turn it is still yesterday's.

    Instants are compared, not clocks, so that days begin and end as `opens_at` and `closes_at` say
    even where the turn lies in an hour that autumn doubles.
    """
    day = at.astimezone(zone(timezone)).date()
    return day if at >= instant(day, turn, timezone) else later_day(day, -1)


def clock_minute(at: datetime, timezone: str) -> int:
    """Return the minute of the day that the clocks of `timezone` show at `at`."""
    wall = at.astimezone(zone(timezone))
    return wall.hour * 60 + wall.minute


def on_clocks(at: datetime, timezone: str) -> datetime:
    """Return the same instant as the clocks of `timezone` show it."""
    return at.astimezone(zone(timezone))


def days(event: "Event") -> list[date]:
    """Return the event's festival days in order."""
    length = (event.last_day - event.first_day).days
    return [event.first_day + timedelta(days=number) for number in range(length + 1)]


def day_number(event: "Event", day: date) -> int:
    """Return 1 for the first festival day."""
    return (day - event.first_day).days + 1


def later_day(day: date, by: int) -> date:
    return day + timedelta(days=by)


def opens_at(event: "Event") -> datetime:
    """Return the turn of the first festival day."""
    return instant(event.first_day, event.day_turn, event.timezone)


def day_closes_at(event: "Event", day: date) -> datetime:
    """Return the turn after a festival day."""
    return instant(day, event.day_turn + DAY, event.timezone)


def closes_at(event: "Event") -> datetime:
    """Return the turn after the last festival day."""
    return day_closes_at(event, event.last_day)


def doors_minute(event: "Event", day: date) -> int | None:
    doors = event.doors.get(str(day_number(event, day)))
    return doors if isinstance(doors, int) else None


def begins_at(event: "Event", performances: Iterable["Performance"] = ()) -> datetime:
    """Return when it starts: first day's doors, else its first timed set, else the day-turn."""
    first_starts = [
        performance.start
        for performance in performances
        if performance.start is not None and performance.day == event.first_day
    ]
    minute = doors_minute(event, event.first_day)
    if minute is None:
        minute = min(first_starts, default=event.day_turn)
    return instant(event.first_day, minute, event.timezone)


def earliest_last_day(at: datetime) -> date:
    """Return the last day that an event still going on at `at` can have, whatever its zone.

    Zones reach 14 hours ahead of UTC and 12 behind, a festival day ends by noon of the next: two
    days before the UTC date is early enough for all.
    """
    return at.astimezone(UTC).date() - timedelta(days=2)


@dataclass(frozen=True)
class Slot:
    """When a set is: minutes of its festival day, each None where unknown."""

    start: int | None = None
    end: int | None = None

    @property
    def length(self) -> int | None:
        return None if self.start is None or self.end is None else self.end - self.start

    def shifted(self, minutes: int) -> "Slot":
        return Slot(
            None if self.start is None else self.start + minutes,
            None if self.end is None else self.end + minutes,
        )
