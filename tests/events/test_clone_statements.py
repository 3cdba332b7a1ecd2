"""How many statements a clone takes."""

from math import ceil

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from events import cloning, lineup
from events.lineup import NewSet
from events.models import Event
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_venue

# Sets and their changes; of slots there is only one.
TABLES = 2


def event_of(size: int) -> Event:
    event, band = make_event(), make_band()
    venues = [make_venue(f"Venue {number}") for number in range(ceil(size / 40))]
    sets = [
        NewSet(band, SATURDAY, venues[number // 40], Slot(400 + number % 40 * 30))
        for number in range(size)
    ]
    lineup.add(event, sets, by=None)
    return event


@pytest.mark.parametrize("size", [20, 200, 1000])
@pytest.mark.parametrize("with_bands", [True, False])
def test_a_clone_stays_within_its_budget(crew, ed: User, size: int, *, with_bands: bool) -> None:
    event = event_of(size)

    with CaptureQueriesContext(connection) as captured:
        cloning.clone(
            event,
            name="Next",
            slug="next",
            first_day=SATURDAY.replace(year=2027),
            with_bands=with_bands,
            by=ed,
            form_key="key",
        )

    took = sum("SAVEPOINT" not in query["sql"] for query in captured)
    made = Event.objects.get(slug="next")
    assert (made.performances.count() + made.open_slots.count()) == size
    assert took <= 12 + ceil(size / 50) * TABLES
