"""What fans can tell: where a set first stood, and a revision that rises only when they can."""

from collections.abc import Callable

import pytest

from accounts.models import User
from events import editions, lineup, renames
from events.lineup import NewSet
from events.models import Event, Performance
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue

Verb = Callable[[Performance], object]

EVERY_VERB: list[tuple[str, Verb]] = [
    ("edit", lambda row: lineup.edit(row, start=1290, by=None)),
    ("note", lambda row: lineup.edit(row, note="loud", by=None)),
    ("cancel", lambda row: lineup.cancel([row], by=None)),
    ("remove", lambda row: lineup.remove([row], by=None)),
    ("rename", lambda row: renames.rename_band(row.band, "The Rillettes", by=None)),
    ("venue", lambda row: renames.rename_venue(row.venue, "Room 48", by=None)),
]


def revision() -> int:
    return Event.objects.get().revision


def event_with(*, status: str, reveal_mode: bool = False) -> Performance:
    event = make_event(status=status, reveal_mode=reveal_mode)
    return make_performance(event, venue="Room 47")


@pytest.mark.parametrize(("name", "do"), EVERY_VERB, ids=[name for name, _ in EVERY_VERB])
def test_a_change_that_fans_can_tell_raises_the_revision(crew, name: str, do: Verb) -> None:
    do(event_with(status="published"))

    assert revision() == 1


@pytest.mark.parametrize(("name", "do"), EVERY_VERB, ids=[name for name, _ in EVERY_VERB])
def test_a_change_of_a_draft_does_not(crew, name: str, do: Verb) -> None:
    do(event_with(status="draft"))

    assert revision() == 0


@pytest.mark.parametrize(("name", "do"), EVERY_VERB, ids=[name for name, _ in EVERY_VERB])
def test_a_change_of_a_hidden_set_does_not(crew, name: str, do: Verb) -> None:
    do(event_with(status="published", reveal_mode=True))

    assert revision() == 0


def test_switching_reveal_mode_raises_the_revision_where_sets_come_and_go(crew) -> None:
    event = event_with(status="published").event

    for times, on in enumerate([True, False], start=1):
        editions.set_reveal_mode(event, on=on, by=None)
        assert revision() == times

    lineup.announce(list(event.performances.all()), by=None)
    editions.set_reveal_mode(event, on=True, by=None)
    assert revision() == 2  # an announced set stays


def test_announcing_raises_the_revision_only_in_reveal_mode(crew) -> None:
    row = event_with(status="published")
    lineup.announce([row], by=None)
    assert revision() == 0

    editions.set_reveal_mode(row.event, on=True, by=None)
    assert revision() == 0

    lineup.unannounce([Performance.objects.get()], by=None)
    assert revision() == 1


def test_changeover_is_the_organizers_business_and_a_new_name_is_not(crew) -> None:
    event = make_event(status="published")

    editions.edit_facts(event, min_changeover=20, by=None)
    assert revision() == 0

    editions.edit_facts(event, name="Vol. Seven", by=None)
    assert revision() == 1


def first_public() -> object:
    return Performance.objects.values_list("first_public", flat=True).get()


def test_publishing_remembers_where_a_set_stood(crew, ed: User) -> None:
    row = event_with(status="draft")
    editions.publish(row.event, by=ed)
    stood = {"day": SATURDAY.isoformat(), "start": 1230, "venue": row.venue_id}
    assert first_public() == stood

    lineup.edit(Performance.objects.get(), start=1290, venue=make_venue("Ship"), by=ed)
    assert first_public() == stood


def test_a_set_moved_while_hidden_has_not_moved(crew, ed: User) -> None:
    row = event_with(status="published", reveal_mode=True)
    lineup.edit(row, start=1290, by=ed)
    assert first_public() is None

    lineup.announce([Performance.objects.get()], by=ed)
    assert first_public() == {"day": SATURDAY.isoformat(), "start": 1290, "venue": row.venue_id}


def test_a_set_that_is_public_no_more_forgets_where_it_stood(crew, ed: User) -> None:
    row = event_with(status="draft")
    editions.publish(row.event, by=ed)

    editions.unpublish(row.event, by=ed)

    assert first_public() is None


def test_taking_unpublish_back_remembers_it_again(crew, ed: User) -> None:
    row = event_with(status="draft")
    editions.publish(row.event, by=ed)
    stood = first_public()
    lineup.edit(Performance.objects.get(), start=1290, by=ed)

    undo(editions.unpublish(row.event, by=ed), by=ed)

    assert first_public() == stood


def test_a_set_added_to_a_public_event_stands_where_it_was_added(crew, ed: User) -> None:
    event = make_event(status="published")

    lineup.add(event, [NewSet(make_band(), SATURDAY)], by=ed)

    assert first_public() == {"day": SATURDAY.isoformat(), "start": None, "venue": None}
    assert revision() == 1
