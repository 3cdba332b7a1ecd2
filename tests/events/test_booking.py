"""A set and the band and venue it names: made together, or not at all; by two at once, too."""

import pytest
from django.core.exceptions import ValidationError

from bands.models import Band
from events.booking import Wish, book
from events.models import Event, Performance, Venue
from events.times import Slot
from tests.cast import SATURDAY, make_event
from tests.events.test_lineup_races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
WISH = Wish("Harpoonist", SATURDAY, "Room 47", Slot(1215, 1260))


@pytest.fixture
def event(crew: object) -> Event:
    return make_event()


def test_a_band_and_a_venue_are_made_along(event: Event) -> None:
    book(event, WISH, by=None)

    row = Performance.objects.select_related("band", "venue").get()
    assert (str(row.band), str(row.venue), row.start, row.end) == (
        *("Harpoonist", "Room 47", 1215, 1260),
    )


def test_a_set_that_is_refused_leaves_no_band_behind(event: Event) -> None:
    with pytest.raises(ValidationError):
        book(event, Wish("Harpoonist", SATURDAY.replace(day=1), "Room 47", Slot()), by=None)

    assert not Band.objects.exists()
    assert not Venue.objects.exists()


def test_two_who_name_the_same_new_band_at_once_get_one(event: Event) -> None:
    events = [event, make_event("Vol. 8"), make_event("Vol. 9"), make_event("Vol. 10")]

    outcomes = at_once(*[lambda one=one: book(one, WISH, by=None) for one in events])

    assert [str(outcome) for outcome in outcomes] == ["Added Harpoonist"] * 4
    assert Band.objects.count() == Venue.objects.count() == 1


def test_a_double_tap_adds_one_set(event: Event, ed: object) -> None:
    outcomes = at_once(*[lambda: book(event, WISH, by=ed, form_key="k" * 32)] * 5)

    assert [str(outcome) for outcome in outcomes] == ["Added Harpoonist"] * 5
    assert Performance.objects.count() == 1
