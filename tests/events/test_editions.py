"""The life of an event: each step both ways, no step overwritten, nothing left outside."""

from datetime import date

import pytest

from accounts.models import User
from events import editions
from events.act import NotPossible
from events.editions import EmptyLineup
from events.models import ChangeSet, Event, Performance
from tests.cast import SATURDAY, make_event, make_performance

Status = Event.Status
STEPS = {
    editions.publish: (Status.DRAFT, Status.PUBLISHED),
    editions.unpublish: (Status.PUBLISHED, Status.DRAFT),
    editions.archive: (Status.PUBLISHED, Status.ARCHIVED),
    editions.unarchive: (Status.ARCHIVED, Status.PUBLISHED),
}


def stored_status() -> str:
    return Event.objects.values_list("status", flat=True).get()


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", Status)
def test_a_step_goes_from_its_neighbour_only(crew, ed: User, step, status: Status) -> None:
    event = make_event(status=status)
    make_performance(event)
    comes_from, goes_to = STEPS[step]

    if status == comes_from:
        written = step(event, by=ed)
        assert (stored_status(), written.by) == (goes_to, ed)
    elif status == goes_to:
        assert step(event, by=ed) is None
        assert stored_status() == goes_to
    else:
        with pytest.raises(NotPossible, match=f"is {status.label.lower()} now"):
            step(event, by=ed)
        assert stored_status() == status
        assert ChangeSet.objects.count() == 0


def test_publishing_an_empty_lineup_asks_first(crew, ed: User) -> None:
    event = make_event()

    with pytest.raises(EmptyLineup):
        editions.publish(event, by=ed)
    assert stored_status() == Status.DRAFT

    editions.publish(event, even_if_empty=True, by=ed)
    assert stored_status() == Status.PUBLISHED
    assert editions.publish(event, by=ed) is None


def test_a_lineup_that_reveal_mode_hides_counts_as_empty(crew, ed: User) -> None:
    event = make_event(reveal_mode=True)
    make_performance(event)

    with pytest.raises(EmptyLineup):
        editions.publish(event, by=ed)


def test_new_dates_take_the_sets_along(crew, ed: User) -> None:
    event = make_event(last_day=date(2026, 10, 11), doors={"1": 1140, "2": 1080})
    make_performance(event, "The Rills")
    make_performance(event, "Ø", day=date(2026, 10, 11), start="00:25")

    editions.change_dates(event, date(2026, 10, 16), date(2026, 10, 17), by=ed)

    event.refresh_from_db()
    assert (event.first_day, event.last_day) == (date(2026, 10, 16), date(2026, 10, 17))
    assert event.doors == {"1": 1140, "2": 1080}
    assert list(Performance.objects.order_by("pk").values_list("day", "start")) == [
        (date(2026, 10, 16), 1230),
        (date(2026, 10, 17), 1465),
    ]


def test_a_day_less_takes_its_doors_along(crew, ed: User) -> None:
    event = make_event(last_day=date(2026, 10, 11), doors={"1": 1140, "2": 1080})

    editions.change_dates(event, SATURDAY, SATURDAY, by=ed)

    event.refresh_from_db()
    assert event.doors == {"1": 1140}


def test_create_begins_the_history_of_a_draft(crew, ed: User) -> None:
    event = Event(
        organization=crew,
        name="Vol. 9",
        slug="vol-9",
        first_day=SATURDAY,
        last_day=SATURDAY,
        status=Status.PUBLISHED,
    )

    written = editions.create(event, by=ed)

    assert stored_status() == Status.DRAFT
    assert (written.label, written.event) == ("Created", event)


def test_call_off_keeps_its_reason_until_the_event_goes_ahead(crew, ed: User) -> None:
    event = make_event(status=Status.PUBLISHED)

    editions.call_off(event, Event.CalledOff.POSTPONED, reason="Ice storm", by=ed)
    event.refresh_from_db()
    assert (event.called_off, event.called_off_reason) == ("postponed", "Ice storm")

    editions.call_off(event, Event.CalledOff.NO, reason="Ice storm", by=ed)
    event.refresh_from_db()
    assert (event.called_off, event.called_off_reason) == ("no", "")
