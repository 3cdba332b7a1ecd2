"""Asked after the claim and again when handing over: is this still owed, may it still be sent?"""

import dataclasses
from datetime import timedelta

import pytest

from settimes.outbox import changes, kinds, proof
from settimes.outbox.addresses import recipient_key
from settimes.outbox.kinds import Mail
from settimes.outbox.models import Message
from tests.dummies.models import Fact, Told
from tests.outbox.conftest import claim, deliver, make_mail, states

pytestmark = pytest.mark.django_db


def test_what_is_not_owed_any_more_is_not_sent(sink):
    fact = Fact.objects.create(name="fact", text="True")
    make_mail("gone", kind="dummy.fact", fact="fact")
    fact.owed = False
    fact.save()
    deliver()
    message = Message.objects.get()
    assert (message.state, message.reason) == ("suppressed", "not true any more")
    assert sink.mails == []
    assert Told.objects.count() == 0


def test_what_stops_being_owed_after_the_claim_is_not_handed_over():
    fact = Fact.objects.create(name="fact", text="True")
    make_mail(kind="dummy.fact", fact="fact")
    (message,) = claim()
    fact.owed = False
    fact.save()
    with pytest.raises(changes.NotOwed, match="not true any more"):
        changes.hand(message, owner="me")
    assert states() == {"one": "claimed"}
    assert Told.objects.count() == 0


def stolen(message: Message) -> Mail:
    """As if the lease were over, and another worker had come."""
    Message.objects.filter(pk=message.pk).update(owner="another")
    return Mail(subject="Stolen", text="Body.")


def ended(message: Message) -> Mail:
    Fact.objects.update(owed=False)
    return Mail(subject="Ended", text="Body.")


@pytest.mark.parametrize(("compose", "state"), [(stolen, "claimed"), (ended, "suppressed")])
def test_a_mail_given_up_at_the_last_moment_leaves_nothing_with_the_server(
    sink, settings, monkeypatch, compose, state
):
    """The server waits for a body by then, and would take for it whatever comes next."""
    settings.MAIL_COMMAND_TIMEOUT = timedelta(hours=1)  # to go on after that is to hang here
    Fact.objects.create(name="fact", text="True")
    kind = dataclasses.replace(kinds._kinds["dummy.fact"], compose=compose)
    monkeypatch.setitem(kinds._kinds, "dummy.fact", kind)
    make_mail("gone", kind="dummy.fact", fact="fact")
    make_mail("next", to="next@example.org")
    deliver()
    assert states() == {"gone": state, "next": "sent"}
    assert sink.recipients() == ["next@example.org"]
    assert [received.mail["Subject"] for received in sink.mails] == ["Dummy next"]


def test_a_mail_tells_what_is_true_when_it_is_sent(sink):
    fact = Fact.objects.create(name="fact", text="Saturday 21:00")
    make_mail(kind="dummy.fact", fact="fact")
    fact.text = "Saturday 21:30"
    fact.save()
    deliver()
    assert [received.mail["Subject"] for received in sink.mails] == ["Saturday 21:30"]


def test_a_suppressed_address_is_not_written_to(sink):
    proof.suppress(recipient_key("FAY@example.org"), reason="bounced before")
    make_mail("fay")
    make_mail("other", to="other@example.org")
    deliver()
    assert states() == {"fay": "suppressed", "other": "sent"}
    assert Message.objects.get(key="fay").reason == "bounced before"


def test_an_address_suppressed_after_the_claim_is_not_handed_over():
    make_mail()
    (message,) = claim()
    proof.suppress(recipient_key("fay@example.org"), reason="bounced just now")
    with pytest.raises(changes.NotOwed, match="bounced just now"):
        changes.hand(message, owner="me")
