"""Telling asks the database as often for three as for one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import lineup
from events.models import Event
from fans import collecting, rounds
from fans.models import Round
from settimes.outbox.models import Message
from tests.cast import make_band, make_event, make_performance
from tests.fans.telling import TONIGHT, Night, make_fan

pytestmark = pytest.mark.django_db
SIZES = (1, 3)


def statements(deed: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as found:
        deed()
    return len(found)


def followed(name: str, fans: int) -> Event:
    event = make_event(name, status="published")
    band = make_performance(event, make_band(f"Band at {name}"), start="21:00").band
    for number in range(fans):
        make_fan(f"{number}.{event.slug}@example.org", band)
    return event


def served(event: Event, mode: Round.Mode) -> int:
    row = Round.objects.create(event=event, mode=mode, began=timezone.now(), reason="-")
    return statements(lambda: rounds.some(row.pk))


def test_a_round_costs_the_same_for_any_number_of_fans(crew, night: Night) -> None:
    events = [followed(f"Crawl {fans}", fans) for fans in SIZES]
    one, three = (served(event, Round.Mode.TELL) for event in events)
    assert (Message.objects.count(), one) == (4, three)


def test_an_urgent_round_costs_the_same_for_any_number_of_fans(crew, night: Night) -> None:
    """Also where each was told by an urgent mail just now, of which each is asked."""
    events = [followed(f"Crawl {fans}", fans) for fans in SIZES]
    assert len(night.passes(minutes=10)) == 4
    night.clock.move_to(TONIGHT, tick=False)
    night.passes()
    for event in events:
        lineup.shift(list(event.performances.all()), 30, by=None)
    assert len(night.passes(seconds=95)) == 4
    for event in events:
        lineup.shift(list(event.performances.all()), 30, by=None)
    night.clock.shift(timedelta(seconds=95))
    one, three = (served(event, Round.Mode.HURRY) for event in events)
    assert (Message.objects.filter(state="planned").count(), one) == (0, three)


def test_a_mail_costs_the_same_for_any_number_of_sets(crew, night: Night) -> None:
    costs = []
    for sets in SIZES:
        event = make_event(f"Crawl {sets}", status="published")
        rows = [
            make_performance(event, make_band(f"Band {number} of {sets}")) for number in range(sets)
        ]
        make_fan(f"{sets}@example.org", *(row.band for row in rows))
        night.clock.shift(timedelta(minutes=10))
        collecting.collect(seconds=60)
        news = statements(night.mailbox.deliver)
        lineup.shift(rows, 30, by=None)
        night.clock.shift(timedelta(minutes=10))
        collecting.collect(seconds=60)
        costs.append((news, statements(night.mailbox.deliver)))
    assert Message.objects.filter(state="sent").count() == 4
    assert costs[0] == costs[1]
