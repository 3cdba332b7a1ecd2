"""What people type as a time, and what it means.

Accepted: 20:15, 20h15, 20h, 2015, 8:15pm, 8:15p, 8pm, and 20:15:00 as spreadsheets write it. A
bare hour or 9:30 takes am or pm from its neighbour; without one 9:30 is 09:30, and a lone 8 is
refused: nobody knows which. Hours 0 and 13 to 23 have one meaning. Hour 24 and minute 60 are
refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import product

from events.times import DAY, HOURS, LONGEST_SET, NOON_HOUR, Slot, place

UNKNOWN = {"", "tba", "tbd", "tbc", "?", "-", "–", "—"}
# The longest accepted spelling is “12:15:00 p.m.”; what is far longer is no time.
LONGEST_TYPED = 20
NOON = NOON_HOUR * 60
LAST_MINUTE = 59

A_TIME = re.compile(
    r"""(?: (?P<hour>[0-9]{1,2}) (?: : (?P<minute>[0-9]{2}) (?: :00 )? )?
            \s* (?P<half>[ap]\.?(?:m\.?)?)?
      | (?P<h_hour>[0-9]{1,2}) \s? h \s? (?P<h_minute>[0-9]{2})?
      | (?P<digits>[0-9]{4}) )""",
    re.VERBOSE,
)


class NotATime(ValueError):
    """What was typed is no time; the message says what to type."""


@dataclass(frozen=True)
class Typed:
    """A time as typed: the clock minutes it may mean, and whether it needs a neighbour to tell."""

    readings: tuple[int, ...]
    bare_hour: bool = False


def slot(start: str, end: str, *, turn: int) -> Slot:
    """Read a start and an end as typed, either may be empty; raise `NotATime`."""
    typed_start, typed_end = read(start), read(end)
    if typed_start is None:
        if typed_end is not None:
            raise NotATime("An end needs a start.")
        return Slot()
    if typed_end is None:
        if typed_start.bare_hour:
            raise NotATime(which_half(start))
        return Slot(place(typed_start.readings[0], turn))
    if typed_start.bare_hour and len(typed_end.readings) > 1:
        raise NotATime(which_half(start))
    return _nearest(typed_start, typed_end, turn)


def clock_minute(text: str) -> int | None:
    """Read one time that has no neighbour; None where it is unknown."""
    typed = read(text)
    if typed is None:
        return None
    if typed.bare_hour:
        raise NotATime(which_half(text))
    return typed.readings[0]


def read(text: str) -> Typed | None:
    """Read one time as typed; None for an empty field or TBA."""
    # Cut first: normalising 50 KB of stacked accents takes a second.
    typed = text.strip()[: LONGEST_TYPED + 1]
    plain = unicodedata.normalize("NFKC", typed).strip().lower()
    if plain in UNKNOWN:
        return None
    found = A_TIME.fullmatch(plain) if len(typed) <= LONGEST_TYPED else None
    if not found:
        shown = "".join(letter for letter in typed[:LONGEST_TYPED] if letter.isprintable())
        raise NotATime(f"“{shown}” is not a time. Type 20:15 or 8:15 pm.")
    if found["digits"]:
        return Typed((_minute_of(found["digits"][:2], found["digits"][2:]),))
    if found["h_hour"]:
        return Typed((_minute_of(found["h_hour"], found["h_minute"]),))
    if found["half"]:
        return Typed((_half_day(found["hour"], found["minute"], afternoon="p" in found["half"]),))
    minute = _minute_of(found["hour"], found["minute"])
    bare_hour = found["minute"] is None
    on_24_hours = found["hour"].startswith("0") and not bare_hour
    if on_24_hours or not 1 <= int(found["hour"]) <= NOON_HOUR:
        return Typed((minute,))
    return Typed((minute, (minute + NOON) % DAY), bare_hour=bare_hour)


def which_half(text: str) -> str:
    return f"Is {text.strip()} in the morning or the evening? Type {text.strip()} am or pm."


def _minute_of(hour: str, minute: str | None) -> int:
    hours, minutes = int(hour), int(minute or 0)
    if hours == HOURS:
        raise NotATime("There is no hour 24. Midnight is 00:00.")
    if hours > HOURS:
        raise NotATime(f"There is no hour {hours}. Type 00:00 to 23:59.")
    if minutes > LAST_MINUTE:
        raise NotATime(f"There is no minute {minutes}. Type 00 to 59.")
    return hours * 60 + minutes


def _half_day(hour: str, minute: str | None, *, afternoon: bool) -> int:
    if not 1 <= int(hour) <= NOON_HOUR:
        raise NotATime(f"With am or pm the hour is 1 to 12, not {int(hour)}.")
    return _minute_of(str(int(hour) % NOON_HOUR + NOON_HOUR * afternoon), minute)


def _nearest(start: Typed, end: Typed, turn: int) -> Slot:
    """Choose the readings that make the shortest set, the 24-hour reading on a draw."""
    lengths = [
        ((ends - starts) % DAY, starts) for starts, ends in product(start.readings, end.readings)
    ]
    length, starts = min(lengths, key=lambda found: found[0])
    if length == 0 and not (start.bare_hour or end.bare_hour):
        # 10:00 to 22:00 would be empty on a 12-hour clock, on a 24-hour one it is half a day.
        starts = start.readings[0]
        length = (end.readings[0] - starts) % DAY
    if length == 0:
        raise NotATime("Ends when it starts. Type a later time, or leave it empty.")
    if length > LONGEST_SET:
        raise NotATime("Ends before it starts. A set lasts 12 hours at most.")
    begins = place(starts, turn)
    return Slot(begins, begins + length)
