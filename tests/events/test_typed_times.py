"""What people type as a time: accepted, refused, and what a neighbour adds."""

import pytest

from events.times import Slot
from events.typed_times import NotATime, clock_minute, slot

TURN = 360

ACCEPTED = {
    "20:15": 1215,
    "20h15": 1215,
    "20H15": 1215,
    "20 h 15": 1215,
    "20h": 1200,
    "0h25": 25,
    "2015": 1215,
    "0025": 25,
    "0000": 0,
    "20:15:00": 1215,
    "8:15pm": 1215,
    "8:15 PM": 1215,
    "8:15p": 1215,
    "8:15 p.m.": 1215,
    "8:15:00 PM": 1215,
    "8pm": 1200,
    "8 p": 1200,
    "8a": 480,
    "12am": 0,
    "12:25 am": 25,
    "12pm": 720,
    "12:30pm": 750,
    "9:30": 570,
    "09:30": 570,
    "12:30": 750,
    "00:25": 25,
    "0:25": 25,
    "23:59": 1439,
    "20": 1200,
    "0": 0,
    " 20:15\t": 1215,
    "\u00a020:15": 1215,
    "２０：１５": 1215,
}

REFUSED = {
    "24:00": "There is no hour 24. Midnight is 00:00.",
    "2400": "There is no hour 24. Midnight is 00:00.",
    "24h": "There is no hour 24. Midnight is 00:00.",
    "24": "There is no hour 24. Midnight is 00:00.",
    "25:00": "There is no hour 25. Type 00:00 to 23:59.",
    "20:60": "There is no minute 60. Type 00 to 59.",
    "2060": "There is no minute 60. Type 00 to 59.",
    "8:60pm": "There is no minute 60. Type 00 to 59.",
    "13pm": "With am or pm the hour is 1 to 12, not 13.",
    "0:15 am": "With am or pm the hour is 1 to 12, not 0.",
    "8": "Is 8 in the morning or the evening? Type 8 am or pm.",
    "12": "Is 12 in the morning or the evening? Type 12 am or pm.",
    "08": "Is 08 in the morning or the evening? Type 08 am or pm.",
    "20:5": "“20:5” is not a time. Type 20:15 or 8:15 pm.",
    "20.15": "“20.15” is not a time. Type 20:15 or 8:15 pm.",
    "20:15:30": "“20:15:30” is not a time. Type 20:15 or 8:15 pm.",
    "815": "“815” is not a time. Type 20:15 or 8:15 pm.",
    "20151": "“20151” is not a time. Type 20:15 or 8:15 pm.",
    "-5": "“-5” is not a time. Type 20:15 or 8:15 pm.",
    "20:15-21:00": "“20:15-21:00” is not a time. Type 20:15 or 8:15 pm.",
    "8pmpm": "“8pmpm” is not a time. Type 20:15 or 8:15 pm.",
    "late": "“late” is not a time. Type 20:15 or 8:15 pm.",
    "٢٠:١٥": "“٢٠:١٥” is not a time. Type 20:15 or 8:15 pm.",
    "20\x0015": "“2015” is not a time. Type 20:15 or 8:15 pm.",
    "\u202e20:15": "“20:15” is not a time. Type 20:15 or 8:15 pm.",
    "<b>20:15</b>": "“<b>20:15</b>” is not a time. Type 20:15 or 8:15 pm.",
}

UNKNOWN = ["", "  ", "TBA", "tba", "tbd", "TBC", "?", "-", "–", "—"]

# start, end: minutes of the festival day, with the day-turn at 06:00
PAIRS = {
    ("20:15", "21:00"): Slot(1215, 1260),
    ("8:15pm", "9"): Slot(1215, 1260),
    ("8", "9pm"): Slot(1200, 1260),
    ("8:15", "9 pm"): Slot(1215, 1260),
    ("20:15", "9"): Slot(1215, 1260),
    ("9:30", "10:15"): Slot(570, 615),
    ("9:30 pm", "10:15"): Slot(1290, 1335),
    ("9:30", "22:15"): Slot(1290, 1335),
    ("11", "12:15am"): Slot(1380, 1455),
    ("11pm", "12:30"): Slot(1380, 1470),
    ("23:30", "0:25"): Slot(1410, 1465),
    ("00:25", "01:10"): Slot(1465, 1510),
    ("05:30", "06:30"): Slot(1770, 1830),
    ("20", "21"): Slot(1200, 1260),
    ("23", "0"): Slot(1380, 1440),
    ("11:00", "12:00"): Slot(660, 720),
    ("10:00", "22:00"): Slot(600, 1320),
    ("12:00", "00:00"): Slot(720, 1440),
    ("22:00", "10:00"): Slot(1320, 2040),
    ("20:15", ""): Slot(1215, None),
    ("20:15", "TBA"): Slot(1215, None),
    ("TBA", "tba"): Slot(None, None),
}

REFUSED_PAIRS = {
    ("20:15", "20:15"): "Ends when it starts. Type a later time, or leave it empty.",
    ("8:15pm", "20h15"): "Ends when it starts. Type a later time, or leave it empty.",
    ("9:30", "9:30"): "Ends when it starts. Type a later time, or leave it empty.",
    ("8", "8pm"): "Ends when it starts. Type a later time, or leave it empty.",
    ("21:00", "20:00"): "Ends before it starts. A set lasts 12 hours at most.",
    ("08:00", "20:01"): "Ends before it starts. A set lasts 12 hours at most.",
    ("", "21:00"): "An end needs a start.",
    ("TBA", "9"): "An end needs a start.",
    ("8", ""): "Is 8 in the morning or the evening? Type 8 am or pm.",
    ("8", "9"): "Is 8 in the morning or the evening? Type 8 am or pm.",
    ("8", "9:30"): "Is 8 in the morning or the evening? Type 8 am or pm.",
    ("20:15", "24:00"): "There is no hour 24. Midnight is 00:00.",
}


@pytest.mark.parametrize(("text", "minute"), ACCEPTED.items())
def test_a_time_is_read_as_people_spell_it(text: str, minute: int) -> None:
    assert clock_minute(text) == minute


@pytest.mark.parametrize(("text", "message"), REFUSED.items())
def test_what_is_no_time_is_refused_in_words(text: str, message: str) -> None:
    with pytest.raises(NotATime) as refused:
        clock_minute(text)
    assert str(refused.value) == message


@pytest.mark.parametrize("text", UNKNOWN)
def test_an_unknown_time_is_none(text: str) -> None:
    assert clock_minute(text) is None


@pytest.mark.parametrize(("pair", "expected"), PAIRS.items())
def test_start_and_end_are_read_together(pair: tuple[str, str], expected: Slot) -> None:
    assert slot(*pair, turn=TURN) == expected


@pytest.mark.parametrize(("pair", "message"), REFUSED_PAIRS.items())
def test_impossible_start_and_end_are_refused_in_words(pair: tuple[str, str], message: str) -> None:
    with pytest.raises(NotATime) as refused:
        slot(*pair, turn=TURN)
    assert str(refused.value) == message
