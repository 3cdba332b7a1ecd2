"""Which event is the current one: product rule by rule, with its ties."""

from datetime import date, timedelta

import pytest

from events import seasons
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto

SUNDAY = SATURDAY + timedelta(days=1)
LATER = date(2026, 11, 21)


def current(crew, at) -> str | None:
    event = seasons.current_event(crew, at)
    return event and event.slug


@pytest.mark.parametrize(
    ("at", "slug"),
    [
        (toronto("5:59"), "on"),  # not yet on, but the soonest
        (toronto("6:00"), "on"),
        (toronto("5:59", SUNDAY), "on"),
        (toronto("6:00", SUNDAY), "later"),
        (toronto("5:59", LATER + timedelta(days=1)), "later"),
        (toronto("7:00", LATER + timedelta(days=1)), None),
    ],
)
def test_current_is_what_is_on_else_the_soonest_else_none(crew, at, slug) -> None:
    make_event(slug="later", status="published", first_day=LATER)
    make_event(slug="on", status="published")

    assert current(crew, at) == slug


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "archived"},
        {"called_off": "cancelled"},
        {"called_off": "postponed"},
    ],
)
def test_what_is_not_published_or_called_off_is_never_current(crew, fields) -> None:
    make_event(slug="no", **{"status": "published", **fields})
    assert current(crew, toronto("21:00")) is None

    make_event(slug="yes", status="published", first_day=LATER)
    assert current(crew, toronto("21:00")) == "yes"


def test_what_is_on_comes_before_what_begins_sooner_today(crew) -> None:
    make_event(slug="long", status="published", first_day=date(2026, 10, 1), last_day=SUNDAY)
    make_event(slug="next", status="published", first_day=SUNDAY)

    assert current(crew, toronto("21:00")) == "long"


@pytest.mark.parametrize(
    ("doors", "slug"),
    [
        (({"1": 1200}, {"1": 1140}), "b"),
        (({"1": 1140}, {"1": 1200}), "a"),
        (({"1": 1140}, {"1": 1140}), "a"),
        (({}, {"1": 1140}), "b"),
        (({}, {}), "a"),
    ],
)
@pytest.mark.parametrize("clock", ["0:00", "21:00"], ids=["upcoming", "on"])
def test_a_tie_goes_to_the_earliest_doors_then_the_slug(crew, doors, slug, clock) -> None:
    make_event(slug="b", status="published", doors=doors[1])
    make_event(slug="a", status="published", doors=doors[0])

    assert current(crew, toronto(clock)) == slug


def test_each_event_keeps_its_own_zone(crew) -> None:
    make_event(slug="toronto", status="published")
    make_event(slug="auckland", status="published", timezone="Pacific/Auckland")

    assert current(crew, toronto("12:00", SATURDAY - timedelta(days=1))) == "auckland"
    assert current(crew, toronto("14:00")) == "toronto"


def test_another_organizations_event_is_not_current(crew, other_crew) -> None:
    make_event(slug="theirs", status="published", organization=other_crew)

    assert current(crew, toronto("21:00")) is None
    assert current(other_crew, toronto("21:00")) == "theirs"


def test_editions_count_what_went_ahead(crew) -> None:
    event = make_event(status="archived")
    make_performance(event, "A", venue="Room 47")
    make_performance(event, "B", venue="Room 47")
    make_performance(event, "C", venue="Canis Major", cancelled_at=toronto("12:00"))
    make_performance(event, "D", removed_at=toronto("12:00"))
    make_event("Draft")

    (edition,) = seasons.public(crew, toronto("12:00"))

    assert (edition.sets, edition.venues, edition.cancelled) == (2, 1, 1)
    assert (edition.upcoming, edition.took_place) == (False, True)
