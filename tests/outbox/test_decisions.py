"""A mail in doubt: a person sends it again or closes it, once, and it is kept who and why."""

import pytest

from settimes.outbox import decisions, proof
from settimes.outbox.models import Decision, Message
from tests.dummies.models import Told
from tests.outbox.conftest import deliver, make_mail
from tests.smtp_sink import DROP

pytestmark = pytest.mark.django_db


@pytest.fixture
def uncertain(sink) -> Message:
    sink.rule("dot", DROP, times=1)
    message = make_mail()
    deliver()
    return message


def audit() -> list[tuple[str, str | None, str]]:
    return list(Decision.objects.values_list("verb", "by__email", "reason"))


def test_resending_sends_it_again_under_the_same_message_id(uncertain, sink, staff):
    again = decisions.resend(uncertain, by=staff, reason="Fay asked")
    assert Told.objects.count() == 0
    deliver()
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == [
        "resent",
        "sent",
    ]
    assert again.resends_id == uncertain.pk
    assert [received.mail["Message-ID"] for received in sink.mails] == [uncertain.message_id]
    assert audit() == [("resend", "staff@example.org", "Fay asked")]


def test_closing_sends_nothing(uncertain, sink, staff):
    decisions.close(uncertain, by=staff, reason="It arrived")
    deliver()
    assert Message.objects.get().state == "closed"
    assert sink.mails == []
    assert audit() == [("close", "staff@example.org", "It arrived")]


def test_a_mail_is_settled_once(uncertain, staff):
    decisions.resend(uncertain, by=staff, reason="first")
    for verb in (decisions.resend, decisions.close):
        with pytest.raises(decisions.Settled):
            verb(uncertain, by=staff, reason="second")
    assert len(audit()) == 1
    assert Message.objects.count() == 2


def test_a_mail_that_is_not_in_doubt_cannot_be_settled(sink, staff):
    message = make_mail()
    deliver()
    with pytest.raises(decisions.Settled):
        decisions.resend(message, by=staff, reason="again")
    assert (Message.objects.count(), audit()) == (1, [])


def test_a_proof_that_comes_first_leaves_nothing_to_settle(uncertain, staff):
    proof.delivered(uncertain.delivery)
    with pytest.raises(decisions.Settled):
        decisions.resend(uncertain, by=staff, reason="again")
    assert Message.objects.count() == 1


def test_a_newer_mail_closes_the_doubtful_one(uncertain):
    closed = decisions.close_superseded(kind="dummy", recipient=uncertain.recipient)
    assert closed == 1
    assert decisions.close_superseded(kind="dummy", recipient=uncertain.recipient) == 0
    assert audit() == [("close", None, "a newer mail was asked for")]


def test_deleting_a_person_keeps_what_they_decided(uncertain, staff):
    decisions.close(uncertain, by=staff, reason="It arrived")
    staff.delete()
    assert audit() == [("close", None, "It arrived")]
