"""Spreadsheets that were made to do harm, or are broken: refused, and in time."""

import io
import zipfile
from time import process_time

import pytest

from events.importing.reading import NotReadable, table
from events.importing.uploads import sheet_of_upload
from tests.events.workbooks import SHEET, entry, with_entry, workbook

pytestmark = pytest.mark.once
HEADER = ("band", "venue", "day", "start", "end", "cancelled")
NO_XLSX = "This is no .xlsx that can be read. Open it, and save it as CSV."


def refusal(data: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        sheet_of_upload(data)
    return str(refused.value)


def test_a_file_that_bursts_is_refused_before_it_is_unpacked() -> None:
    data = workbook([HEADER])
    burst = with_entry(data, SHEET, b"<c/>" * 50_000_000)

    assert len(burst) < 500_000
    assert refusal(burst) == (
        "This file unpacks to 191 MB; at most 12 MB are read. Save the lineup as CSV."
    )
    assert "unpacks to 2 MB" in refusal(with_entry(data, "xl/media/a.xml", b" " * 2_000_000))


def test_a_file_that_packs_many_others_is_refused() -> None:
    out = io.BytesIO(workbook([HEADER]))
    with zipfile.ZipFile(out, "a") as packed:
        for number in range(500):
            packed.writestr(f"{number}.xml", b"")

    assert refusal(out.getvalue()) == "This file packs 509 others. Save the lineup as CSV."


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_refused(declaration: bytes, name: str) -> None:
    data = workbook([HEADER, ("Ø",)])
    content = entry(data, name)
    start = content.index(b"?>") + 2 if content.startswith(b"<?xml") else 0

    assert table(sheet_of_upload(with_entry(data, name, content))).lines
    harmful = content[:start] + declaration + content[start:]
    assert refusal(with_entry(data, name, harmful)) == NO_XLSX


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"PK\x03\x04" + b"\x00" * 200,
        workbook([HEADER])[:2_000],
        with_entry(workbook([HEADER]), SHEET, b"<worksheet"),
        with_entry(workbook([HEADER]), "xl/workbook.xml", b"<a/>"),
        with_entry(workbook([HEADER]), "[Content_Types].xml", b""),
    ],
)
def test_a_broken_spreadsheet_is_refused(data: bytes) -> None:
    assert refusal(data) == NO_XLSX


def test_too_many_rows_columns_and_letters_are_refused() -> None:
    assert refusal(workbook([["band"], *[["One"]] * 5_001])) == (
        "Line 5002 is one too many: at most 5,000 at a time."
    )
    assert refusal(workbook([["band"] * 101])) == ("Line 1 has 101 columns; at most 100 are read.")
    assert refusal(workbook([[*["band"] * 2, *[None] * 16_381, "x"]])) == (
        "Line 1 has 16,384 columns; at most 100 are read."
    )
    data = workbook([["band"], ["Ø"]])
    long = entry(data, SHEET).replace("Ø".encode(), b"x" * 32_768)
    assert refusal(with_entry(data, SHEET, long)) == "A cell in line 2 is too long."
    assert refusal(workbook([])) == "There is nothing in it."
    assert refusal(b"PK\x03\x04" + b"x" * 5_300_000) == "This is more than 5 MB. Split it."


# Twenty times what reading may take: only a file that makes the reader work on and on fails.
GUARD = 20 * 5


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            b"<row>" + b"<c><v>1</v></c>" * 300_000 + b"</row>",
            "Line 1 has 300,000 columns; at most 100 are read.",
        ),
        (
            b'<row r="1"/><row r="999999999"/>',
            "Line 20001 is one too many: at most 5,000 at a time.",
        ),
        (
            b"".join(b'<row r="%d"><c r="ALK%d"/></row>' % (row, row) for row in range(1, 9_000)),
            "There is nothing in it.",
        ),
    ],
)
def test_a_file_that_makes_work_is_refused_in_time(rows: bytes, sentence: str) -> None:
    data = workbook([["band"]])
    sheet = entry(data, SHEET)
    start, end = sheet.index(b"<sheetData>") + len(b"<sheetData>"), sheet.index(b"</sheetData>")
    heavy = with_entry(data, SHEET, sheet[:start] + rows + sheet[end:], packed=False)
    began = process_time()

    assert refusal(heavy) == sentence

    assert process_time() - began < GUARD
