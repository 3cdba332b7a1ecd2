"""At the same moment, twice, late and again: each fan is told once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events import editions, lineup
from events.models import Event
from fans import collecting, rounds, tasks
from fans.models import Round, Told
from settimes.outbox import delivery
from settimes.outbox.models import Message, Priority
from tests.cast import make_event, make_performance
from tests.fans.telling import TONIGHT, Night, make_fan
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FANS = [f"fan{number:02}@example.org" for number in range(30)]


@pytest.fixture
def event(crew, night: Night, monkeypatch) -> Event:
    """A draft that thirty fans wait for; a round takes seven of them at a time."""
    monkeypatch.setattr(rounds, "AT_ONCE", 7)
    event = make_event()
    band = make_performance(event, "The Rills", start="21:00").band
    for email in FANS:
        make_fan(email, band)
    return event


def collect() -> None:
    while not collecting.collect(seconds=60):
        pass


def drain() -> None:
    for priority in Priority:
        delivery.drain(priority)


def told(night: Night) -> list[str]:
    return sorted(str(mail["To"]) for mail in night.mailbox.deliver())


def test_five_collectors_and_four_workers_at_once_tell_each_once(event, night) -> None:
    editions.publish(event, by=None)
    night.clock.shift(timedelta(minutes=10))
    at_once(5, collect)
    assert Message.objects.count() == 30
    at_once(4, drain)
    assert told(night) == FANS
    at_once(5, collect)
    assert (told(night), Told.objects.count()) == ([], 30)


def test_collectors_and_workers_at_once_tell_each_once(event, night) -> None:
    editions.publish(event, by=None)
    night.clock.shift(timedelta(minutes=10))
    at_once(6, lambda: (collect(), drain()))
    collect()
    assert told(night) == FANS


def test_two_workers_on_one_round_serve_each_fan_once(event, night) -> None:
    editions.publish(event, by=None)
    row = Round.objects.create(event=event, began=timezone.now())
    at_once(4, lambda: [rounds.some(row.pk) for _ in range(8)])
    while rounds.some(row.pk):
        pass
    row.refresh_from_db()
    assert row.finished
    assert Message.objects.count() == row.mails


def test_a_task_given_out_five_times_and_late_does_nothing_more(event, night) -> None:
    editions.publish(event, by=None)
    night.clock.shift(timedelta(minutes=10))
    for _ in range(5):
        tasks.collect.delay()
    drain()
    night.clock.shift(timedelta(hours=2))
    tasks.collect.delay()
    assert told(night) == FANS
    assert Message.objects.count() == 30


def test_an_urgent_mail_and_a_digest_at_once_tell_it_once(event, night) -> None:
    editions.publish(event, by=None)
    night.passes(minutes=10)
    night.clock.move_to(TONIGHT, tick=False)
    night.passes()
    lineup.cancel([event.performances.get()], by=None)
    night.clock.shift(timedelta(seconds=95))
    collect()
    night.clock.shift(timedelta(minutes=10))
    collect()
    assert Message.objects.filter(state="planned").count() == 60
    at_once(4, drain)
    assert told(night) == FANS
