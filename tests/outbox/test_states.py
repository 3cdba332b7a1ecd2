"""Every way from one state to another, and none besides."""

import itertools
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from settimes.outbox.changes import change, claim
from settimes.outbox.models import Message
from settimes.outbox.states import HELD, State
from tests.outbox.conftest import make_mail

pytestmark = pytest.mark.django_db

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
WAYS = {
    ("planned", "claimed"),
    ("planned", "suppressed"),
    ("waiting", "claimed"),
    ("waiting", "suppressed"),
    ("claimed", "planned"),
    ("claimed", "waiting"),
    ("claimed", "handing"),
    ("claimed", "failed"),
    ("claimed", "suppressed"),
    ("handing", "sent"),
    ("handing", "waiting"),
    ("handing", "failed"),
    ("handing", "uncertain"),
    ("sent", "bounced"),
    ("uncertain", "sent"),
    ("uncertain", "resent"),
    ("uncertain", "closed"),
    ("failed", "resent"),
    ("failed", "closed"),
    ("bounced", "resent"),
    ("bounced", "closed"),
}


def fields_of(state: str) -> dict[str, object]:
    """Return what a row in `state` must have."""
    now = timezone.now()
    held = {"owner": "me", "lease_until": now} if state in HELD else {"lease_until": None}
    done = {"sent": now} if state in {"sent", "bounced"} else {}
    return {"reason": "because", **held, **done}


def in_state(state: str) -> Message:
    message = make_mail(kind="dummy.unrecorded")
    Message.objects.filter(pk=message.pk).update(state=state, **fields_of(state))
    return message


def moves(source: State, to: State) -> bool:
    message = in_state(source)
    if to == State.CLAIMED:
        return bool(claim(priority=message.priority, limit=1, owner="me"))
    try:
        return change(message, source, to, **fields_of(to))
    except ValueError:
        return False


@pytest.mark.parametrize(("source", "to"), list(itertools.product(State, State)))
def test_a_row_moves_along_the_known_ways_only(source, to):
    assert moves(source, to) is ((source.value, to.value) in WAYS)
    expected = to if (source.value, to.value) in WAYS else source
    assert Message.objects.get().state == expected


@pytest.mark.parametrize("source", [state for state in State if state != State.CLAIMED])
def test_a_row_that_moved_on_stays_where_it_is(source):
    message = in_state(source)
    assert change(message, State.CLAIMED, State.WAITING, reason="later") is False
    assert Message.objects.get().state == source


def test_a_row_of_another_owner_stays_where_it_is():
    message = in_state("claimed")
    assert change(message, State.CLAIMED, State.WAITING, owner="you", reason="later") is False
    assert change(message, State.CLAIMED, State.WAITING, owner="me", reason="later") is True


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "lost"},
        {"priority": 7},
        {"state": "claimed"},
        {"state": "claimed", "owner": "me"},
        {"state": "planned", "lease_until": EPOCH},
        {"state": "sent"},
        {"state": "planned", "sent": EPOCH},
        {"state": "waiting"},
        {"state": "failed"},
        {"state": "suppressed"},
        {"state": "uncertain"},
    ],
    ids=str,
)
def test_the_database_refuses_a_row_that_cannot_be(fields):
    message = make_mail()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**fields)
    assert Message.objects.get().state == "planned"
