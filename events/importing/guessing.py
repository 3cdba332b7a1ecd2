"""A list without headings: what its columns hold, or what its lines say, as somebody would guess.

Whoever pasted it sees what was understood, column by column and line by line, and corrects it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bands.names import LONGEST_NAME, normalise
from events import typed_line, typed_times
from events.importing.cells import ISO_DAY, LOCAL_DAY
from events.importing.decisions import Decisions
from events.importing.headings import field_of
from events.importing.reading import Sheet
from events.times import clock_text

# So many lines tell what a column holds, when most of them agree.
LOOKED_AT = 100
MOST = 0.6
SOME = 0.3
# Only these make a line more than a name: bands are called 1349, and May 18.
A_CUE = re.compile(r"@|\d:\d\d|\d\s?[ap]\.?m\b|\d\s?h\d\d|\d\s*[-–—]\s*\d", re.IGNORECASE)
TWO_PARTS = re.compile(r"\s*,\s*|\s+/\s+|\s+[-–—|]\s+")
A_LINK = re.compile(r"https?://\S+")


def guess(sheet: Sheet, *, venues: Iterable[str], days: Sequence[date], turn: int) -> Decisions:
    """Say how to read a sheet: by its headings where the first line has one that we know."""
    if any(field_of(heading) for heading in sheet.lines[0][1]):
        return Decisions()
    names = list(venues)
    columns = _columns(sheet, {normalise(name) for name in names})
    widths = {len(cells) for _, cells in sheet.lines}
    is_even = len(widths) == 1 and len(columns) > 1 and not any(map(_has_cue, sheet.lines))
    if is_even or "start" in columns or "day" in columns:
        return Decisions(columns=columns, headless=True)
    columns = ["band", *[None] * (len(columns) - 1)]
    cells = {}
    for number, written in sheet.lines:
        text = ", ".join(cell.strip() for cell in written if cell.strip())
        said = _line(text, names, days, turn) if A_CUE.search(text) else {"band": text}
        if said != {"band": written[0].strip()}:
            cells[str(number)] = said
    return Decisions(columns=columns, headless=True, cells=cells)


def _has_cue(line: tuple[int, list[str]]) -> bool:
    return any(A_CUE.search(cell) for cell in line[1])


def _columns(sheet: Sheet, venues: set[str]) -> list[str | None]:
    lines = [cells for _, cells in sheet.lines[:LOOKED_AT]]
    width = max(map(len, lines))
    given = [
        [cells[at].strip() for cells in lines if at < len(cells) and cells[at].strip()]
        for at in range(width)
    ]
    columns: list[str | None] = [None] * width
    for fields, holds, share in (
        (("day",), _is_day, MOST),
        (("start", "end"), _is_time, MOST),
        (("url",), A_LINK.fullmatch, MOST),
        (("venue",), lambda cell: normalise(cell[:LONGEST_NAME]) in venues, SOME),
        (("band", "venue"), bool, 0),
    ):
        open_fields = [field for field in fields if field not in columns]
        for at, cells in enumerate(given):
            if open_fields and columns[at] is None and _share(cells, holds) > share:
                columns[at] = open_fields.pop(0)
    return columns


def _share(cells: list[str], holds: Callable[[str], object]) -> float:
    return sum(bool(holds(cell)) for cell in cells) / len(cells) if cells else 0


def _is_time(cell: str) -> bool:
    try:
        return typed_times.read(cell) is not None
    except typed_times.NotATime:
        return False


def _is_day(cell: str) -> bool:
    return bool(ISO_DAY.fullmatch(cell) or LOCAL_DAY.fullmatch(cell))


def _line(text: str, venues: list[str], days: Sequence[date], turn: int) -> dict[str, str]:
    """Read a line of words as the lineup's own field does; what it cannot read stays one name."""
    try:
        line = typed_line.read(text.replace(" · ", ", "), venues=venues, days=days, turn=turn)
    except typed_line.NotALine:
        return {"band": text}
    band, venue = line.band, line.venue or ""
    parts = TWO_PARTS.split(band)
    if not venue and line.slot.start is not None and len(parts) == len(("band", "venue")):
        band, venue = parts
    said = {"band": band, "venue": venue}
    if line.day:
        said["day"] = line.day.isoformat()
    if line.slot.start is not None:
        said["start"] = clock_text(line.slot.start)
    if line.slot.end is not None:
        said["end"] = clock_text(line.slot.end)
    return said
