"""Two people at once: real connections, nothing lost, nothing done twice."""

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from events import editions, lineup
from events.act import NotPossible, StaleEdit
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance
from tests.cast import SATURDAY, make_band, make_event, make_performance

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts on connections of their own, started together; return outcomes or errors."""
    start, outcomes = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            start.wait()
            outcomes[number] = act()
        except Exception as error:  # noqa: BLE001 - the outcome under test
            outcomes[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def row(crew) -> Performance:
    return make_performance(make_event())


def test_of_ten_edits_of_one_set_one_wins_and_nine_are_told(row: Performance) -> None:
    seen = {row.public_id: 1}

    outcomes = at_once(
        *[
            lambda minute=minute: lineup.edit(row, start=1200 + minute, seen=seen, by=None)
            for minute in range(10)
        ]
    )

    assert (
        sorted(type(outcome).__name__ for outcome in outcomes)
        == ["ChangeSet"] + [StaleEdit.__name__] * 9
    )
    assert Performance.objects.get().version == 2


def test_edits_of_different_sets_all_count(row: Performance) -> None:
    rows = [make_performance(row.event, f"Band {number}") for number in range(8)]

    at_once(*[lambda one=one: lineup.edit(one, note="loud", by=None) for one in rows])

    assert Performance.objects.filter(note="loud", version=2).count() == 8
    assert ChangeSet.objects.count() == 8


def test_a_form_sent_five_times_at_once_counts_once(row: Performance, ed) -> None:
    new = [NewSet(make_band("Ø"), SATURDAY)]

    outcomes = at_once(*[lambda: lineup.add(row.event, new, by=ed, form_key="k1")] * 5)

    assert len({outcome.pk for outcome in outcomes}) == 1
    assert Performance.objects.filter(band__name="Ø").count() == 1


def test_who_loses_the_race_for_the_status_is_told(row: Performance) -> None:
    editions.publish(row.event, by=None)

    outcomes = at_once(
        lambda: editions.archive(row.event, by=None), lambda: editions.unpublish(row.event, by=None)
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == [
        "ChangeSet",
        NotPossible.__name__,
    ]
    assert ChangeSet.objects.filter(event=row.event).count() == 2
    assert Event.objects.get().status in {"archived", "draft"}
