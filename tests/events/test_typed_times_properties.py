"""What holds for every time that is written and read again, and for every hostile text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from events import times
from events.times import DAY, LONGEST_SET, Slot
from events.typed_times import NotATime, clock_minute, read, slot

turns = st.integers(0, 720)
lengths = st.none() | st.integers(1, LONGEST_SET)
clocks = st.sampled_from([12, 24])

HOSTILE = {
    "digits": "1" * 50_000,
    "colons": "20" + ":" * 50_000,
    "spaces inside": "8" + " " * 50_000 + "x",
    "stacked accents": "a" + "\u0315\u0300" * 25_000,
    "one letter that becomes eighteen": "\ufdfa" * 50_000,
    "NUL": "\x00" * 50_000,
    "other digits": "٢" * 50_000,
    "wide digits": "２" * 50_000,
    "a lone surrogate": "20:15\ud800",
}


@given(minute=st.integers(0, DAY - 1), hours=clocks)
def test_a_minute_survives_being_written_and_read(minute: int, hours: int) -> None:
    assert clock_minute(times.clock_text(minute, hours=hours)) == minute


@given(turn=turns, after_turn=st.integers(0, DAY - 1), length=lengths, hours=clocks)
@example(turn=360, after_turn=240, length=LONGEST_SET, hours=24)
def test_a_slot_survives_being_written_and_read(
    turn: int, after_turn: int, length: int | None, hours: int
) -> None:
    start = turn + after_turn
    end = None if length is None else start + length

    written = [
        "" if minute is None else times.clock_text(minute, hours=hours) for minute in (start, end)
    ]

    assert times.in_day(start, turn)
    assert slot(*written, turn=turn) == Slot(start, end)


@given(text=st.text(max_size=30) | st.from_regex(r"[0-9:hapm. ]{1,14}", fullmatch=True))
def test_any_text_is_a_time_unknown_or_refused(text: str) -> None:
    try:
        typed = read(text)
    except NotATime as refused:
        message = str(refused)
    else:
        message = ""
        assert typed is None or all(0 <= minute < DAY for minute in typed.readings)
    assert message.isprintable()


@given(start=st.text("0123456789:hap ", max_size=8), end=st.text("0123456789:hap ", max_size=8))
def test_any_pair_makes_a_slot_of_its_day_or_is_refused(start: str, end: str) -> None:
    try:
        found = slot(start, end, turn=360)
    except NotATime:
        return
    assert found.start is None or times.in_day(found.start, 360)
    assert found.length is None or 0 < found.length <= LONGEST_SET


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_refused_with_a_short_message(name: str) -> None:
    with pytest.raises(NotATime) as refused:
        clock_minute(HOSTILE[name])
    assert len(str(refused.value)) < 80
