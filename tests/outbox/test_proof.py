"""What others prove: a mail that arrived, a mail that bounced, in whichever order."""

import uuid

import pytest

from settimes.outbox import proof
from settimes.outbox.addresses import recipient_key
from settimes.outbox.models import Message, Suppression
from tests.dummies.models import Told
from tests.outbox.conftest import deliver, make_mail, states
from tests.smtp_sink import DROP

pytestmark = pytest.mark.django_db


@pytest.fixture
def uncertain(sink) -> Message:
    sink.rule("dot", DROP, times=1)
    message = make_mail()
    deliver()
    return message


@pytest.fixture
def sent(sink) -> Message:
    message = make_mail()
    deliver()
    return message


def test_a_delivery_settles_a_doubt(uncertain):
    assert proof.delivered(uncertain.delivery) is True
    assert states() == {"one": "sent"}
    assert Told.objects.get().state == "sent"
    assert proof.delivered(uncertain.delivery) is False


def test_a_bounce_ends_a_sent_mail_and_the_address(sent):
    assert proof.bounced(sent.delivery, reason="550 5.1.1 no such user") is True
    assert states() == {"one": "bounced"}
    assert Told.objects.get().state == "bounced"
    assert Suppression.objects.get().reason == "550 5.1.1 no such user"
    make_mail("two")
    deliver()
    assert states() == {"one": "bounced", "two": "suppressed"}


def test_a_bounce_settles_a_doubt(uncertain):
    assert proof.bounced(uncertain.delivery, reason="gone") is True
    assert states() == {"one": "bounced"}


def test_a_bounce_stays_when_the_delivery_is_heard_of_later_or_again(sent):
    proof.bounced(sent.delivery, reason="gone")
    assert proof.delivered(sent.delivery) is False
    assert proof.bounced(sent.delivery, reason="gone") is True
    assert states() == {"one": "bounced"}
    assert Suppression.objects.count() == 1


def test_news_of_a_mail_nobody_sent_change_nothing(sent):
    assert proof.delivered(uuid.uuid4()) is False
    assert proof.bounced(uuid.uuid4(), reason="gone") is False
    assert states() == {"one": "sent"}
    assert Suppression.objects.count() == 0


def test_a_suppression_can_be_lifted():
    proof.suppress(recipient_key("fay@example.org"), reason="bounced")
    assert proof.lift("other@example.org") is False
    assert proof.lift("FAY@example.org") is True
    assert Suppression.objects.count() == 0
