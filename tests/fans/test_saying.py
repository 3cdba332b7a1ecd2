"""News in words: what stays is said once, what was and what is stand beside each other."""

from dataclasses import replace
from datetime import date

import pytest

from fans import saying
from fans.truth import Facts, State

NAMES = {1: "Room 47", 2: "The Cellar"}
SET = Facts(State.ON, date(2026, 10, 10), 21 * 60, 1)
LATE = {"start": 24 * 60 + 25}


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ({}, {}, "Saturday 10 October 21:00, Room 47"),
        ({}, {"start": 1290}, "Saturday 10 October 21:00 → 21:30, Room 47"),
        ({}, {"venue": 2}, "Saturday 10 October 21:00, Room 47 → The Cellar"),
        ({}, {"start": 1290, "venue": 2}, "Saturday 10 October 21:00, Room 47 → 21:30, The Cellar"),
        (
            {},
            {"day": date(2026, 10, 11)},
            "Saturday 10 October 21:00, Room 47 → Sunday 11 October 21:00, Room 47",
        ),
        ({"start": None}, {}, "Saturday 10 October, time to be announced → 21:00, Room 47"),
        ({}, {"start": None}, "Saturday 10 October 21:00 → time to be announced, Room 47"),
        ({"venue": None}, {}, "Saturday 10 October 21:00, venue to be announced → Room 47"),
        ({"venue": 3}, {}, "Saturday 10 October 21:00, another venue → Room 47"),
        (LATE, LATE, "Saturday 10 October 00:25 (after midnight), Room 47"),
    ],
)
def test_a_place_is_said_so(was, now, said) -> None:
    place = saying.moved(replace(SET, **was), replace(SET, **now), NAMES, 24)
    assert str(place) == said


def test_times_are_said_on_the_organization_s_clock() -> None:
    assert str(saying.moved(SET, SET, NAMES, 12)) == "Saturday 10 October 9:00 pm, Room 47"
