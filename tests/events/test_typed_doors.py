"""Doors as people type them."""

import pytest

from events import typed_doors
from events.typed_times import NotATime

ORDINARY = 360


@pytest.mark.parametrize(
    ("typed", "days", "doors"),
    [
        ("", 1, {}),
        ("TBA", 1, {}),
        ("19:00", 1, {"1": 1140}),
        ("1: 7pm", 1, {"1": 1140}),
        ("0:30", 1, {"1": 1470}),
        ("1: 19:00, 2: 18:30", 2, {"1": 1140, "2": 1110}),
        ("2: 18h30\n1: 19:00\n", 2, {"1": 1140, "2": 1110}),
        ("1: TBA; 3: 18:30", 3, {"3": 1110}),
    ],
)
def test_doors_are_read(typed: str, days: int, doors: dict[str, int]) -> None:
    assert typed_doors.read(typed, days=days, turn=ORDINARY) == doors


@pytest.mark.parametrize(
    ("typed", "days", "message"),
    [
        ("19:00", 2, "Name the day and its time: 1: 19:00, 2: 18:30."),
        ("1:19:00", 2, "Name the day and its time: 1: 19:00, 2: 18:30."),
        ("3: 19:00", 2, "There is no day 3."),
        ("0: 19:00", 2, "There is no day 0."),
        ("1: 19:00, 1: 20:00", 2, "Day 1 has two times."),
        ("19:00, 20:00", 1, "Day 1 has two times."),
        ("1: 24:00", 1, "There is no hour 24. Midnight is 00:00."),
        ("7", 1, "Is 7 in the morning or the evening? Type 7 am or pm."),
    ],
)
def test_what_is_no_doors_is_told(typed: str, days: int, message: str) -> None:
    with pytest.raises(NotATime) as told:
        typed_doors.read(typed, days=days, turn=ORDINARY)

    assert str(told.value) == message


@pytest.mark.parametrize(
    ("doors", "days", "text"),
    [
        ({}, 1, ""),
        ({"1": 1470}, 1, "00:30"),
        ({"10": 1140, "2": 1110}, 10, "2: 18:30, 10: 19:00"),
        ({"2": 1110}, 1, "2: 18:30"),
    ],
)
def test_doors_are_written_as_they_are_typed(doors: dict, days: int, text: str) -> None:
    assert typed_doors.text(doors, days=days) == text
