"""Going through everybody, a few at a time."""

import pytest
from django.utils import timezone

from events import lineup
from fans import rounds
from fans.models import Round, Subscriber
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance
from tests.fans.telling import TONIGHT, make_fan

pytestmark = pytest.mark.django_db


def test_what_is_urgent_goes_before_a_round_that_began_earlier(crew, ed, night) -> None:
    event = make_event(status="published")
    row = make_performance(event, "The Rills", start="21:00")
    make_fan("fay@example.org", row.band)
    night.passes(minutes=10)
    night.clock.move_to(TONIGHT, tick=False)
    lineup.cancel([row], by=ed)
    night.clock.shift(100)
    began = {"event": event, "began": timezone.now()}
    told = Round.objects.create(mode=Round.Mode.TELL, **began)
    hurried = Round.objects.create(mode=Round.Mode.HURRY, **began)
    assert not rounds.go_on(until=0)
    assert list(Round.objects.filter(finished=None)) == [told]
    hurried.refresh_from_db()
    assert (hurried.mails, Message.objects.latest("pk").kind) == (1, "fans.urgent")


def test_a_round_goes_on_where_another_worker_stopped(crew, night, monkeypatch) -> None:
    event = make_event(status="published")
    band = make_performance(event, "The Rills").band
    for name in ("fay", "gus", "kim"):
        make_fan(f"{name}@example.org", band)
    monkeypatch.setattr(rounds, "AT_ONCE", 2)
    row = Round.objects.create(event=event, began=timezone.now())
    assert rounds.some(row.pk)
    row.refresh_from_db()
    assert (row.mails, row.cursor, row.finished) == (
        2,
        Subscriber.objects.order_by("pk")[1].pk,
        None,
    )
    assert not rounds.some(row.pk)
    assert sorted(Message.objects.values_list("to", flat=True)) == [
        "fay@example.org",
        "gus@example.org",
        "kim@example.org",
    ]
    assert not rounds.some(row.pk)
