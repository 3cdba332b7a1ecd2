"""A mail that is told "later" waits, longer each time, and is given up after days."""

import pytest

from settimes.outbox.models import Message
from tests.dummies.models import Told
from tests.outbox.conftest import deliver, make_mail, states

pytestmark = pytest.mark.django_db


def told() -> dict[str, str]:
    return dict(Told.objects.values_list("key", "state"))


@pytest.mark.parametrize("phase", ["rcpt", "data", "dot"])
def test_a_later_waits_and_comes_again(sink, phase, settings):
    sink.rule(phase, "451 4.7.1 later", times=1)
    make_mail()
    deliver()
    message = Message.objects.get()
    assert (message.state, message.reason, message.phase, message.tries) == (
        "waiting",
        "451 4.7.1 later",
        phase,
        1,
    )
    assert told() == {}
    settings.CLOCK_SHIFT = settings.MAIL_RETRY_FIRST * 2
    deliver()
    assert states() == {"one": "sent"}
    assert told() == {"one": "sent"}
    assert len(sink.mails) == 1


def test_a_mail_is_given_up_after_days(sink, settings):
    sink.rule("rcpt", "451 4.7.1 later")
    make_mail()
    deliver()
    assert states() == {"one": "waiting"}
    settings.CLOCK_SHIFT = settings.MAIL_RETRY_FOR * 0.9
    deliver()
    assert states() == {"one": "waiting"}
    settings.CLOCK_SHIFT = settings.MAIL_RETRY_FOR * 1.1
    deliver()
    message = Message.objects.get()
    assert (message.state, message.reason) == ("failed", "gave up: 451 4.7.1 later")


def test_waits_grow_up_to_the_longest(sink, settings):
    sink.rule("rcpt", "451 4.7.1 later")
    make_mail()
    waits = []
    for _ in range(9):
        deliver()
        message = Message.objects.get()
        waits.append(message.not_before - message.changed)
        settings.CLOCK_SHIFT += waits[-1] * 1.001
    first, longest = settings.MAIL_RETRY_FIRST, settings.MAIL_RETRY_LONGEST
    for number, wait in enumerate(waits):
        least = min(first * 2**number, longest)
        assert least <= wait <= least * 1.26


@pytest.mark.parametrize("phase", ["rcpt", "dot"])
def test_a_full_mailbox_is_asked_again_later(sink, phase):
    sink.rule(phase, "552 mailbox full")
    make_mail()
    deliver()
    assert states() == {"one": "waiting"}
