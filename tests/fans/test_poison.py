"""One mail that cannot be written, and one person who cannot be told: all others are."""

import pytest
from django.utils import timezone

from events.models import Event
from fans.models import Follow, Round, Subscriber
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance
from tests.fans.telling import Night, make_fan

pytestmark = pytest.mark.django_db


@pytest.fixture
def forty(crew, night: Night) -> list[Subscriber]:
    band = make_performance(make_event(status="published"), "The Rills").band
    return [make_fan(f"fan{number}@example.org", band) for number in range(40)]


def states() -> dict[str, int]:
    found = list(Message.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


def test_a_digest_that_cannot_be_written_keeps_no_other(forty, night: Night) -> None:
    broken = make_performance(make_event("Broken", status="published"), "Poison").band
    Follow.objects.create(subscriber=forty[7], band=broken, confirmed=timezone.now())
    Event.objects.filter(name="Broken").update(timezone="Nowhere/At-All")
    assert len(night.passes(minutes=10)) == 39
    assert states() == {"failed": 1, "sent": 39}
    failed = Message.objects.get(state="failed")
    assert (failed.to, failed.phase) == ("fan7@example.org", "compose")
    assert [len(night.passes(minutes=61)) for _ in range(3)] == [0, 0, 0]
    assert states() == {"failed": 1, "sent": 39}


def test_an_event_that_cannot_be_told_holds_up_no_other(forty, night: Night) -> None:
    make_performance(make_event("Broken", status="published"), forty[0].follows.get().band)
    Event.objects.filter(name="Broken").update(timezone="Nowhere/At-All")
    Round.objects.create(event=Event.objects.get(name="Broken"), began=timezone.now())
    night.passes(minutes=10)
    assert states() == {"failed": 40}


def test_a_bad_address_stops_no_round(forty, night: Night) -> None:
    Subscriber.objects.filter(pk=forty[3].pk).update(email="not an address")
    assert len(night.passes(minutes=10)) == 39
    assert states() == {"sent": 39}
    assert not Round.objects.filter(finished=None).exists()
