"""The page of a plan: every line with what it becomes, a person's taps, and Import."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization
from events.models import Event
from tests.cast import make_event, make_performance
from tests.events.importing import (
    LINEUP,
    PASTE,
    PLAN,
    counts,
    names,
    paste,
    press_import,
    tap,
    titles,
)
from tests.events.imports import fixture, rows

HEADER = "band,venue,start\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_every_line_says_what_it_becomes_the_ones_that_need_somebody_first(
    event: Event, client_of_ed: Client
) -> None:
    make_performance(event, "The Rills", venue="Room 47", start="20:30")
    make_performance(event, "Ø", venue="Room 47", start="22:00")
    text = HEADER + (
        "The Rills,Room 47,20:30\nØ,Room 47,22:15\nNew,Rom 47,21:00\nNew,,21:00\nLate,,late\n"
        "ska,,\n,Room 47,\nOther,,\nOther,,\n"
    )

    paste(client_of_ed, text)
    shown = client_of_ed.get(PLAN)

    assert titles(shown) == [
        *((6, "Error"), (7, "Is it a set?"), (4, "Which venue?")),
        *((3, "Changed"), (9, "New set")),
    ]
    assert counts(shown) == {"need": 3, "new": 1, "changed": 1, "same": 1, "twice": 2, "out": 1}
    assert titles(client_of_ed.get(f"{PLAN}?show=twice")) == [(5, "Twice"), (10, "Twice")]
    assert titles(client_of_ed.get(f"{PLAN}?show=same")) == [(2, "The same")]
    assert titles(client_of_ed.get(f"{PLAN}?show=out")) == [(8, "Not a set")]
    assert [number for number, _ in titles(client_of_ed.get(f"{PLAN}?show=all"))] == [*range(2, 11)]


def test_the_rubbish_of_a_web_page_goes_with_one_tap(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, fixture("slogans.csv").decode())
    doubtful = [number for number, title in titles(client_of_ed.get(PLAN)) if title != "New set"]

    answer = tap(client_of_ed, all="out doubts")

    assert answer["Location"] == f"{PLAN}#plan"
    assert len(doubtful) == 5
    assert press_import(client_of_ed)["Location"] == LINEUP
    assert names(event) == ["No", "Sam Okafor", "Umpire"]


def test_lines_are_left_out_and_taken_back_one_by_one(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, "band\nOne\nTwo\nThree\nMay 18\nska\n")

    assert tap(client_of_ed, "?page=1", out="2 3")["Location"] == f"{PLAN}?page=1#line-3"
    tap(client_of_ed, all="out ticked", line=["3", "4"])
    assert counts(client_of_ed.get(PLAN)) == {"need": 1, "out": 4}
    tap(client_of_ed, keep="5")
    tap(client_of_ed, keep="4")
    tap(client_of_ed, all="keep doubts")
    assert counts(client_of_ed.get(PLAN)) == {"new": 3, "out": 2}

    press_import(client_of_ed)
    assert names(event) == ["May 18", "Three", "ska"]


def test_a_line_is_left_out_with_those_that_repeat_it(event: Event, client_of_ed: Client) -> None:
    paste(client_of_ed, "band\nOne\nTwo\none\nONE\n")

    tap(client_of_ed, out="2")

    assert counts(client_of_ed.get(PLAN)) == {"new": 1, "out": 3}


def test_nothing_is_imported_while_a_line_needs_somebody(
    event: Event, client_of_ed: Client
) -> None:
    paste(client_of_ed, HEADER + "One,,20:00\nTwo,,late\n")
    shown = client_of_ed.get(PLAN)

    assert "1 line needs you first." in shown.content.decode()
    assert 'name="apply"' not in shown.content.decode()
    answer = press_import(client_of_ed, shown)

    assert answer.status_code == 422
    assert "Some lines need you first." in answer.content.decode()
    assert set(rows().values()) == {0}
    tap(client_of_ed, all="out errors")
    press_import(client_of_ed)
    assert names(event) == ["One"]


def test_new_sets_are_announced_where_somebody_says_so(event: Event, client_of_ed: Client) -> None:
    text = "band,announced\nOne,\nTwo,no\n"
    paste(client_of_ed, text)
    tap(client_of_ed, announce="yes")
    press_import(client_of_ed)
    announced = event.performances.filter(announced_at__isnull=False)
    assert [str(row.band) for row in announced] == ["One"]

    paste(client_of_ed, "band,announced\nThree,\nFour,yes\n")
    press_import(client_of_ed)
    assert [str(row.band) for row in announced.order_by("pk")] == ["One", "Four"]


def test_the_same_list_again_is_nothing_to_do(event: Event, client_of_ed: Client) -> None:
    text = fixture("poster.csv").decode()
    paste(client_of_ed, text)
    press_import(client_of_ed)
    before = rows()

    paste(client_of_ed, text)
    shown = client_of_ed.get(PLAN)

    assert "Nothing to do: <bdi>Vol. 7</bdi> is as the list says." in shown.content.decode()
    assert 'name="apply"' not in shown.content.decode()
    assert (counts(shown), rows()) == ({"same": 18}, before)
    assert client_of_ed.post(PASTE, {"discard": "1"}).status_code == 302


def test_a_band_twice_in_a_night_is_two_sets_and_told_where_they_overlap(
    event: Event, client_of_ed: Client
) -> None:
    paste(
        client_of_ed, HEADER + "Ø,Room 47,20:00\nØ,Café,20:30\nTwo,Attic,20:00\nTwo,Attic,23:00\n"
    )
    shown = client_of_ed.get(PLAN)

    assert counts(shown) == {"new": 4, "conflict": 2}
    assert [line.row.number for line in shown.context["lines"]] == [2, 3, 4, 5]
    assert shown.context["lines"][0].row.remarks == [
        "Ø is double-booked for 30 min: Café from 20:30."
    ]
    press_import(client_of_ed, shown)
    assert names(event) == ["Two", "Two", "Ø", "Ø"]


@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_plan_takes_as_many_queries_for_one_line_as_for_many(
    event: Event,
    client_of_ed: Client,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    paste(client_of_ed, HEADER + "".join(f"Band {number},Room,\n" for number in range(count)))

    with django_assert_num_queries(11):
        client_of_ed.get(PLAN)
