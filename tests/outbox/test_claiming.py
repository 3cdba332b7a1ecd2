"""Claims and leases: one owner at a time, and nothing is ever taken early."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from settimes.outbox import changes
from settimes.outbox.models import Message
from settimes.outbox.states import State
from tests.dummies.models import Told
from tests.outbox.conftest import claim, make_mail, states

pytestmark = pytest.mark.django_db


def test_a_row_has_one_owner():
    for number in range(3):
        make_mail(f"{number}")
    assert [message.key for message in claim("first", limit=2)] == ["0", "1"]
    assert [message.key for message in claim("second")] == ["2"]
    assert claim("third") == []
    assert list(Message.objects.order_by("key").values_list("owner", flat=True)) == [
        "first",
        "first",
        "second",
    ]


def test_a_dead_workers_claim_is_free_after_its_lease(settings):
    make_mail()
    claim()
    settings.CLOCK_SHIFT = settings.MAIL_CLAIM_LEASE * 0.99
    assert changes.reap() == 0
    settings.CLOCK_SHIFT = settings.MAIL_CLAIM_LEASE * 1.01
    assert changes.reap() == 1
    assert states() == {"one": "planned"}


def test_a_dead_workers_handing_is_uncertain_after_its_lease(settings):
    make_mail()
    (message,) = claim()
    changes.hand(message, owner="me")
    settings.CLOCK_SHIFT = settings.MAIL_HANDING_LEASE * 0.99
    assert changes.reap() == 0
    settings.CLOCK_SHIFT = settings.MAIL_HANDING_LEASE * 1.01
    assert changes.reap() == 1
    assert states() == {"one": "uncertain"}
    assert Told.objects.get().state == "uncertain"
    assert changes.reap() == 0


@pytest.mark.parametrize("hours", [2, -2])
def test_a_process_whose_own_clock_is_wrong_takes_nothing_early_nor_late(hours):
    make_mail("held")
    claim()
    make_mail("due")
    with time_machine.travel(timezone.now() + timedelta(hours=hours)):
        assert changes.reap() == 0
        assert [message.key for message in claim("other")] == ["due"]
    assert states() == {"due": "claimed", "held": "claimed"}


def test_a_worker_that_outlived_its_lease_does_not_hand_over(settings):
    make_mail()
    (message,) = claim("slow")
    settings.CLOCK_SHIFT = settings.MAIL_CLAIM_LEASE * 1.01
    with pytest.raises(changes.LostClaim):
        changes.hand(message, owner="slow")
    changes.reap()
    (again,) = claim("other")
    with pytest.raises(changes.LostClaim):
        changes.hand(message, owner="slow")
    changes.hand(again, owner="other")
    assert Message.objects.get().owner == "other"


def test_an_answer_that_comes_after_the_doubt_settles_it(settings):
    make_mail()
    (message,) = claim()
    changes.hand(message, owner="me")
    settings.CLOCK_SHIFT = settings.MAIL_HANDING_LEASE * 1.01
    changes.reap()
    assert changes.sent(message, "somebody else", "250 OK") is False
    assert changes.sent(message, "me", "250 OK") is True
    assert states() == {"one": "sent"}


def test_released_mails_are_due_again_and_charged_nothing():
    make_mail()
    messages = claim()
    changes.release(messages, owner="me")
    message = Message.objects.get()
    assert (message.state, message.owner, message.tries) == (State.PLANNED, "", 0)
    assert len(claim("other")) == 1


def test_the_next_claim_finds_a_row_whatever_happened_before(settings):
    """The states in which a row rests between workers all lead on."""
    make_mail("planned")
    make_mail("waiting")
    (first, second) = claim()
    changes.release([first], owner="me")
    changes.put_off(
        second,
        State.CLAIMED,
        owner="me",
        reason="later",
        phase="rcpt",
        wait=timedelta(minutes=5),
    )
    assert [message.key for message in claim()] == ["planned"]
    settings.CLOCK_SHIFT = timedelta(minutes=6)
    assert [message.key for message in claim("other")] == ["waiting"]
