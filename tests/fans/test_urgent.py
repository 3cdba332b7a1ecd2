"""On show day what cannot wait goes after 90 seconds, in which it can be undone."""

from datetime import timedelta

import pytest

from accounts.models import User
from bands.models import Band
from events import editions, lineup, undo
from events.models import Event, Performance
from events.times import Slot
from fans import collecting
from fans.models import Subscriber
from settimes.outbox.models import Message, Priority
from tests.cast import SATURDAY, make_event, make_performance, make_venue
from tests.fans.post import text_of
from tests.fans.telling import TONIGHT, Night, follow, make_fan

pytestmark = pytest.mark.django_db
CANCELLED = "Cancelled: The Rills, Saturday 10 October 21:00, Room 47"


def at(hour: int, minute: int = 0) -> Slot:
    return Slot(hour * 60 + minute)


@pytest.fixture
def rills(crew) -> Performance:
    return make_performance(
        make_event(status="published"), "The Rills", venue="Room 47", start="21:00"
    )


@pytest.fixture
def fay(rills: Performance, night: Night) -> Subscriber:
    return make_fan("fay@example.org", rills.band)


@pytest.fixture
def tonight(rills: Performance, fay: Subscriber, night: Night) -> Event:
    """It is 19:00 in Toronto on the event's day, and Fay knows of the set at 21:00."""
    assert len(night.passes(minutes=10)) == 1
    night.clock.move_to(TONIGHT, tick=False)
    assert night.passes() == []
    return rills.event


def fresh(row: Performance) -> Performance:
    row.refresh_from_db()
    return row


def test_a_cancellation_goes_after_90_seconds_by_the_urgent_queue(
    tonight, rills, ed, night
) -> None:
    lineup.cancel([rills], by=ed)
    assert night.subjects(seconds=89) == []
    assert night.subjects(seconds=1) == [CANCELLED]
    assert Message.objects.latest("pk").priority == Priority.URGENT
    assert night.subjects(minutes=120) == []


def test_what_is_undone_within_them_reaches_nobody(tonight, rills, ed, night) -> None:
    undo.undo(lineup.cancel([rills], by=ed), by=ed)
    assert night.subjects(seconds=90) == []
    assert night.subjects(minutes=120) == []


@pytest.mark.parametrize(("minutes", "urgent"), [(14, 0), (15, 1), (-14, 0), (-15, 1)])
def test_a_move_is_urgent_by_15_minutes(tonight, rills, ed, night, minutes, urgent) -> None:
    lineup.shift([rills], minutes, by=ed)
    assert len(night.passes(seconds=90)) == urgent
    assert len(night.passes(minutes=10)) == 1 - urgent


def test_another_room_is_urgent(tonight, rills, ed, night) -> None:
    lineup.move([rills], venue=make_venue("The Cellar"), by=ed)
    assert night.subjects(seconds=90) == [
        "Moved: The Rills, Saturday 10 October 21:00, Room 47 → The Cellar"
    ]


def test_back_on_is_urgent(tonight, rills, ed, night) -> None:
    lineup.cancel([rills], by=ed)
    night.passes(seconds=90)
    lineup.restore([fresh(rills)], by=ed)
    assert night.subjects(seconds=90) == ["Back on: The Rills, Saturday 10 October 21:00, Room 47"]


def test_a_second_move_within_ten_minutes_waits_for_the_digest(tonight, rills, ed, night) -> None:
    lineup.shift([rills], 30, by=ed)
    assert len(night.passes(seconds=90)) == 1
    lineup.shift([fresh(rills)], 30, by=ed)
    assert night.subjects(seconds=90) == []
    assert night.subjects(minutes=10) == [
        "Moved: The Rills, Saturday 10 October 21:30 → 22:00, Room 47"
    ]


def test_a_cancellation_is_never_held_back(tonight, rills, ed, night) -> None:
    lineup.shift([rills], 30, by=ed)
    assert len(night.passes(seconds=90)) == 1
    lineup.cancel([fresh(rills)], by=ed)
    assert night.subjects(seconds=90) == [CANCELLED.replace("21:00", "21:30")]


def test_what_is_announced_on_the_day_goes_with_the_digest(tonight, rills, fay, ed, night) -> None:
    follow(fay, Band.objects.exclude(pk=rills.band_id).first() or make_second(tonight))
    assert night.subjects(seconds=90) == []


def make_second(event: Event) -> Band:
    return make_performance(event, "The Harpoonist", start="22:00").band


def test_a_set_of_another_day_is_not_urgent(crew, ed: User, night: Night) -> None:
    sunday = SATURDAY + timedelta(days=1)
    event = make_event(status="published", last_day=sunday)
    row = make_performance(event, "The Rills", day=sunday, start="21:00")
    make_fan("fay@example.org", row.band)
    night.passes(minutes=10)
    night.clock.move_to(TONIGHT, tick=False)
    night.passes()
    lineup.cancel([row], by=ed)
    assert night.subjects(seconds=90) == []
    assert len(night.passes(minutes=10)) == 1


def test_before_the_day_nothing_is_urgent(rills, fay, ed, night) -> None:
    night.passes(minutes=10)
    lineup.cancel([rills], by=ed)
    assert night.subjects(seconds=90) == []
    assert night.subjects(minutes=10) == [CANCELLED]


def test_an_event_called_off_on_its_day_is_one_urgent_mail(tonight, rills, fay, ed, night) -> None:
    follow(fay, make_second(tonight))
    assert len(night.passes(minutes=10)) == 1
    editions.call_off(tonight, Event.CalledOff.CANCELLED, reason="Flood.", by=ed)
    assert night.subjects(seconds=90) == ["Cancelled: Vol. 7, Saturday 10 October 2026"]
    assert night.subjects(minutes=120) == []


def test_an_event_back_on_is_one_mail_with_what_stays_off(tonight, rills, fay, ed, night) -> None:
    follow(fay, make_second(tonight))
    assert len(night.passes(minutes=10)) == 1
    lineup.cancel([rills], by=ed)
    assert night.subjects(seconds=90) == [CANCELLED]
    editions.call_off(tonight, Event.CalledOff.CANCELLED, by=ed)
    assert len(night.passes(seconds=90)) == 1
    editions.go_ahead(tonight, by=ed)
    (mail,) = night.passes(seconds=90)
    assert "Back on: Vol. 7" in text_of(mail)
    assert "Still cancelled: The Rills" in text_of(mail)
    assert night.subjects(minutes=120) == []


def test_what_is_changed_again_while_its_mail_waits_can_be_undone_as_well(
    tonight, rills, ed, night
) -> None:
    lineup.shift([rills], 30, by=ed)
    night.clock.shift(95)
    while not collecting.collect(seconds=60):
        pass
    assert Message.objects.filter(state="planned").count() == 1
    cancelled = lineup.cancel([fresh(rills)], by=ed)
    assert night.mailbox.deliver() == []
    undo.undo(cancelled, by=ed)
    assert night.subjects(seconds=95) == [
        "Moved: The Rills, Saturday 10 October 21:00 → 21:30, Room 47"
    ]
