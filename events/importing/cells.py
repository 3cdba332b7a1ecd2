"""What the cells of one line say about a set, and what is wrong with them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from bands.links import safe_url
from bands.models import valid_genres
from bands.names import problem
from events import times, typed_times
from events.importing.reading import Line
from events.models import Event, Performance, Venue
from events.times import Slot
from settimes.text import CONTROL, UNKEPT, text_errors

YES, NO = {"yes", "y", "true", "1", "x"}, {"no", "n", "false", "0"}
ISO_DAY = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
# Day and month in either order: spreadsheets write dates as their owner's country does.
LOCAL_DAY = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
# Spreadsheets keep a time as a part of the day, and show it with the day they count from.
DAY_AND_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{1,2}:[0-9]{2})(?::00)?(?:\.0+)?")
NO_DAYS = {"1899-12-30", "1899-12-31", "1900-01-00", "1900-01-01"}
PART_OF_A_DAY = re.compile(r"0?[.,][0-9]{1,20}")
DAY_NUMBER = re.compile(r"[0-9]{1,2}")
MIDNIGHT = " 00:00"


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be imported; `field` is "" where it is the whole line."""

    field: str
    message: str


@dataclass
class Said:
    """What one line says of a set; "", None and empty where it says nothing."""

    line: int
    band: str
    venue: str
    day: date | None = None
    slot: Slot = field(default_factory=Slot)
    note: str = ""
    announced: bool | None = None
    cancelled: bool | None = None
    genres: list[str] = field(default_factory=list)
    link: str = ""
    address: str = ""
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def say(line: Line, event: Event) -> Said:
    """Read a line's cells. What is wrong with them is in `problems`."""
    cells = line.cells
    said = Said(line.number, tidy(cells.get("band", "")), known_name(cells.get("venue", "")))
    if line.surplus:
        said.problems.append(Problem("", "More cells than the first line has columns."))
    for column, name in (("band", said.band), ("venue", said.venue)):
        wrong = problem(name) if name else None
        if wrong:
            said.problems.append(Problem(column, wrong))
    _day(said, cells.get("day", ""), event)
    _slot(said, cells.get("start", ""), cells.get("end", ""), event)
    said.announced = _yes_or_no(said, "announced", cells)
    said.cancelled = _yes_or_no(said, "cancelled", cells)
    said.note, said.address = cells.get("notes", ""), tidy(cells.get("address", ""))
    texts = {
        "notes": text_errors(Performance(note=said.note), ["note"]),
        "address": text_errors(Venue(street=said.address), ["street"]),
    }
    for column, errors in texts.items():
        said.problems += [Problem(column, message) for message in errors.values()]
    _genres(said, cells.get("genre", ""))
    _link(said, cells.get("url", ""))
    return said


def tidy(text: str) -> str:
    return " ".join(text.split())


def known_name(text: str) -> str:
    """Return a name; "" where it is empty or still to be announced."""
    name = tidy(text)
    return "" if name.lower() in typed_times.UNKNOWN else name


def _day(said: Said, text: str, event: Event) -> None:
    """Read the festival day: an ISO date, 1 for the first, or a date that is clear."""
    if not text:
        return
    if DAY_NUMBER.fullmatch(text):
        length = len(times.days(event))
        if not 1 <= int(text) <= length:
            last = "one day" if length == 1 else f"{length} days"
            said.problems.append(
                Problem("day", f"There is no day {int(text)}: {event} has {last}.")
            )
            return
        said.day = times.later_day(event.first_day, int(text) - 1)
        return
    found = _dates(text)
    inside = [day for day in found if event.first_day <= day <= event.last_day]
    if len(inside) == 1:
        said.day = inside[0]
    elif not found:
        wrong = f"“{text[:20]}” is not a day. Type it like {event.first_day}, or 1 for the first."
        said.problems.append(Problem("day", wrong))
    elif len(found) == 1:
        said.problems.append(Problem("day", f"{found[0]:%-d %B %Y} is not a day of {event}."))
    else:
        either = " or ".join(f"{day:%-d %B %Y}" for day in found)
        said.problems.append(Problem("day", f"Is {text} {either}? Type it like {found[0]}."))


def _dates(text: str) -> list[date]:
    """Return the dates that a text may mean, each once."""
    local, iso = LOCAL_DAY.fullmatch(text.removesuffix(MIDNIGHT)), ISO_DAY.fullmatch(text)
    if iso:
        orders = [(int(iso[1]), int(iso[2]), int(iso[3]))]
    elif local:
        one, other, year = int(local[1]), int(local[3]), int(local[4])
        orders = [(year, other, one), (year, one, other)]
    else:
        return []
    found = []
    for year, month, day in orders:
        try:
            meant = date(year, month, day)
        except ValueError:
            continue
        if meant not in found:
            found.append(meant)
    return found


def _slot(said: Said, start: str, end: str, event: Event) -> None:
    wrong = False
    start, end = (_clock(text, event) for text in (start, end))
    for column, text in (("start", start), ("end", end)):
        try:
            typed_times.read(text)
        except typed_times.NotATime as error:
            said.problems.append(Problem(column, str(error)))
            wrong = True
    if wrong:
        return
    try:
        said.slot = typed_times.slot(start, end, turn=event.day_turn)
    except typed_times.NotATime as error:
        about_start = str(error) == typed_times.which_half(start)
        said.problems.append(Problem("start" if about_start else "end", str(error)))


def _clock(text: str, event: Event) -> str:
    """Return the time that a spreadsheet keeps in its own way; any other text as it is."""
    found = DAY_AND_TIME.fullmatch(text)
    if found:
        days = {str(times.later_day(day, later)) for day in times.days(event) for later in (0, 1)}
        return found[2] if found[1] in NO_DAYS | days else text
    if PART_OF_A_DAY.fullmatch(text):
        minute = round(float(text.replace(",", ".")) * times.DAY) % times.DAY
        return f"{minute // 60:02}:{minute % 60:02}"
    return text


def _yes_or_no(said: Said, column: str, cells: Mapping[str, str]) -> bool | None:
    text = cells.get(column, "").lower()
    if not text:
        return None
    if text not in YES | NO:
        wrong = f"“{text[:20]}” is neither yes nor no. Leave it empty to change nothing."
        said.problems.append(Problem(column, wrong))
    return text in YES


def _genres(said: Said, text: str) -> None:
    by_word: dict[str, str] = {}
    for word in map(tidy, re.split(r"[,;/|]", text)):
        by_word.setdefault(word.casefold(), word)
    said.genres = [word for word in by_word.values() if word]
    try:
        valid_genres(said.genres)
    except ValidationError as error:
        said.problems.append(Problem("genre", error.messages[0]))
    if CONTROL.search(text):
        said.problems.append(Problem("genre", UNKEPT))


def _link(said: Said, text: str) -> None:
    """Read a web address; one that is not safe to show is left out, which is no error."""
    if not text:
        return
    try:
        safe_url(text)
    except ValidationError as refused:
        said.remarks.append(f"Left out the link. {refused.messages[0]}")
    else:
        said.link = text
