"""What a choice shows of a schedule: views, days, venues, genres, and what matches nothing."""

from datetime import timedelta

import pytest

from events import arrangement, schedule
from events.arrangement import Arrangement
from events.models import Event
from events.schedule_parameters import NONSENSE, Choice
from tests.cast import SATURDAY, make_band, make_event, make_performance
from tests.events.test_schedule import names, toronto

SUNDAY = SATURDAY + timedelta(days=1)


@pytest.fixture
def event(crew) -> Event:
    event = make_event(status="published", last_day=SUNDAY)
    rills = make_band("The Rills", genres=["Punk", "folk"])
    owls = make_band("Owls", genres=["punk"])
    make_performance(event, rills, venue="Room 47", start="20:00", end="20:30")
    make_performance(event, owls, venue="Old Post", start="21:00", end="21:30")
    make_performance(event, rills, venue="Old Post", start="22:00", day=SUNDAY)
    make_performance(event, "Ø", venue=None, start="")
    return event


def arranged(event: Event, at: str = "12:00", **choice: str) -> Arrangement:
    return arrangement.of(schedule.of(event, toronto(at)), Choice(**choice))


def shown(found: Arrangement) -> list[list[str]]:
    return [
        [name for group in night.groups for name in names([*group.earlier, *group.sets])]
        for night in found.nights
    ]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, [["The Rills", "Owls", "Ø"], ["The Rills"]]),
        ({"day": "2"}, [["The Rills"]]),
        ({"venue": "old-post"}, [["Owls"], ["The Rills"]]),
        ({"venue": "-"}, [["Ø"]]),
        ({"genre": "punk"}, [["The Rills", "Owls"], ["The Rills"]]),
        ({"genre": "folk", "venue": "room-47"}, [["The Rills"]]),
        ({"genre": "folk", "venue": "room-47", "day": "2"}, [[]]),
        ({"view": "venue", "day": "1"}, [["Owls", "The Rills", "Ø"]]),
    ],
)
def test_a_choice_leaves_out_what_does_not_match(event, choice, expected) -> None:
    found = arranged(event, **choice)

    assert (shown(found), found.problems) == (expected, ())
    assert found.is_empty == (expected == [[]])


@pytest.mark.parametrize("value", [NONSENSE, "99", "nowhere"])
@pytest.mark.parametrize("name", ["day", "venue", "genre"])
def test_what_matches_nothing_is_told_and_everything_shown(event, name: str, value: str) -> None:
    found = arranged(event, **{name: value})

    assert shown(found) == shown(arranged(event))
    assert (len(found.problems), found.choice) == (1, Choice())


def test_the_one_day_of_an_event_is_no_choice(crew) -> None:
    event = make_event(status="published")
    make_performance(event)

    assert (arranged(event, day="1").choice, arranged(event, day="1").problems) == (Choice(), ())
    assert arranged(event, day="2").problems == ("There is no such day: Vol. 7 has one day.",)


def test_every_option_keeps_the_rest_of_the_choice(event) -> None:
    found = arranged(event, view="venue", day="1", genre="punk")

    rest = "?view=venue&day=1"
    assert [(option.label, option.query, option.is_chosen) for option in found.venues] == [
        ("All venues", f"{rest}&genre=punk", True),
        ("Old Post", f"{rest}&venue=old-post&genre=punk", False),
        ("Room 47", f"{rest}&venue=room-47&genre=punk", False),
        ("No venue yet", f"{rest}&venue=-&genre=punk", False),
    ]
    assert [option.label for option in found.genres] == ["All genres", "folk", "Punk"]
    assert [option.label for option in found.days] == ["All days", "Saturday", "Sunday"]
    assert (found.genre, found.venue, found.everything) == ("Punk", "", "?view=venue")


def test_nothing_is_offered_where_there_is_nothing_to_choose(crew) -> None:
    event = make_event(status="published")
    make_performance(event, make_band(genres=["punk"]), venue="Room 47")

    found = arranged(event)

    assert (found.days, found.venues, found.genres) == ((), (), ())
    assert [option.label for option in found.views] == ["By time", "By venue", "Grid"]


def test_by_venue_past_sets_fold_at_their_venue(event) -> None:
    groups = arranged(event, "20:45", view="venue").nights[0].groups

    assert [(group.venue, names(group.earlier), names(group.sets)) for group in groups] == [
        ("Old Post", [], ["Owls"]),
        ("Room 47", ["The Rills"], []),
        ("No venue yet", [], ["Ø"]),
    ]
