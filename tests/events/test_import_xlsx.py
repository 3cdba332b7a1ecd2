"""Spreadsheets: cells are read as they are shown."""

from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook

from accounts.models import Organization
from events.importing.reading import table
from events.importing.spreadsheets import text_of
from events.importing.uploads import sheet_of_upload
from events.models import Event
from tests.cast import SATURDAY, make_event
from tests.events.imports import import_lineup
from tests.events.workbooks import saved, workbook

HEADER = ("band", "venue", "day", "start", "end", "cancelled")


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


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


def test_the_first_sheet_that_can_be_seen_is_read() -> None:
    book = Workbook()
    book.active.append(["secret"])
    book.active.sheet_state = "hidden"
    book.create_sheet("Lineup").append(["band"])
    book["Lineup"].append(["Ø"])
    book.create_sheet("Other").append(["name"])

    (line,) = table(sheet_of_upload(saved(book))).lines

    assert (line.number, line.cells) == (2, {"band": "Ø"})
