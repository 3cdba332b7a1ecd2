"""A set typed in one line: `Harpoonist @ Room 47 8:15pm-9`, its parts in any order.

A time stands out by itself, the venue by its @ or by being known, a day by its name; what is left
is the band. A name in quotes is kept whole. Whoever typed the line is shown what was understood
before anything is saved, so a guess may be wrong but is never silent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bands.names import normalise
from events.times import Slot
from events.typed_slots import NotASlot, Texts, read_slot
from events.typed_times import NotATime, which_half

MOST_LETTERS = 199
TWO = 2
NO_SLOT = Slot()
NO_VENUE = "Which venue? Type its name after the @, or leave the @ out."

CLEAR_TIME = r"""(?:[0-9]{1,2}(?::[0-9]{2}|\s?h\s?[0-9]{2}|h)(?:\s?[ap]\.?(?:m\.?)?)?
                   |[0-9]{1,2}(?:\.[0-9]{2})?\s?[ap]\.?(?:m\.?)?)"""
DIGITS = r"[0-9]{4}"
HOUR = r"(?:[01]?[0-9]|2[0-4])"
DASH = r"(?:\s*[-–—]\s*|\s+(?:to|until|till)\s+)"
ALONE = (r"(?<![\w:.@+#-])(?:(?:from|at)\s+)?", r"(?![\w:])")


def _alone(pattern: str) -> re.Pattern[str]:
    return re.compile(f"{ALONE[0]}{pattern}{ALONE[1]}", re.VERBOSE | re.IGNORECASE)


# The clearest first: a time that only might be one gives way to one that is.
SPANS = [
    _alone(f"(?P<start>{CLEAR_TIME}){DASH}(?P<end>{CLEAR_TIME}|{DIGITS}|{HOUR})"),
    _alone(f"(?P<start>{DIGITS}|{HOUR}){DASH}(?P<end>{CLEAR_TIME})"),
]
CLEAR = _alone(f"(?P<start>{CLEAR_TIME})")
FAINT_SPANS = [
    _alone(f"(?P<start>{DIGITS}){DASH}(?P<end>{DIGITS})"),
    _alone(f"(?P<start>{HOUR}){DASH}(?P<end>{HOUR})"),
]
FAINT = _alone(r"(?P<start>(?:[01][0-9]|2[0-3])[0-5][0-9])")
LENGTH = re.compile(
    r"(?<!\w)(?:for\s+(?P<long>[0-9]{1,2}\s?h(?:\s?[0-9]{2})?|[0-9]{1,3}(?:\s?(?:min(?:utes)?|m))?)"
    r"|(?P<short>[0-9]{1,3}\s?(?:min(?:utes)?|m|')))(?!\w)",
    re.IGNORECASE,
)
QUOTED = re.compile('["“„«]([^"“”„«»]+)["”“»]')
AN_ISO_DAY = re.compile(r"(?<!\w)[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\w)")
A_DAY_NUMBER = re.compile(r"(?<!\w)day\s?([0-9]{1,2})(?!\w)", re.IGNORECASE)
A_LONE_HOUR = re.compile(HOUR)
# Stands where a part was taken out; nobody can type it, since control characters are refused.
GAP = "\x00"
BREAKS = re.compile(f"\\s*[{GAP},;|/]\\s*|\\s+[-–—]\\s+")


class NotALine(ValueError):
    """The line cannot be read as a set; the message says what to type."""


@dataclass(frozen=True)
class Line:
    """What a line says. `venue` and `day` are None where it is silent."""

    band: str
    venue: str | None = None
    slot: Slot = NO_SLOT
    day: date | None = None


def read(text: str, *, venues: Iterable[str], days: Sequence[date], turn: int) -> Line:
    """Read a line; `venues` are the names that are known. Raises `NotALine`."""
    if len(text) > MOST_LETTERS:
        raise NotALine(f"A line has at most {MOST_LETTERS} characters; this has {len(text)}.")
    rest = " ".join(text.replace(GAP, " ").split())
    if not rest:
        raise NotALine("Type a band, like: Harpoonist @ Room 47 8:15pm-9")
    quoted, venue, rest = _quoted(rest)
    day, rest = _day(rest, days)
    try:
        slot, rest = _slot(rest, turn=turn, has_band=bool(quoted))
    except (NotATime, NotASlot) as error:
        raise NotALine(str(error)) from error
    if venue == "":
        raise NotALine(NO_VENUE)
    if venue is None:
        venue, rest = _venue(rest, list(venues), has_band=bool(quoted))
    left = _joined(rest)
    if slot.start is None and (lone := _lone_hour(rest)) and (quoted or left != lone):
        raise NotALine(which_half(lone))
    band = quoted or left
    if not band:
        raise NotALine("Which band? Type its name too, or put a comma after the venue.")
    return Line(band, venue, slot, day)


def _quoted(text: str) -> tuple[str, str | None, str]:
    """Take out the names in quotes: the venue's follows an @, the other is the band's."""
    band, venue = "", None
    for found in reversed(list(QUOTED.finditer(text))):
        before = text[: found.start()].rstrip()
        if before.endswith("@"):
            venue, text = found[1].strip(), before[:-1] + GAP + text[found.end() :]
        else:
            band, text = found[1].strip(), _without(text, found)
    return band, venue, text


def _day(text: str, days: Sequence[date]) -> tuple[date | None, str]:
    by_iso = {day.isoformat(): day for day in days}
    if found := AN_ISO_DAY.search(text):
        if found[0] not in by_iso:
            raise NotALine(f"{found[0]} is not a day of this event.")
        return by_iso[found[0]], _without(text, found)
    if len(days) == 1:
        return None, text
    if found := A_DAY_NUMBER.search(text):
        if not 1 <= int(found[1]) <= len(days):
            raise NotALine(f"There is no day {found[1]}.")
        return days[int(found[1]) - 1], _without(text, found)
    by_name: dict[str, list[date]] = {}
    for day in days:
        by_name.setdefault(f"{day:%a}".lower(), []).append(day)
    names = re.compile(
        rf"(?<!\w)({'|'.join(by_name)})(?:day|sday|nesday|rsday|urday)?(?!\w)", re.IGNORECASE
    )
    # The last of them: in “Black Friday sat” the first is part of a name.
    for found in reversed(list(names.finditer(text))):
        named = by_name[found[1].lower()]
        if len(named) > 1:
            raise NotALine(f"There are {len(named)} of “{found[0]}”. Type day 1, day 2 …")
        return named[0], _without(text, found)
    return None, text


def _slot(text: str, *, turn: int, has_band: bool) -> tuple[Slot, str]:
    times, rest = _times(text, has_band=has_band)
    length = ""
    if found := LENGTH.search(rest):
        length = found["long"] or found["short"]
        rest = _without(rest, found)
    start, end = [*times, "", ""][:TWO]
    return read_slot(Texts(start, length, end), turn=turn), rest


def _times(text: str, *, has_band: bool) -> tuple[list[str], str]:
    """Take the times out: one span, or one or two that stand alone."""
    for patterns, single in ((SPANS, CLEAR), (FAINT_SPANS, FAINT)):
        for pattern in patterns:
            if found := pattern.search(text):
                rest = _without(text, found)
                if single.search(rest) and single is CLEAR:
                    raise NotALine("Two times are enough: when it starts, and when it ends.")
                return [found["start"], found["end"]], rest
        alone = list(single.finditer(text))
        if len(alone) > TWO:
            raise NotALine("Two times are enough: when it starts, and when it ends.")
        rest = text
        for found in reversed(alone):
            rest = _without(rest, found)
        # A band may be called 1349: four digits are a time only beside a name.
        if alone and (single is CLEAR or has_band or _joined(rest.partition("@")[0])):
            return [found["start"] for found in alone], rest
    return [], text


def _venue(text: str, venues: list[str], *, has_band: bool) -> tuple[str | None, str]:
    known = {normalise(name): name for name in venues}
    before, at, after = text.partition("@")
    if not at:
        return _known_venue(text, known, has_band=has_band)
    if "@" in after:
        raise NotALine("One @ is enough: what follows it is the venue.")
    after = after.strip(f" {GAP},;")
    name = _known_at_start(after, known)
    if name is not None:
        return known[normalise(after[:name])], f"{before}{GAP}{after[name:]}"
    chunk, *more = BREAKS.split(after, maxsplit=1)
    rest = f"{before}{GAP}{''.join(more)}"
    if not chunk:
        raise NotALine(NO_VENUE)
    if not has_band and not _joined(rest):
        raise NotALine("Which band? Type its name too, or put a comma after the venue.")
    return chunk, rest


def _known_at_start(text: str, known: dict[str, str]) -> int | None:
    """Return how many letters of `text` are the longest known venue that it begins with."""
    ends = [found.end() for found in re.finditer(rf"[^\s{GAP},;|/]+", text)]
    for end in reversed(ends):
        if normalise(text[:end]) in known:
            return end
    return None


def _known_venue(text: str, known: dict[str, str], *, has_band: bool) -> tuple[str | None, str]:
    """Find a venue that is named without an @: a part of its own, else where a part ends."""
    parts = [part for part in BREAKS.split(text) if part]
    for number, part in enumerate(parts):
        name = known.get(normalise(_bare_place(part)))
        others = parts[:number] + parts[number + 1 :]
        if name and (others or has_band):
            return name, GAP.join(others)
    for number, part in enumerate(parts):
        words = part.split()
        for cut in range(1, len(words)):
            for place, band in ((words[cut:], words[:cut]), (words[:cut], words[cut:])):
                name = known.get(normalise(_bare_place(" ".join(place))))
                if name:
                    return name, GAP.join([*parts[:number], " ".join(band), *parts[number + 1 :]])
    return None, text


def _bare_place(text: str) -> str:
    return re.sub(r"^(?:at|in)\s+", "", text, flags=re.IGNORECASE)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]}{GAP}{text[found.end() :]}"


def _joined(text: str) -> str:
    """Return what is left of a line once everything else has been taken out."""
    words = re.sub(rf"\s*{GAP}[\s{GAP}]*", " ", text)
    return re.sub(r"\s+,", ",", " ".join(words.split())).strip(" ,;|/-–—")


def _lone_hour(text: str) -> str:
    parts = [part for part in BREAKS.split(text) if part]
    return next((part for part in parts if A_LONE_HOUR.fullmatch(part)), "")
