"""Spreadsheet files for the tests of imports: whole ones, and ones that were made to do harm."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook


def workbook(rows: Iterable[Sequence[object]], *, formats: dict[str, str] | None = None) -> bytes:
    """Return an .xlsx of these rows; `formats` are number formats by cell."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in (formats or {}).items():
        book.active[cell].number_format = number_format
    return saved(book)


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_entry(data: bytes, name: str, content: bytes, *, packed: bool = True) -> bytes:
    """Put an entry into a packed file, in the place of the one of this name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content, DEFLATED if packed else zipfile.ZIP_STORED)
    return out.getvalue()


def entry(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name)


DEFLATED = zipfile.ZIP_DEFLATED
SHEET = "xl/worksheets/sheet1.xml"
