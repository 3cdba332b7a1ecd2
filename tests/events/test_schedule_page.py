"""The schedule page in each state of the night."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains
from time_machine import travel

from tests.cast import make_event, make_performance
from tests.events.test_schedule import toronto


@pytest.fixture
def vol_7(crew):
    return make_event(status="published", doors={"1": 1140}, city="Waterloo")


@pytest.mark.parametrize(
    ("clock", "said", "unsaid"),
    [
        ("12:00", ["Doors", "First set", "Get tickets"], ["Nobody on stage", ">Now<", "earlier"]),
        ("20:15", ["Nobody on stage.", "Soon", "15</span> min"], [">Now<", "earlier set"]),
        ("20:40", [">Now<", "35</span> min left"], ["Nobody on stage"]),
        ("21:20", ["Nobody on stage.", "1 earlier set"], [">Now<", "Soon"]),
        ("25:30", ["The last set is over.", "2 earlier sets"], [">Now<", "Nobody on stage"]),
        ("31:00", ["Concluded"], [">Now<", "Get tickets", "earlier set"]),
    ],
)  # fmt: skip
def test_a_night_is_told_as_it_goes(vol_7, client: Client, clock, said, unsaid) -> None:
    vol_7.ticket_url = "https://tickets.example.org/"
    vol_7.save()
    make_performance(vol_7, "The Rills", venue="Room 47", start="20:30", end="21:15")
    make_performance(vol_7, "Owls", venue="Room 47", start="0:10", end="1:00")

    with travel(toronto(clock)):
        page = client.get("/events/vol-7/")

    for text in said:
        assertContains(page, text)
    for text in unsaid:
        assertNotContains(page, text)
    assertContains(page, "After midnight, still Saturday night", count=1)


def test_past_sets_fold_without_a_script(vol_7, client: Client) -> None:
    make_performance(vol_7, "The Rills", start="20:00", end="20:30")
    make_performance(vol_7, "Owls", start="21:00")

    with travel(toronto("20:45")):
        page = client.get("/").content.decode()

    assert page.index("<details") < page.index("The Rills") < page.index("</details>")
    assert page.index("</details>") < page.rindex("Owls")


@pytest.mark.parametrize("word", ["cancelled", "postponed"])
def test_a_night_called_off_says_why(vol_7, client: Client, word: str) -> None:
    vol_7.called_off, vol_7.called_off_reason = word, "The storm took the lines."
    vol_7.save()
    make_performance(vol_7, "The Rills")

    with travel(toronto("20:40")):
        page = client.get("/events/vol-7/")

    assertContains(page, f'<h2 id="called-off">{word.capitalize()}.</h2>', html=True)
    for text in ("The storm took the lines.", "The Rills"):
        assertContains(page, text)
    assertNotContains(page, ">Now<")


def test_a_night_without_lineup_says_so(vol_7, client: Client) -> None:
    with travel(toronto("12:00")):
        page = client.get("/")

    assertContains(page, "Lineup to be announced.")
    assertContains(page, "19:00")


def test_several_days_are_headed_and_one_day_is_not(vol_7, client: Client) -> None:
    friday = date(2026, 11, 6)
    weekend = make_event(
        "Weekend", status="published", first_day=friday, last_day=friday + timedelta(days=1)
    )
    for event in (vol_7, weekend):
        make_performance(event)

    with travel(toronto("12:00")):
        assertNotContains(client.get("/events/vol-7/"), 'aria-label="Days"')
        page = client.get("/events/weekend/")

    for text in ('aria-label="Days"', "Friday 6 November", "Saturday 7 November", "6–7 November"):
        assertContains(page, text)


@pytest.mark.parametrize(("stages", "folded"), [(5, None), (7, "3 more on stage")])
def test_a_crowded_now_folds_after_four(vol_7, client: Client, stages: int, folded) -> None:
    for number in range(stages):
        make_performance(vol_7, f"Band {number}", venue=f"Room {number}")

    with travel(toronto("20:40")):
        page = client.get("/")

    assertContains(page, "more on stage", count=int(bool(folded)))
    assertContains(page, folded or ">Now<")
