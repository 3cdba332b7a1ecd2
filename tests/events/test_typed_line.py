"""A set typed in one line: what it says, and what is refused."""

from datetime import date

import pytest

from events.times import Slot
from events.typed_line import Line, NotALine, read
from tests.cast import SATURDAY

ONE_DAY = [SATURDAY]
WEEKEND = [date(2026, 10, 9), SATURDAY, date(2026, 10, 11)]
VENUES = ["Room 47", "Room", "Ship"]
QUARTER_PAST_8 = Slot(1215, 1260)


def said(text: str, days: list[date] = ONE_DAY) -> Line:
    return read(text, venues=VENUES, days=days, turn=360)


@pytest.mark.parametrize(
    "text",
    [
        "Harpoonist @ Room 47 8:15pm-9",
        "8:15pm-9 @ Room 47 Harpoonist",
        "@Room 47, Harpoonist, 20:15–21",
        "Harpoonist 20:15 to 21:00 @ room 47",
        "Room 47 20h15 Harpoonist 45min",
        "Harpoonist at Room 47 at 8:15 pm for 45",
        "20:15 21:00 Harpoonist @ Room 47",
        "Harpoonist - Room 47 - 2015-2100",
    ],
)
def test_a_line_is_read_in_any_order(text: str) -> None:
    assert said(text) == Line("Harpoonist", "Room 47", QUARTER_PAST_8)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Harpoonist", Line("Harpoonist")),
        ("Harpoonist @ New Place", Line("Harpoonist", "New Place")),
        ("@ New Place, Harpoonist 00:25", Line("Harpoonist", "New Place", Slot(1465))),
        ("The 1975 @ Ship 8-9pm", Line("The 1975", "Ship", Slot(1200, 1260))),
        ("1349 @ Room 47", Line("1349", "Room 47")),
        ("Sum 41 @ Ship 8pm", Line("Sum 41", "Ship", Slot(1200))),
        ("Blink-182 2015 Ship", Line("Blink-182", "Ship", Slot(1215))),
        ("Crosby, Stills & Nash @ Ship 8pm", Line("Crosby, Stills & Nash", "Ship", Slot(1200))),
        ("AC/DC @ Ship", Line("AC/DC", "Ship")),
        ('"Room 47 All Stars" Room 47 8pm', Line("Room 47 All Stars", "Room 47", Slot(1200))),
        ("“8pm” @ Ship 9pm", Line("8pm", "Ship", Slot(1260))),
        ('Harpoonist @ "Bar, 8pm" 9pm', Line("Harpoonist", "Bar, 8pm", Slot(1260))),
    ],
)
def test_names_keep_what_only_looks_like_something_else(text: str, line: Line) -> None:
    assert said(text) == line


@pytest.mark.parametrize(
    ("text", "band", "day"),
    [
        ("Rills sat 8pm", "Rills", WEEKEND[1]),
        ("Sunday Rills 8pm", "Rills", WEEKEND[2]),
        ("Rills day 1", "Rills", WEEKEND[0]),
        ("2026-10-11 Rills", "Rills", WEEKEND[2]),
        ("Black Friday sat 8pm", "Black Friday", WEEKEND[1]),
        ("Rills 8pm", "Rills", None),
    ],
)
def test_a_line_names_a_day_of_several(text: str, band: str, day: date | None) -> None:
    line = said(text, WEEKEND)

    assert (line.band, line.day) == (band, day)


def test_a_weekday_is_part_of_the_name_where_there_is_one_day() -> None:
    assert said("Black Saturday 8pm") == Line("Black Saturday", None, Slot(1200))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Type a band, like: Harpoonist @ Room 47 8:15pm-9"),
        ("20:15", "Which band? Type its name too, or put a comma after the venue."),
        ("@ New Place 8pm", "Which band? Type its name too, or put a comma after the venue."),
        ("Rills @", "Which venue? Type its name after the @, or leave the @ out."),
        ('Rills @ " " 8pm', "Which venue? Type its name after the @, or leave the @ out."),
        ("Rills @ Ship @ Room", "One @ is enough: what follows it is the venue."),
        ("Rills @ Room 47 8", "Is 8 in the morning or the evening? Type 8 am or pm."),
        ("Rills 8-9", "Is 8 in the morning or the evening? Type 8 am or pm."),
        ("Rills 25:00", "There is no hour 25. Type 00:00 to 23:59."),
        ("Rills 20:60", "There is no minute 60. Type 00 to 59."),
        ("Rills 8.15pm", "“8.15pm” is not a time. Type 20:15 or 8:15 pm."),
        ("Rills 20:15-20:15", "Ends when it starts. Type a later time, or leave it empty."),
        ("Rills 20:15-08:30", "Ends before it starts. A set lasts 12 hours at most."),
        ("Rills 8pm-9 10pm", "Two times are enough: when it starts, and when it ends."),
        ("Rills 2026-10-12", "2026-10-12 is not a day of this event."),
        ("x" * 200, "A line has at most 199 characters; this has 200."),
    ],
)
def test_a_line_that_says_no_set_is_refused_in_words(text: str, message: str) -> None:
    with pytest.raises(NotALine) as refused:
        said(text)

    assert str(refused.value) == message


def test_a_line_of_several_days_names_one_there_is() -> None:
    with pytest.raises(NotALine, match="There is no day 4"):
        said("Rills day 4", WEEKEND)
    with pytest.raises(NotALine, match="There are 2 of “sat”"):
        said("Rills sat", [SATURDAY, date(2026, 10, 17)])
