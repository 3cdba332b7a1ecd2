"""What each line of a table would do to the lineup."""

from datetime import timedelta

import pytest

from accounts.models import Organization
from events.importing.plan import Edit, Kind
from events.models import Event
from tests.cast import SATURDAY, make_band, make_event, make_performance
from tests.events.imports import fixture, kinds, planned, problems

SUNDAY = SATURDAY + timedelta(days=1)


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def edits(event: Event, text: str) -> list[list[Edit]]:
    return [row.edits for row in planned(event, text).rows]


def test_a_poster_is_eighteen_new_sets_in_four_venues(event: Event) -> None:
    plan = planned(event, fixture("poster.csv"))

    assert plan.counts == {Kind.CREATE: 18}
    assert plan.new_venues == ["The Kiln", "Tannery Hall", "Feline & Fiddle", "Café Marquise"]


def test_a_scrape_has_repeats_and_lines_that_are_no_set_but_no_errors(event: Event) -> None:
    plan = planned(event, fixture("scrape.csv"))

    assert plan.counts == {Kind.CREATE: 8, Kind.DUPLICATE: 3, Kind.NOT_A_SET: 5}
    assert {row.said.band: row.same_as for row in plan.rows if row.same_as} == {
        "twohander": 4,
        "Hummm": 5,
        "tram dog": 6,
    }


def test_slogans_and_handles_are_kept_for_a_person_to_judge(event: Event) -> None:
    plan = planned(event, fixture("slogans.csv"))

    assert plan.counts == {Kind.CREATE: 8, Kind.DUPLICATE: 1, Kind.NOT_A_SET: 5}
    assert [row.reason for row in plan.rows if row.reason] == [
        *["No band, a venue alone."] * 3,
        *["A date, not a band."] * 2,
    ]


def test_a_set_is_changed_where_the_line_says_something_else(event: Event) -> None:
    make_performance(event, "The Rills", venue="Room 47", start="20:30", end="21:00")
    text = (
        "band,venue,start,end,notes,announced,cancelled\n"
        "the  rills,Duchess,20:45,21:15,Acoustic,yes,yes\n"
    )

    (row,) = planned(event, text).rows

    assert (row.kind, row.edits) == (
        Kind.UPDATE,
        [
            Edit("venue", "Room 47", "Duchess"),
            Edit("start", "20:30", "20:45"),
            Edit("end", "21:00", "21:15"),
            Edit("notes", "", "Acoustic"),
            Edit("announced", "no", "yes"),
            Edit("cancelled", "no", "yes"),
        ],
    )


def test_blanks_and_missing_lines_change_nothing(event: Event) -> None:
    make_performance(event, "The Rills", venue="Room 47", end="21:00", note="Loud")
    make_performance(event, "Ø", venue="Room 47", start="22:00")

    assert kinds(event, "band,venue,start,end,notes\nThe Rills,,,,\n") == [Kind.UNCHANGED]


def test_a_new_start_that_does_not_fit_the_end_there_is_an_error(event: Event) -> None:
    make_performance(event, "The Rills", start="20:30", end="21:00")

    assert problems(event, "band,start\nThe Rills,21:30\n") == [
        (2, "end", "The set ends at 21:00 now. Type a new end with the new start.")
    ]
    assert edits(event, "band,start\nThe Rills,20:00\n") == [[Edit("start", "20:30", "20:00")]]


def test_genre_link_and_address_only_fill_blanks(event: Event) -> None:
    make_performance(event, make_band("The Rills", genres=["punk"]), venue="Room 47")
    text = (
        "band,venue,genre,url,address\n"
        "The Rills,Room 47,ska,https://rills.bandcamp.com/x,5 Lock Street\n"
        'Ø,Room 47,"Ska / Dub, ska",https://example.org/o,6 Lock Street\n'
    )

    plan = planned(event, text)

    assert plan.rows[0].edits == [
        Edit("url", "", "https://rills.bandcamp.com/x"),
        Edit("address", "", "5 Lock Street"),
    ]
    assert {key: (facts.genres, facts.links) for key, facts in plan.facts.items()} == {
        "the rills": ([], {"bandcamp": "https://rills.bandcamp.com/x"}),
        "ø": (["Ska", "Dub"], {"website": "https://example.org/o"}),
    }
    assert plan.streets == {"room 47": "5 Lock Street"}


def test_a_blank_day_is_the_only_one_there_can_be(crew: Organization) -> None:
    weekend = make_event("Weekend", last_day=SUNDAY)
    make_performance(weekend, "The Rills", day=SUNDAY)
    for day in (SATURDAY, SUNDAY):
        make_performance(weekend, "Ø", day=day)
    text = "band\nThe Rills\nØ\nNew\n"

    assert planned(weekend, text).rows[0].day == SUNDAY
    assert problems(weekend, text) == [
        (number, "day", "Which day? Weekend has 2: type 1, 2, ….") for number in (3, 4)
    ]
    assert planned(make_event("One night"), "band\nØ\n").rows[0].day == SATURDAY
