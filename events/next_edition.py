"""What the next edition is probably called, and when it probably is: proposals, easily changed.

“Vol. 15” is followed by “Vol. 16”, “Crawl XIV” by “Crawl XV”, “Summer 2025” by “Summer 2026”, and a
name without a number by itself and a 2. The day is the same weekday, as far away as the last time.
"""

import re
from collections.abc import Collection
from datetime import date

from bands.names import LONGEST_NAME, normalise
from events.rules import LATEST_YEAR
from events.times import later_day

WEEK = 7
# Four editions a year, where there is no earlier one to go by.
USUAL_WEEKS, MOST_WEEKS = 13, 53
MOST_TRIES = 100

NUMBER = re.compile(r"(?<![0-9])(?P<number>[0-9]{1,6})(?P<ending>st|nd|rd|th)?(?![0-9a-zA-Z])")
A_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
ROMAN = re.compile(
    r"(?<!\w)(?=[IVXLC])(?P<roman>C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?!\w|['’.-]\w)"
)
# A single C or L is more often a letter than a hundred or fifty.
LETTERS = {"C", "L"}
COUNTED = re.compile(r"(?:vol|volume|no|nr|part|edition|chapter)\.?\s*$", re.IGNORECASE)
VALUES = [
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
]


def next_name(name: str, taken: Collection[str] = ()) -> str:
    """Return what follows `name` and is not the name of an event yet."""
    known = {normalise(one) for one in taken} | {normalise(name)}
    found = name
    for _ in range(MOST_TRIES):
        found = _following(found)
        if normalise(found) not in known:
            break
    return found


def next_day(first_day: date, *, before: date | None, today: date) -> date:
    """Return the same weekday, as many weeks later as this edition was after the one `before`."""
    weeks = round((first_day - before).days / WEEK) if before else 0
    if not 1 <= weeks <= MOST_WEEKS:
        weeks = USUAL_WEEKS
    if max(first_day, today).year >= LATEST_YEAR - 1:
        return first_day
    proposed = later_day(first_day, weeks * WEEK)
    behind = max((today - proposed).days, -1) + 1
    return later_day(proposed, -(-behind // WEEK) * WEEK)


def _following(name: str) -> str:
    numbers = list(NUMBER.finditer(name))
    counts = [found for found in numbers if not A_YEAR.fullmatch(found["number"])]
    if counts:
        after_word = [found for found in counts if COUNTED.search(name[: found.start()])]
        return _put(name, found := (after_word or counts)[-1], _counted_on(found))
    if (roman := _last_roman(name)) is not None:
        return _put(name, roman, _roman(_value(roman["roman"]) + 1))
    if numbers:
        return _put(name, numbers[-1], _counted_on(numbers[-1]))
    return f"{name[: LONGEST_NAME - 2].rstrip()} 2"


def _put(name: str, found: re.Match[str], text: str) -> str:
    before, after = name[: found.start()], name[found.end() :]
    too_long = max(len(before) + len(text) + len(after) - LONGEST_NAME, 0)
    return before[: len(before) - too_long] + text + after


def _counted_on(found: re.Match[str]) -> str:
    """Write the next number as this one is written: “09” is followed by “10”, “1st” by “2nd”."""
    number = str(int(found["number"]) + 1)
    if not found["ending"]:
        return number.zfill(len(found["number"]))
    teens = number[-2:-1] == "1"
    return number + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))


def _last_roman(name: str) -> re.Match[str] | None:
    """Find the number in Roman letters: the last word, or behind a word like “Vol.”."""
    for found in reversed(list(ROMAN.finditer(name))):
        ends = not re.search(r"\w", name[found.end() :])
        counted = COUNTED.search(name[: found.start()])
        if counted or (ends and found["roman"] not in LETTERS and found.start() > 0):
            return found
    return None


def _value(roman: str) -> int:
    total = 0
    for value, letters in VALUES:
        while roman.startswith(letters):
            total, roman = total + value, roman.removeprefix(letters)
    return total


def _roman(number: int) -> str:
    text = ""
    for value, letters in VALUES:
        count, number = divmod(number, value)
        text += letters * count
    return text
