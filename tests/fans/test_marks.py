"""A mark is the same only while what is owed to somebody is the same."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given, note
from hypothesis import strategies as st

from events import editions, lineup
from events.models import Event, Performance
from fans import deciding, marks, owed, recording
from fans.models import Follow, Subscriber, Subscription
from fans.rounds import NOTHING_WAITS
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance
from tests.fans.stirring import DEEDS, Stir
from tests.fans.telling import BEFORE, Night, make_fan

pytestmark = pytest.mark.django_db
steps = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 7), st.integers(0, 7)), min_size=2, max_size=12
)


@pytest.fixture
def rills(crew, night: Night) -> Performance:
    """A public set that Fay was told of, and that has moved since."""
    row = make_performance(
        make_event(status="published"), "The Rills", venue="Room 47", start="21:00"
    )
    make_fan("fay@example.org", row.band)
    night.passes(minutes=60)
    lineup.shift([row], 30, by=None)
    row.refresh_from_db()
    return row


def fay() -> Subscriber:
    return Subscriber.objects.select_related("organization").get(email="fay@example.org")


def tell(row: Performance) -> None:
    at = timezone.now()
    recording.write(fay().recipient, owed.to_all([fay()], at, waiting=NOTHING_WAITS)[fay().pk], at)


DEEDS_THAT_COUNT: dict[str, Callable[[Performance], object]] = {
    "a set moves": lambda row: lineup.shift([row], 5, by=None),
    "a set is cancelled": lambda row: lineup.cancel([row], by=None),
    "an event is called off": lambda row: editions.call_off(
        row.event, Event.CalledOff.CANCELLED, by=None
    ),
    "an event is a draft again": lambda row: editions.unpublish(row.event, by=None),
    "an event is deleted": lambda row: row.event.delete(),
    "a band is followed no more": lambda row: Follow.objects.all().delete(),
    "another is followed": lambda row: Follow.objects.create(
        subscriber=fay(), band=make_performance(row.event, "Lowlight").band, confirmed=BEFORE
    ),
    "another mail tells it": tell,
    "a mail did not leave": lambda row: recording.take_back(Message.objects.get(state="sent")),
    "news of events is wanted": lambda row: Subscription.objects.create(
        subscriber=fay(), frequency="weekly", confirmed=BEFORE
    ),
    "an organizer holds it": lambda row: deciding.hold(row.event, by=None),
    "an organizer tells nobody": lambda row: deciding.tell_nobody(row.event, reason="x", by=None),
}


@pytest.mark.parametrize("deed", DEEDS_THAT_COUNT.values(), ids=DEEDS_THAT_COUNT)
def test_what_changes_what_is_owed_changes_the_mark(rills, deed) -> None:
    before = marks.of(fay())
    deed(rills)
    assert marks.of(fay()) != before


def test_what_changes_nothing_for_somebody_leaves_their_mark(rills, night: Night) -> None:
    gus = make_fan("gus@example.org", rills.band)
    of_a_draft = make_performance(make_event("Vol. 8"), "Lowlight")
    at = timezone.now()
    before = marks.of(fay())
    recording.write(gus.recipient, owed.to_all([gus], at, waiting=NOTHING_WAITS)[gus.pk], at)
    lineup.shift([of_a_draft], 5, by=None)
    assert marks.of(fay()) == before


def test_it_is_one_statement(rills) -> None:
    subscriber = fay()
    with CaptureQueriesContext(connection) as captured:
        marks.of(subscriber)
    assert len(captured) == 1


def owed_to(stir: Stir) -> dict[int, tuple[marks.Mark, list[str]]]:
    """Return everybody's mark, and what is owed to them if nothing had to wait."""
    at = datetime.now(UTC)
    people = list(Subscriber.objects.select_related("organization"))
    found = owed.to_all(people, at, waiting=NOTHING_WAITS)
    return {one.pk: (marks.of(one), [each.key for each in found.get(one.pk, ())]) for one in people}


@given(deeds=steps)
def test_with_the_same_mark_the_same_is_owed_whatever_is_done(deeds, night, crew) -> None:
    night.clock.move_to(BEFORE, tick=False)
    with transaction.atomic():
        stir = Stir(crew)
        stir.publish(0, 0)
        night.passes(minutes=11)
        before = owed_to(stir)
        for name, one, other in deeds:
            note(f"{name} {one} {other}")
            stir.do(name, one, other)
            after = owed_to(stir)
            for pk in before.keys() & after.keys():
                if before[pk][0] == after[pk][0]:
                    assert before[pk][1] == after[pk][1]
            before = after
        transaction.set_rollback(True)
