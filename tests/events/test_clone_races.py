"""A double tap on two connections: one edition, and both answers lead to it."""

import pytest

from accounts.models import User
from events import cloning, editions
from events.models import ChangeSet, Event
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_lineup_races import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
NEXT = SATURDAY.replace(year=2027)


def test_clones_sent_at_once_are_one(ed: User) -> None:
    event = make_event("Vol. 15")
    make_performance(event, venue="Room 47")

    outcomes = at_once(
        *[
            lambda: cloning.clone(
                event,
                name="Vol. 16",
                slug="vol-16",
                first_day=NEXT,
                with_bands=True,
                by=ed,
                form_key="key",
            )
        ]
        * 4
    )

    assert {outcome.event.slug for outcome in outcomes} == {"vol-16"}
    assert (Event.objects.count(), ChangeSet.objects.count()) == (2, 1)


def test_events_added_at_once_by_one_form_are_one(ed: User, crew) -> None:
    def added() -> ChangeSet | None:
        event = Event(organization=crew, name="Vol. 1", slug="vol-1", first_day=NEXT, last_day=NEXT)
        return editions.create(event, by=ed, form_key="key")

    outcomes = at_once(*[added] * 4)

    assert {outcome.event.slug for outcome in outcomes} == {"vol-1"}
    assert Event.objects.count() == 1
