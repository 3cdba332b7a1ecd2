"""The query strings of a schedule: what counts, and that everything else makes no new page."""

from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from events.schedule_parameters import GRID, NONSENSE, PARAMETERS, Choice, read


def test_every_parameter_is_read_and_written_one_way() -> None:
    choice = read(QueryDict("genre=Country%20%20Punk&view=grid&day=2&venue=room-47"))

    assert choice == Choice(view=GRID, day="2", venue="room-47", genre="country punk")
    assert choice.query == "?view=grid&day=2&venue=room-47&genre=country+punk"
    assert read(QueryDict(choice.query.removeprefix("?"))) == choice
    assert tuple(vars(choice)) == PARAMETERS


@pytest.mark.parametrize(
    "query",
    ["", "utm_source=poster", "view=time", "view=nonsense", "day=&venue=&genre=", "page=2&x[]=1"],
)
def test_what_means_nothing_is_no_choice(query: str) -> None:
    assert (read(QueryDict(query)), read(QueryDict(query)).query) == (Choice(), "")


@pytest.mark.parametrize("day", ["0", "-1", "abc", "100", "1.5", "01", "²", "1 ", "1" * 5000])
def test_what_no_day_is_numbered_is_one_choice(day: str) -> None:
    assert read(QueryDict(urlencode({"day": day}))) == Choice(day=NONSENSE)


@pytest.mark.parametrize("venue", ["Room 47", "../etc", "x" * 61, "a\x00", "?", "é"])
def test_what_no_venue_has_for_a_slug_is_one_choice(venue: str) -> None:
    assert read(QueryDict(urlencode({"venue": venue}))) == Choice(venue=NONSENSE)


def test_what_is_too_long_for_a_genre_is_one_choice() -> None:
    assert read(QueryDict("genre=" + "x" * 41)) == Choice(genre=NONSENSE)
    assert read(QueryDict("genre=" + "x" * 40)) == Choice(genre="x" * 40)


def test_of_a_parameter_given_twice_the_last_counts() -> None:
    assert read(QueryDict("day=1&day=2")) == Choice(day="2")
