"""What the next edition is proposed to be called, and when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.next_edition import next_day, next_name

TODAY = date(2026, 10, 12)


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("Vol. 15", "Vol. 16"),
        ("Vol. 9", "Vol. 10"),
        ("Vol. 09", "Vol. 10"),
        ("Crawl #15", "Crawl #16"),
        ("#99", "#100"),
        ("Crawl XIV", "Crawl XV"),
        ("Vol. I", "Vol. II"),
        ("Vol. XXXIX (Barn)", "Vol. XL (Barn)"),
        ("Summer 2025", "Summer 2026"),
        ("2025", "2026"),
        ("Vol. 15 (2025)", "Vol. 16 (2025)"),
        ("2025 Edition 3", "2025 Edition 4"),
        ("1st Night", "2nd Night"),
        ("The 10th", "The 11th"),
        ("The 111th", "The 112th"),
        ("The 122nd", "The 123rd"),
        ("Vol. 3 at Room 47", "Vol. 4 at Room 47"),
        ("Barn Night", "Barn Night 2"),
        ("Vitamin C", "Vitamin C 2"),
        ("I Love Bands", "I Love Bands 2"),
        ("I’m with the Band", "I’m with the Band 2"),
        ("🎸🎸", "🎸🎸 2"),
        ("مهرجان", "مهرجان 2"),
        ("Ø", "Ø 2"),
    ],
)
def test_the_next_name_counts_on(name: str, following: str) -> None:
    assert next_name(name) == following


def test_a_name_that_is_taken_is_passed_over() -> None:
    assert next_name("Vol. 15", {"Vol. 15", "vol. 16", "Vol. 17"}) == "Vol. 18"
    assert next_name("Barn Night", {"Barn Night", "Barn Night 2"}) == "Barn Night 3"


@given(st.text(min_size=1, max_size=100))
def test_a_proposed_name_is_another_and_fits(name: str) -> None:
    following = next_name(name)

    assert 0 < len(following) <= 100
    assert following != name


@pytest.mark.parametrize("roman", ["I", "IV", "IX", "XIV", "XL", "XC", "XCIX", "CCCXCIX"])
def test_roman_numbers_count_as_the_others_do(roman: str) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500}

    def value(text: str) -> int:
        each = [values[letter] for letter in text]
        later = [*each[1:], 0]
        return sum(-one if one < then else one for one, then in zip(each, later, strict=True))

    following = next_name(f"Vol. {roman}").removeprefix("Vol. ")

    assert value(following) == value(roman) + 1


def test_the_next_day_is_the_same_weekday_as_far_away_as_the_last() -> None:
    saturday = date(2026, 10, 10)

    day = next_day(saturday, before=date(2026, 8, 1), today=TODAY)

    assert (day, day.weekday()) == (saturday + timedelta(weeks=10), saturday.weekday())


@pytest.mark.parametrize(
    ("first_day", "before", "expected"),
    [
        (date(2026, 10, 10), None, date(2027, 1, 9)),  # a quarter, where there is no other
        (date(2026, 10, 10), date(2019, 1, 5), date(2027, 1, 9)),  # so rare says nothing
        (date(2026, 10, 10), date(2026, 10, 9), date(2027, 1, 9)),  # another night of the same
        (date(2020, 2, 29), date(2020, 2, 22), date(2026, 10, 17)),  # never in the past
        (date(2026, 7, 18), date(2026, 4, 25), date(2026, 10, 17)),
        (date(2100, 1, 2), None, date(2100, 1, 2)),  # no later day can be typed
        (date(1950, 1, 7), None, date(2026, 10, 17)),
    ],
)
def test_the_next_day_is_ahead(first_day: date, before: date | None, expected: date) -> None:
    day = next_day(first_day, before=before, today=TODAY)

    assert day == expected
    assert day.weekday() == first_day.weekday()
