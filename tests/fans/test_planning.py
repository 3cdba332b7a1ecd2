"""What is owed is planned once, and again where the mail that was to tell it left it out."""

import pytest

from events import lineup
from events.models import Performance
from fans import deciding
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance
from tests.fans.telling import Night, make_fan

pytestmark = pytest.mark.django_db
FAY = "fay@example.org"
NEW = ["Announced: The Rills, Saturday 10 October 21:00, Room 47"]


@pytest.fixture
def first(crew, night: Night) -> Performance:
    """A public set. Fay follows its band, and another that plays later, and knows neither."""
    event = make_event(status="published")
    row = make_performance(event, "The Rills", venue="Room 47", start="21:00")
    later = make_performance(event, "The Harpoonist", venue="Room 47", start="22:00")
    make_fan(FAY, row.band, later.band)
    night.clock.shift(601)
    return row


def shift(row: Performance, by: int) -> None:
    lineup.shift([Performance.objects.get(pk=row.pk)], by, by=None)


def other_than(first: Performance) -> Performance:
    return first.event.performances.exclude(pk=first.pk).get()


def leave_without(first: Performance, night: Night) -> None:
    """Let the mail that is planned leave while the first set waits; it tells the other one."""
    deciding.send_now(first.event, by=None)
    shift(first, 5)
    (mail,) = night.passes()
    assert "The Harpoonist" in str(mail["Subject"])
    shift(first, -5)


def test_what_is_owed_is_planned_once(first, night) -> None:
    night.plans()
    deciding.hold(first.event, by=None)
    deciding.let_go(first.event, by=None)
    night.plans()

    assert Message.objects.count() == 1


def test_what_waited_when_its_mail_left_is_told_by_another(first, night) -> None:
    shift(other_than(first), 5)
    night.plans()  # of the first alone, for the other waits
    leave_without(first, night)

    assert night.subjects(minutes=10) == NEW
    assert night.subjects(minutes=120) == []


def test_so_it_is_as_often_as_it_waits(first, night) -> None:
    shift(other_than(first), 5)
    night.plans()
    leave_without(first, night)
    for _ in range(2):
        night.plans(seconds=601)
        shift(other_than(first), 5)
        leave_without(first, night)

    assert night.subjects(minutes=10) == NEW
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
