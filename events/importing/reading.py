"""From the bytes of a file, or a pasted text, to a table: columns by meaning, lines by number.

Read are UTF-8, UTF-16 with its mark, and else the Windows code page of Western Europe; commas,
semicolons or tabs; a cell in quotes may hold line breaks. What cannot be read is refused in one
sentence that names the line. What the cells mean is read in `events.importing.cells`.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from events.formulas import restored
from events.importing.headings import KNOWN, field_of

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 32_767  # as long as spreadsheets allow
DELIMITERS = (",", ";", "\t")
# How some spreadsheets begin a file: the line names the delimiter.
DELIMITER_LINE = re.compile(r"sep=([,;\t])\r?\n?")


class NotReadable(ValueError):
    """This is no table; the message says why, and where."""


@dataclass(frozen=True)
class Line:
    """One line of the table. `number` is where it begins in the file; cells are by meaning."""

    number: int
    cells: dict[str, str]
    surplus: bool = False  # it has more cells than there are columns


@dataclass(frozen=True)
class Table:
    lines: list[Line]
    unknown: list[str]  # headings of columns that are not read


@dataclass(frozen=True)
class Sheet:
    """The cells as they were written, by the number of their line; the first may be headings."""

    lines: list[tuple[int, list[str]]]


class UnclearColumns(NotReadable):
    """The cells can be read, but not what the columns mean: somebody has to say it."""


def read(data: bytes | str) -> Table:
    """Read a file or a pasted text. Raises `NotReadable`."""
    return table(sheet(data))


def sheet(data: bytes | str) -> Sheet:
    """Take a text apart. Raises `NotReadable`."""
    size = len(data) if isinstance(data, bytes) else len(data.encode(errors="replace"))
    if size > MOST_BYTES:
        raise NotReadable("This is more than 5 MB. Split it.")
    text = decoded(data) if isinstance(data, bytes) else data
    if "\x00" in text:
        number = len(re.findall(r"\r\n|\r|\n", text[: text.index("\x00")])) + 1
        raise NotReadable(
            f"Line {number} holds a character that no text has (NUL). "
            "Save the lineup as text: CSV, UTF-8."
        )
    text = text.removeprefix("\ufeff")
    named = DELIMITER_LINE.match(text)
    before, delimiter = (1, named[1]) if named else (0, _delimiter(text))
    return limited(_records(text[named.end() :] if named else text, delimiter, before))


def limited(records: Iterable[tuple[int, list[str]]]) -> Sheet:
    """Keep the lines, and refuse what is too much or nothing."""
    lines: list[tuple[int, list[str]]] = []
    for number, cells in records:
        if len(cells) > MOST_COLUMNS:
            raise NotReadable(
                f"Line {number} has {len(cells):,} columns; at most {MOST_COLUMNS} are read."
            )
        if any(len(cell) > LONGEST_CELL for cell in cells):
            raise NotReadable(f"A cell in line {number} is too long.")
        if len(lines) > MOST_LINES:  # one of them names the columns
            raise NotReadable(f"Line {number} is one too many: at most {MOST_LINES:,} at a time.")
        lines.append((number, cells))
    if not lines:
        raise NotReadable("There is nothing in it.")
    return Sheet(lines)


def table(
    given: Sheet, columns: Sequence[str | None] | None = None, *, headless: bool = False
) -> Table:
    """Say what the columns mean: as somebody chose, else by the first line, which names them.

    A sheet that is `headless` begins with a set at once. Raises `UnclearColumns`.
    """
    number, headings = given.lines[0]
    fields = list(columns) if columns else [field_of(heading) for heading in headings]
    _refuse_unclear(number, headings, fields)
    unknown = [
        heading.strip()
        for heading, field in zip(headings, fields, strict=False)
        if field is None and heading.strip() and not headless
    ]
    lines = given.lines if headless else given.lines[1:]
    return Table([_line(line, cells, fields) for line, cells in lines], unknown)


def decoded(data: bytes) -> str:
    """Return the text of a file. Raises `NotReadable`."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise NotReadable("It begins as UTF-16 but does not go on so. Save it as UTF-8.") from (
                error
            )
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _records(text: str, delimiter: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each line that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise NotReadable(_why(number, str(error))) from error
        if any(cell.strip() for cell in cells):
            yield number, cells


def _why(number: int, error: str) -> str:
    if "unexpected end" in error:
        return f'A quote (") that opens in line {number} is never closed.'
    if "field larger" in error:
        return f"A cell in line {number} is too long."
    return (
        f'Line {number}: text goes on after a closing quote ("). '
        'Write a quote inside quotes twice: "".'
    )


def _delimiter(text: str) -> str:
    """Return the delimiter by which the first line names the most columns that we know."""

    def known(delimiter: str) -> tuple[int, int]:
        try:
            _, headings = next(_records(text, delimiter, 0), (0, []))
        except NotReadable:
            return 0, 0
        names = sum(field_of(heading) is not None for heading in headings)
        # Where nothing is known, a tab or a semicolon says more than a comma in a name.
        return names, len(headings) if delimiter != "," else 1

    return max(DELIMITERS, key=known)


def _refuse_unclear(number: int, headings: list[str], fields: list[str | None]) -> None:
    """Refuse where two columns say the same or none the band."""
    first: dict[str, str] = {}
    for heading, field in zip(headings, fields, strict=False):
        if field in first:
            raise UnclearColumns(
                f"Line {number}: the columns “{first[field]}” and “{heading.strip()}” "
                f"both say the {field}. Keep one."
            )
        if field:
            first[field] = heading.strip()
    if "band" not in fields:
        raise UnclearColumns(
            f"Line {number} names no column for the band. "
            f"The first line names the columns: {KNOWN}."
        )


def _line(number: int, cells: list[str], fields: list[str | None]) -> Line:
    by_field = {field: restored(cell) for field, cell in zip(fields, cells, strict=False) if field}
    return Line(number, by_field, surplus=any(cell.strip() for cell in cells[len(fields) :]))
