"""Start, length and end in three fields: two of them give the third."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.times import Slot
from events.typed_slots import EMPTY, NotASlot, Texts, minutes, read_slot

TURN = 360
SHOWN = Texts("20:15", "45", "21:00")


def slot(start: str, length: str, end: str, shown: Texts = EMPTY) -> Slot:
    return read_slot(Texts(start, length, end), turn=TURN, shown=shown)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("20:15", "45", ""), Slot(1215, 1260)),
        (("20:15", "", "21:00"), Slot(1215, 1260)),
        (("", "45", "21:00"), Slot(1215, 1260)),
        (("", "45", "06:15"), Slot(1770, 1815)),  # begins before the turn of the day
        (("8", "", "9pm"), Slot(1200, 1260)),
        (("8:15pm", "1h", ""), Slot(1215, 1275)),
        (("20:15", "45", "21:00"), Slot(1215, 1260)),
        (("20:15", "", ""), Slot(1215)),
        (("", "", ""), Slot()),
        (("TBA", "", ""), Slot()),
    ],
)
def test_two_of_three_give_the_third(typed: tuple[str, str, str], expected: Slot) -> None:
    assert slot(*typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("20:30", "45", "21:00"), Slot(1230, 1275)),  # a new start moves the set
        (("20:15", "45", "21:15"), Slot(1215, 1275)),  # a new end makes it longer
        (("20:15", "60", "21:00"), Slot(1215, 1275)),
        (("20:30", "60", "21:00"), Slot(1230, 1290)),
        (("20:30", "45", "21:15"), Slot(1230, 1275)),
        (("20:15", "30", "22:00"), Slot(1290, 1320)),  # length and end, so the start follows
        (("20:15", "45", ""), Slot(1215)),  # the end was taken out
        (("", "45", "21:00"), Slot()),  # the time was taken out
        (("20:15", "", "21:00"), Slot(1215, 1260)),
    ],
)
def test_what_was_left_as_it_was_gives_way(typed: tuple[str, str, str], expected: Slot) -> None:
    assert slot(*typed, shown=SHOWN) == expected


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (("20:15", "30", "21:00"), "length", "do not agree"),
        (("8", "45", ""), "start", "Is 8 in the morning or the evening?"),
        (("", "45", ""), "start", "A length needs a start or an end."),
        (("", "", "21:00"), "end", "An end needs a start, or a length."),
        (("20:15", "", "20:15"), "end", "Ends when it starts."),
        (("20:15", "0", ""), "length", "1 minute to 12 hours"),
        (("20:15", "13h", ""), "length", "1 minute to 12 hours"),
        (("20:15", "soon", ""), "length", "“soon” is not a length."),
        (("soon", "", ""), "start", "“soon” is not a time."),
        (("20:15", "", "24:00"), "end", "There is no hour 24."),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    typed: tuple[str, str, str], field: str, message: str
) -> None:
    with pytest.raises(NotASlot, match=message.replace("?", r"\?")) as refused:
        slot(*typed)

    assert refused.value.field == field


@given(start=st.integers(TURN, TURN + 1439), length=st.integers(1, 720))
def test_each_pair_of_the_three_says_the_same(start: int, length: int) -> None:
    whole = Slot(start, start + length)
    texts = Texts.of(whole, hours=24)

    assert slot(texts.start, texts.length, "") == whole
    assert slot("", texts.length, texts.end) == whole
    assert slot(texts.start, texts.length, texts.end) == whole
    assert slot(texts.start, texts.length, texts.end, shown=texts) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45", 45), ("45 min", 45), ("90m", 90), ("1h", 60), ("1h30", 90), ("1:05", 65), ("", None)],
)
def test_a_length_is_typed_in_minutes_or_hours(text: str, expected: int | None) -> None:
    assert minutes(text) == expected
