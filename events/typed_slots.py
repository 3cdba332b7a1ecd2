"""Start, length and end as typed: two of them give the third."""

import re
from dataclasses import dataclass

from events.times import DAY, LONGEST_SET, Slot, clock_text, place
from events.typed_times import LONGEST_TYPED, NotATime, clock_minute, read, slot

A_LENGTH = re.compile(
    r"""(?: (?P<minutes>[0-9]{1,4}) \s* (?:m|min|mins|minutes?|')?
      | (?P<hours>[0-9]{1,2}) \s* h(?:ours?|r|rs)? \s* (?:(?P<rest>[0-9]{1,2}) \s* (?:m|min)?)?
      | (?P<long>[0-9]{1,2}) : (?P<over>[0-5][0-9]) )""",
    re.VERBOSE,
)
NO_AGREEMENT = "Start, length and end do not agree. Empty one of the three."


class NotASlot(NotATime):
    """What was typed is no slot; `field` is where to mend it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True)
class Texts:
    """A slot as it stands in three fields."""

    start: str = ""
    length: str = ""
    end: str = ""

    @classmethod
    def of(cls, shown: Slot, *, hours: int) -> "Texts":
        return cls(
            "" if shown.start is None else clock_text(shown.start, hours=hours),
            "" if shown.length is None else str(shown.length),
            "" if shown.end is None else clock_text(shown.end, hours=hours),
        )


EMPTY = Texts()


def minutes(text: str) -> int | None:
    """Read a length as typed: 45, 45 min, 1h30, 1:30; None for an empty field."""
    typed = text.strip()[: LONGEST_TYPED + 1].lower()
    if not typed:
        return None
    found = A_LENGTH.fullmatch(typed)
    if not found:
        raise NotASlot("length", f"“{typed}” is not a length. Type 45 or 1:15.")
    if found["minutes"]:
        length = int(found["minutes"])
    elif found["hours"]:
        length = int(found["hours"]) * 60 + int(found["rest"] or 0)
    else:
        length = int(found["long"]) * 60 + int(found["over"])
    if not 1 <= length <= LONGEST_SET:
        raise NotASlot("length", "A set lasts 1 minute to 12 hours.")
    return length


def read_slot(typed: Texts, *, turn: int, shown: Texts = EMPTY) -> Slot:
    """Read what stands in the three fields, of which `shown` stood there before.

    Where all three are filled in and disagree, what was left as it was gives way: whoever types a
    new start moves the set, whoever types a new end makes it longer or shorter.
    """
    _refuse_unreadable(typed)
    length = minutes(typed.length)
    typed = Texts(typed.start.strip(), typed.length.strip(), typed.end.strip())
    same_length, same_end = typed.length == shown.length, typed.end == shown.end
    if not typed.start:
        # With the time goes what only hung on it.
        taken_out = same_end and same_length
        return Slot() if taken_out else _from_the_end(length, typed.end, turn=turn)
    if not typed.end:
        # An end that was taken out stays out, whatever length is still written there.
        taken_out = bool(shown.end) and same_length
        return _with_length(typed.start, None if taken_out else length, turn=turn)
    if length is None or (same_length and not same_end):
        return _slot(typed.start, typed.end, turn=turn)
    if same_end and shown.end:
        return _with_length(typed.start, length, turn=turn)
    return _agreed(typed, length, turn=turn, same_start=typed.start == shown.start)


def _agreed(typed: Texts, length: int, *, turn: int, same_start: bool) -> Slot:
    found = _slot(typed.start, typed.end, turn=turn)
    if found.length == length:
        return found
    if same_start:
        return _from_the_end(length, typed.end, turn=turn)
    raise NotASlot("length", NO_AGREEMENT)


def _refuse_unreadable(typed: Texts) -> None:
    for field, text in (("start", typed.start), ("end", typed.end)):
        try:
            read(text)
        except NotATime as error:
            raise NotASlot(field, str(error)) from error


def _slot(start: str, end: str, *, turn: int) -> Slot:
    try:
        return slot(start, end, turn=turn)
    except NotATime as error:
        about_end = str(error).startswith("Ends ")
        raise NotASlot("end" if about_end else "start", str(error)) from error


def _with_length(start: str, length: int | None, *, turn: int) -> Slot:
    begins = _slot(start, "", turn=turn).start
    if begins is None:  # “TBA” was typed
        return Slot()
    return Slot(begins, None if length is None else begins + length)


def _from_the_end(length: int | None, end: str, *, turn: int) -> Slot:
    if not end:
        if length is not None:
            raise NotASlot("start", "A length needs a start or an end.")
        return Slot()
    if length is None:
        raise NotASlot("end", "An end needs a start, or a length.")
    try:
        clock = clock_minute(end)
    except NotATime as error:
        raise NotASlot("end", str(error)) from error
    if clock is None:
        return Slot()
    begins = place((clock - length) % DAY, turn)
    return Slot(begins, begins + length)
