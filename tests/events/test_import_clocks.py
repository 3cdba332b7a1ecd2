"""Times and other cells as spreadsheets and people write them: read, or told, and in time."""

from time import process_time

import pytest

from accounts.models import Organization
from events.models import Event
from tests.cast import make_event
from tests.events.imports import planned, problems

# Twenty times what it may take: only a cell that makes a reader work on and on fails.
GUARD = 20 * 0.3
HOSTILE = ["1" * 32_000, "9:" * 16_000, "2026-10-" * 4_000, " 1" * 16_000, "e\u0301" * 16_000]


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


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


@pytest.mark.parametrize("column", ["day", "start", "end", "venue", "genre", "url", "notes"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_cell_that_makes_work_is_told_in_time(event: Event, column: str, text: str) -> None:
    began = process_time()

    (found,) = {line for line, _, _ in problems(event, f"band,{column}\nØ,{text}\n")} or {0}

    assert process_time() - began < GUARD
    assert found == (0 if column == "url" else 2)
