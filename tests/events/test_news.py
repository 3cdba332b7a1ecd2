"""The list of what changed: from the ledger, and nothing of what was hidden."""

import pytest
from django.utils import timezone

from events import editions, lineup, news, schedule
from events.lineup import NewSet
from events.models import Event, Performance
from events.news import What
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue


@pytest.fixture
def event(crew, ed) -> Event:
    """A published event with one set at 21:00 in Room 47."""
    event = make_event()
    room = make_venue()
    lineup.add(event, [NewSet(make_band(), SATURDAY, room, Slot(1260, 1290))], by=ed)
    editions.publish(event, by=ed)
    return Event.objects.get()


def told(event: Event) -> list[tuple[str, str]]:
    event.refresh_from_db()
    found = news.of(schedule.of(event, timezone.now()))
    return [(line.what.value, line.set.band.name if line.set else str(line.many)) for line in found]


def the_set() -> Performance:
    return Performance.objects.get(band__name="The Rills")


def test_a_whole_event_shown_at_once_is_no_news(event: Event) -> None:
    assert told(event) == []


def test_a_move_names_where_the_set_was(event: Event, ed) -> None:
    lineup.move([the_set()], slot=Slot(1290, 1320), venue=make_venue("Old Post"), by=ed)

    (line,) = news.of(schedule.of(event, timezone.now()))

    assert line.what == What.MOVED
    assert line.was is not None
    assert (line.was.start, line.was.venue) == (1260, "Room 47")


def test_what_was_moved_and_moved_back_is_no_news(event: Event, ed) -> None:
    undo(lineup.shift([the_set()], 30, by=ed), by=ed)

    assert told(event) == []


def test_cancelled_and_back_on_are_told_once(event: Event, ed) -> None:
    lineup.cancel([the_set()], by=ed)
    assert told(event) == [("cancelled", "The Rills")]

    lineup.restore([the_set()], by=ed)
    assert told(event) == [("back on", "The Rills")]


def test_a_set_added_to_a_public_lineup_is_new(event: Event, ed) -> None:
    lineup.add(event, [NewSet(make_band("Ø"), SATURDAY)], by=ed)

    assert told(event) == [("new", "Ø")]


def test_a_time_that_was_to_be_announced_is_known_now(event: Event, ed) -> None:
    lineup.add(event, [NewSet(make_band("Ø"), SATURDAY)], by=ed)
    editions.unpublish(event, by=ed)
    editions.publish(event, by=ed)
    lineup.move([Performance.objects.get(band__name="Ø")], slot=Slot(1300), by=ed)

    assert told(event) == [("known", "Ø")]


def test_many_new_sets_at_once_are_one_line(event: Event, ed) -> None:
    lineup.add(event, [NewSet(make_band(f"B{n}"), SATURDAY) for n in range(5)], by=ed)

    assert told(event) == [("new", "5")]


def test_nothing_is_told_of_the_time_before_a_set_was_shown(event: Event, ed) -> None:
    editions.set_reveal_mode(event, on=True, by=ed)
    hidden = lineup.add(event, [NewSet(make_band("Ø"), SATURDAY, slot=Slot(1300))], by=ed)
    assert hidden is not None
    row = Performance.objects.get(band__name="Ø")
    lineup.move([row], venue=make_venue("Secret cellar"), slot=Slot(1200), by=ed)
    row.refresh_from_db()
    lineup.cancel([row], by=ed)
    assert told(event) == []

    row.refresh_from_db()
    lineup.restore([row], by=ed)
    row.refresh_from_db()
    lineup.announce([row], by=ed)

    (line,) = news.of(schedule.of(event, timezone.now()))
    assert (line.what, line.was) == (What.NEW, None)


def test_what_is_hidden_again_or_removed_is_told_no_more(event: Event, ed) -> None:
    lineup.shift([the_set()], 30, by=ed)
    assert told(event) == [("moved", "The Rills")]

    lineup.remove([the_set()], by=ed)

    assert told(event) == []


def test_a_set_that_was_public_before_the_ledger_knew_moves(event: Event, ed) -> None:
    row = make_performance(event, "Ø", start="21:00")

    lineup.shift([row], 30, by=ed)

    assert told(event) == [("moved", "Ø")]


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_however_much_changed(
    event: Event, ed, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        row = make_performance(event, f"B{number}", venue=f"Old {number}")
        lineup.move([row], venue=make_venue(f"New {number}"), by=ed)
    found = schedule.of(event, timezone.now())

    with django_assert_num_queries(2):
        assert len(news.of(found)) == count


def test_hidden_changes_push_no_news_out(event: Event, ed, monkeypatch) -> None:
    monkeypatch.setattr("events.news.MOST_CHANGES", 2)
    lineup.shift([the_set()], 30, by=ed)
    editions.set_reveal_mode(event, on=True, by=ed)
    lineup.announce([the_set()], by=ed)
    hidden = [NewSet(make_band(f"Hidden {number}"), SATURDAY) for number in range(3)]
    before = told(event)

    lineup.add(event, hidden, by=ed)

    assert told(event) == before
    assert before != []
