"""Doors as people type them: “19:00”, or for several days “1: 19:00, 2: 18:30”."""

import re
from collections.abc import Mapping

from events.times import clock_text, place
from events.typed_times import NotATime, clock_minute

# The blank after the colon tells a day from an hour.
A_DAY = re.compile(r"(?P<day>[0-9]{1,2})\s*:\s+(?P<time>\S.*)")
HOW = "Name the day and its time: 1: 19:00, 2: 18:30."


def read(text: str, *, days: int, turn: int) -> dict[str, int]:
    """Return the minute of the doors by day number; a day whose time is unknown is left out."""
    doors: dict[str, int] = {}
    named: set[int] = set()
    for part in re.split(r"[,;\n]", text):
        if not part.strip():
            continue
        found = A_DAY.fullmatch(part.strip())
        if not found and days > 1:
            raise NotATime(HOW)
        number, time = (int(found["day"]), found["time"]) if found else (1, part)
        if not 1 <= number <= days:
            raise NotATime(f"There is no day {number}.")
        if number in named:
            raise NotATime(f"Day {number} has two times.")
        named.add(number)
        minute = clock_minute(time)
        if minute is not None:
            doors[str(number)] = place(minute, turn)
    return doors


def text(doors: Mapping[str, int], *, days: int) -> str:
    """Write doors the way they are typed."""
    if days == 1 and set(doors) <= {"1"}:
        return "".join(clock_text(minute) for minute in doors.values())
    in_order = sorted(doors.items(), key=lambda one: int(one[0]))
    return ", ".join(f"{number}: {clock_text(minute)}" for number, minute in in_order)
