"""Spreadsheets: cells read as they are shown, and files that were made to do harm refused."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from accounts.models import Organization
from events.importing.reading import NotReadable, table
from events.importing.spreadsheets import text_of
from events.importing.uploads import sheet_of_upload
from events.models import Event
from tests.cast import SATURDAY, make_event
from tests.events.imports import import_lineup, planned, problems
from tests.events.workbooks import SHEET, entry, saved, with_entry, workbook

HEADER = ("band", "venue", "day", "start", "end", "cancelled")
NO_XLSX = "This is no .xlsx that can be read. Open it, and save it as CSV."


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def refusal(data: bytes) -> str:
    with pytest.raises(NotReadable) as refused:
        sheet_of_upload(data)
    return str(refused.value)


def test_cells_are_read_as_a_spreadsheet_shows_them(event: Event, tmp_path) -> None:
    data = workbook(
        [
            HEADER,
            ("Ø", "Café", SATURDAY, time(20, 15), time(21, 0), False),
            ("Two", None, datetime(2026, 10, 10), 0.8333333333333334, 0.875, True),  # noqa: DTZ001
            (None, None, None, None, None, None),
            ("Three", "Café", 1, datetime(1900, 1, 1, 20, 0), None, None),  # noqa: DTZ001
            ("Four", "Café", "1", 22.0, "10:40 pm", None),
            ("Five", "Café", "1", 1.0104166666666667, 1.03125, None),
            ("Six", "Café", "1", datetime(2026, 10, 10, 23, 30), None, None),  # noqa: DTZ001
        ],
        formats={"D7": "h:mm", "E7": "h:mm"},
    )
    file = tmp_path / "lineup.xlsx"
    file.write_bytes(data)

    import_lineup("vol-7", file)

    rows = event.performances.order_by("pk")
    assert [(str(row.band), row.day, row.start, row.end) for row in rows] == [
        ("Ø", SATURDAY, 1215, 1260),
        ("Two", SATURDAY, 1200, 1260),
        ("Three", SATURDAY, 1200, None),
        ("Four", SATURDAY, 1320, 1360),
        ("Five", SATURDAY, 1455, 1485),
        ("Six", SATURDAY, 1410, None),
    ]
    assert [str(row.band) for row in rows.filter(cancelled_at__isnull=False)] == ["Two"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (8, "8"),
        (8.0, "8"),
        (0.5, "0.5"),
        (timedelta(hours=24, minutes=15), "24:15"),
        (datetime(1900, 1, 1), "1900-01-01 00:00"),  # noqa: DTZ001
        (datetime(2026, 10, 10), "2026-10-10"),  # noqa: DTZ001
        (date(2026, 10, 10), "2026-10-10"),
        (time(0, 5), "00:05"),
        ("=1+1", "=1+1"),
    ],
)
@pytest.mark.once
def test_a_value_is_text_as_somebody_would_type_it(value: object, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("1900-01-01 20:00", 1200),
        ("1899-12-30 20:00:00", 1200),
        ("1900-01-00 00:15", 1455),
        ("2026-10-10T20:00", 1200),
        ("2026-10-11 00:15:00", 1455),
        ("0.8333333333", 1200),
        ("0,8333333333", 1200),
        (".0104166667", 1455),
        ("8", "Is 8 in the morning or the evening? Type 8 am or pm."),
        ("24:15", "There is no hour 24. Midnight is 00:00."),
        ("25:30", "There is no hour 25. Type 00:00 to 23:59."),
        ("late", "“late” is not a time. Type 20:15 or 8:15 pm."),
        ("2025-10-10 20:00", "“2025-10-10 20:00” is not a time. Type 20:15 or 8:15 pm."),
        ("1.8333333333", "“1.8333333333” is not a time. Type 20:15 or 8:15 pm."),
    ],
)
def test_times_of_spreadsheets_are_read_or_told(
    event: Event, text: str, outcome: int | str
) -> None:
    written = f'band,start\nØ,"{text}"\n'

    found = problems(event, written)

    if isinstance(outcome, str):
        assert found == [(2, "start", outcome)]
    else:
        assert [row.said.slot.start for row in planned(event, written).rows] == [outcome]


def test_the_first_sheet_that_can_be_seen_is_read() -> None:
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Lineup").append(["band"])
    book["Lineup"].append(["Ø"])
    book.create_sheet("Other").append(["name"])

    (line,) = table(sheet_of_upload(saved(book))).lines

    assert (line.number, line.cells) == (2, {"band": "Ø"})


def test_a_file_that_bursts_is_refused_before_it_is_unpacked() -> None:
    data = workbook([HEADER])
    burst = with_entry(data, SHEET, b"<c/>" * 50_000_000)

    assert len(burst) < 500_000
    assert refusal(burst) == (
        "This file unpacks to 191 MB; at most 20 MB are read. Save the lineup as CSV."
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
