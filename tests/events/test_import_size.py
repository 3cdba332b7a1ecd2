"""Five thousand lines: all or nothing, within the statement budget, and once."""

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization
from events.importing.applying import apply_plan
from events.importing.plan import Kind
from events.models import Event
from tests.cast import make_event
from tests.events.imports import planned, problems, rows


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


@pytest.mark.drill
def test_five_thousand_lines_are_imported_whole_or_not_at_all(
    event: Event, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    good = ["band,venue,start,genre\n"] + [
        f"Band number {number},Venue {number % 60},{18 + number % 5}:{number % 60:02},punk\n"
        for number in range(5_000)
    ]
    bad = [*good]
    bad[4_321] = "Band,Venue,25:00,punk\n"

    assert problems(event, "".join(bad)) == [
        (4_322, "start", "There is no hour 25. Type 00:00 to 23:59.")
    ]
    assert set(rows().values()) == {0}

    plan = planned(event, "".join(good))
    with django_assert_max_num_queries(12 + 100 * 4):  # fifties times tables
        apply_plan(plan, by=None)
    assert event.performances.count() == 5_000
    assert planned(event, "".join(good)).counts == {Kind.UNCHANGED: 5_000}
