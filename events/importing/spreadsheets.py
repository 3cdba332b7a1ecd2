"""An .xlsx file as cells of text: unpacked with care, then read as a spreadsheet shows it.

An .xlsx is a zip of XML. Before anything of it is parsed, what its entries would unpack to is
added up; `defusedxml` then refuses entities, and nothing in a file is ever fetched.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, time, timedelta
from typing import Any
from warnings import catch_warnings, simplefilter

from openpyxl import load_workbook

from events.importing.reading import MOST_COLUMNS, MOST_LINES, NotReadable, Sheet, limited

# The largest lineup takes 3 MB unpacked.
MOST_UNPACKED = 12 * 1024 * 1024
MOST_ENTRIES = 500
# XML packs to a twentieth; what packs much better was made to burst.
MOST_RATIO = 200
SMALL = 1024 * 1024
# Some write a row for every line a spreadsheet has.
MOST_ROWS = 4 * MOST_LINES
# Columns that hold only a colour.
MOST_EMPTY = 10 * MOST_COLUMNS
# Spreadsheets count days from here; a time alone is one of the first.
FIRST_YEAR = 1900
NO_SHEET = "This is no .xlsx that can be read. Open it, and save it as CSV."


def read_xlsx(data: bytes) -> Sheet:
    """Read the first sheet that can be seen. Raises `NotReadable`."""
    _refuse_bombs(data)
    try:
        with catch_warnings():
            simplefilter("ignore")  # about what is in a file and we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            with closing(book):
                seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
                return limited(_records(seen[0]))
    except NotReadable:
        raise
    except Exception as error:
        raise NotReadable(NO_SHEET) from error


def _refuse_bombs(data: bytes) -> None:
    """Refuse what would unpack to more than a lineup; the sizes an entry claims are its limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise NotReadable(NO_SHEET) from error
    if len(entries) > MOST_ENTRIES:
        raise NotReadable(f"This file packs {len(entries):,} others. Save the lineup as CSV.")
    unpacked = sum(entry.file_size for entry in entries)
    bursts = any(
        entry.file_size > SMALL and entry.file_size > MOST_RATIO * entry.compress_size
        for entry in entries
    )
    if unpacked > MOST_UNPACKED or bursts:
        raise NotReadable(
            f"This file unpacks to {unpacked / 1024 / 1024:,.0f} MB; at most "
            f"{MOST_UNPACKED // 1024 // 1024} MB are read. Save the lineup as CSV."
        )


def _records(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()  # a file may claim any; the types know no read-only sheet
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise NotReadable(f"Line {number} is one too many: at most {MOST_LINES:,} at a time.")
        if len(row) > MOST_EMPTY:
            raise NotReadable(
                f"Line {number} has {len(row):,} columns; at most {MOST_COLUMNS} are read."
            )
        cells = [text_of(value) for value in row]
        while cells and not cells[-1].strip():
            cells.pop()
        if cells:
            yield number, cells


def text_of(value: object) -> str:
    """Return what a cell says, as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            text = "yes" if value else "no"
        case datetime():
            is_day = value.time() == time() and value.year > FIRST_YEAR
            text = f"{value:%Y-%m-%d}" if is_day else value.isoformat(" ", "minutes")
        case time():
            text = value.isoformat("minutes")
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            text = f"{minutes // 60:02}:{minutes % 60:02}"
        case float() if value.is_integer():
            text = str(int(value))
        case _:
            text = str(value)  # a date is 2026-10-10
    return text
