"""What each cell may hold, and the sentence for what it may not."""

from datetime import timedelta

import pytest

from accounts.models import Organization
from bands.models import Band
from events.models import Change, ChangeSet, Event, Performance, Venue
from tests.cast import SATURDAY, make_event
from tests.events.imports import planned, problems

HEADER = "band,venue,day,start,end,genre,url,notes,announced,cancelled,address\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    """A weekend."""
    return make_event(last_day=SATURDAY + timedelta(days=1))


def line(**cells: str) -> str:
    names = HEADER.strip().split(",")
    given = {"band": "The Rills", "day": "1", **cells}
    return HEADER + ",".join(f'"{given.get(name, "")}"' for name in names) + "\n"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("1", 1), ("2", 2), ("2026-10-10", 1), ("2026-10-11", 2), ("2026/10/11", 2)),
        *(("2026-10-11 00:00:00", 2), ("2026-10-11T00:00", 2)),
        # Either order of day and month, where only one is a day of the event.
        *(("11/10/2026", 2), ("10/11/2026", 2), ("10.10.2026", 1), ("10-10-2026", 1)),
    ],
)
def test_a_day_is_read(event: Event, text: str, number: int) -> None:
    (row,) = planned(event, line(day=text)).rows

    assert row.day == SATURDAY + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("3", "There is no day 3: Vol. 7 has 2 days."),
        ("0", "There is no day 0: Vol. 7 has 2 days."),
        ("2025-10-10", "10 October 2025 is not a day of Vol. 7."),
        ("13/10/2026", "13 October 2026 is not a day of Vol. 7."),
        (
            "09/10/2026",
            "Is 09/10/2026 9 October 2026 or 10 September 2026? Type it like 2026-10-09.",
        ),
        ("2026-02-30", "“2026-02-30” is not a day. Type it like 2026-10-10, or 1 for the first."),
        ("Saturday", "“Saturday” is not a day. Type it like 2026-10-10, or 1 for the first."),
        ("٢", "“٢” is not a day. Type it like 2026-10-10, or 1 for the first."),
    ],
)
def test_a_day_that_is_none_is_told(event: Event, text: str, sentence: str) -> None:
    assert problems(event, line(day=text)) == [(2, "day", sentence)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("20:15", "21:00", (1215, 1260)),
        ("8:15pm", "9", (1215, 1260)),
        ("20h15", "", (1215, None)),
        ("00:25", "01:10", (1465, 1510)),
        ("23:40", "00:10", (1420, 1450)),
        ("20:15:00", "TBA", (1215, None)),
        ("TBA", "", (None, None)),
        ("?", "-", (None, None)),
    ],
)
def test_times_are_read_as_in_the_form(
    event: Event, start: str, end: str, expected: tuple[int | None, int | None]
) -> None:
    (row,) = planned(event, line(start=start, end=end)).rows

    assert (row.said.slot.start, row.said.slot.end) == expected


@pytest.mark.parametrize(
    ("start", "end", "field", "sentence"),
    [
        ("24:00", "", "start", "There is no hour 24. Midnight is 00:00."),
        ("25:99", "", "start", "There is no hour 25. Type 00:00 to 23:59."),
        ("12:60", "", "start", "There is no minute 60. Type 00 to 59."),
        ("noon", "", "start", "“noon” is not a time. Type 20:15 or 8:15 pm."),
        ("late", "", "start", "“late” is not a time. Type 20:15 or 8:15 pm."),
        ("8", "", "start", "Is 8 in the morning or the evening? Type 8 am or pm."),
        ("20:00", "20:00", "end", "Ends when it starts. Type a later time, or leave it empty."),
        ("20:00", "19:00", "end", "Ends before it starts. A set lasts 12 hours at most."),
        ("", "21:00", "end", "An end needs a start."),
        ("20:00", "25:00", "end", "There is no hour 25. Type 00:00 to 23:59."),
    ],
)
def test_a_time_that_is_none_is_told(
    event: Event, start: str, end: str, field: str, sentence: str
) -> None:
    assert problems(event, line(start=start, end=end)) == [(2, field, sentence)]


@pytest.mark.parametrize(
    ("cells", "field", "sentence"),
    [
        ({"band": "x" * 101}, "band", "A name has at most 100 characters; this has 101."),
        ({"venue": "x" * 101}, "venue", "A name has at most 100 characters; this has 101."),
        ({"notes": "x" * 501}, "notes", "At most 500 characters; this has 501."),
        ({"address": "x" * 201}, "address", "At most 200 characters; this has 201."),
        ({"genre": "x" * 41}, "genre", "A genre has 1 to 40 characters."),
        ({"genre": "a,b,c,d,e,f,g,h,i,j,k"}, "genre", "Name at most 10 genres."),
        *(
            (
                {column: "maybe"},
                column,
                "“maybe” is neither yes nor no. Leave it empty to change nothing.",
            )
            for column in ("announced", "cancelled")
        ),
    ],
)
def test_what_is_over_its_limit_is_told_and_nothing_is_written(
    event: Event, cells: dict[str, str], field: str, sentence: str
) -> None:
    assert problems(event, line(**cells)) == [(2, field, sentence)]
    for model in (Band, Venue, Performance, ChangeSet, Change):
        assert model.objects.count() == 0


def test_limits_are_reached_before_they_are_over(event: Event) -> None:
    text = line(band="x" * 100, venue="y" * 100, notes="n" * 500, address="a" * 200)

    assert problems(event, text) == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("javascript:alert(1)", "Type a whole web address, like https://example.org/page."),
        ("http://localhost/", "This address has no ending, like .org or .ca."),
        ("example.org", "Type a whole web address, like https://example.org/page."),
    ],
)
def test_a_link_that_is_not_safe_is_left_out_with_a_remark(
    event: Event, text: str, sentence: str
) -> None:
    (row,) = planned(event, line(url=text)).rows

    assert (row.said.link, row.remarks) == ("", [f"Left out the link. {sentence}"])


@pytest.mark.parametrize("column", ["band", "venue", "notes", "address", "genre"])
def test_a_control_character_is_told(event: Event, column: str) -> None:
    sentence = "This holds a control character that cannot be kept. Type it again."

    assert problems(event, line(**{column: "a\x1b[2Jb"})) == [(2, column, sentence)]


def test_everything_wrong_with_a_line_is_told_at_once(event: Event) -> None:
    text = HEADER + "The Rills,,9,25:00,26:00,,,,,,\n,Room 47,9,25:00,,,,,,,\nØ,,1,,,,,,,,,more\n"

    assert [problem[:2] for problem in problems(event, text)] == [
        *((2, "day"), (2, "start"), (2, "end")),
        (4, ""),
    ]
