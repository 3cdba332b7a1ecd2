"""What an act on a set is called in the notice and in the history: what changed."""

from datetime import timedelta

import pytest

from accounts.models import User
from events import deeds, lineup
from events.models import Event, Performance
from events.telling import sentence
from events.times import Slot
from tests.cast import make_event, make_performance, make_venue


@pytest.fixture
def rills(crew: object) -> Performance:
    event = make_event(last_day=make_event("Other").first_day + timedelta(days=1))
    return make_performance(event, "The Rills", venue="Room 47", start="20:00", end="20:30")


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"start": 1260, "end": 1290}, "moved The Rills to 21:00"),
        ({"start": None, "end": None}, "moved The Rills to a time to be announced"),
        ({"venue": None}, "moved The Rills to a venue to be announced"),
        ({"end": 1245}, "changed the end of The Rills to 20:45"),
        ({"end": None}, "removed the end of The Rills"),
        ({"note": "loud", "end": 1245}, "changed the end of The Rills to 20:45"),
        ({"note": "loud"}, "changed The Rills"),
    ],
)
def test_an_edit_is_called_by_what_it_changed(
    rills: Performance, ed: User, fields: dict[str, object], label: str
) -> None:
    written = lineup.edit(rills, by=ed, **fields)

    assert written is not None
    assert sentence(written) == f"Ed {label}"


def test_an_edit_of_the_place_names_all_that_is_new(rills: Performance, ed: User) -> None:
    event = Event.objects.get(slug="vol-7")
    attic, sunday = make_venue("Attic"), event.last_day

    there = lineup.edit(rills, venue=attic, by=ed)
    rills.refresh_from_db()
    later = lineup.edit(rills, day=sunday, by=ed)
    rills.refresh_from_db()
    back = lineup.edit(
        rills, venue=make_venue("Barn"), day=event.first_day, start=1320, end=1350, by=ed
    )

    assert [act.label for act in (there, later, back) if act] == [
        "Moved The Rills to Attic",
        f"Moved The Rills to {sunday:%A}",
        f"Moved The Rills to Barn, {event.first_day:%A}, 22:00",
    ]


def test_what_changes_lengths_alone_moves_nothing(rills: Performance, ed: User) -> None:
    longer = lineup.do([rills], deeds.lasting(45), by=ed)
    rills.refresh_from_db()
    end = lineup.move([rills], slot=Slot(1200, 1260), by=ed)

    assert [sentence(act) for act in (longer, end) if act] == [
        "Ed changed the length of The Rills to 45 min",
        "Ed changed the end of The Rills to 21:00",
    ]
