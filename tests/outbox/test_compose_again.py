"""A mail that is not true any more when it is handed over is composed anew, not dropped."""

import dataclasses
from datetime import timedelta

import pytest

from settimes.outbox import kinds, proof
from settimes.outbox.kinds import ComposeAgain, Mail
from settimes.outbox.models import Message
from settimes.outbox.planning import free_keys
from settimes.outbox.states import State
from tests.dummies.models import Fact, Told
from tests.outbox.conftest import deliver, make_mail, states

pytestmark = pytest.mark.django_db


def test_it_leaves_as_it_is_true_then(sink, monkeypatch, settings):
    Fact.objects.create(name="fact", text="21:00")
    kind = kinds._kinds["dummy.fact"]

    def compose(message: Message) -> Mail:
        message.composed = Fact.objects.get().text
        Fact.objects.update(text="21:30")
        return kind.compose(message)

    def moved(message: Message, state: State) -> None:
        if state == State.HANDING and message.composed != Fact.objects.get().text:
            raise ComposeAgain
        kind.moved(message, state)

    again = dataclasses.replace(kind, compose=compose, moved=moved)
    monkeypatch.setitem(kinds._kinds, "dummy.fact", again)
    make_mail(kind="dummy.fact", fact="fact")
    deliver()
    assert (sink.mails, states(), Told.objects.count()) == ([], {"one": "planned"}, 0)
    settings.CLOCK_SHIFT = timedelta(seconds=2)
    deliver()
    assert [received.mail["Subject"] for received in sink.mails] == ["21:30"]
    assert states() == {"one": "sent"}


def test_what_was_suppressed_may_be_planned_again():
    for key in ("one", "two"):
        make_mail(key)
    kept = Message.objects.get(key="two").pk
    for again in (1, 2):
        Message.objects.filter(key="one").update(state="suppressed", reason="paused")
        free_keys(["one", "two"])
        for key in ("one", "two"):
            make_mail(key)
        assert (Message.objects.get(key="one").state, Message.objects.count()) == (
            "planned",
            2 + again,
        )
    assert Message.objects.get(key="two").pk == kept


def test_mail_to_an_address_that_must_not_be_written_to_stays_suppressed():
    message = make_mail("one")
    Message.objects.update(state="suppressed", reason="bounced")
    proof.suppress(message.recipient, reason="bounced")
    free_keys(["one"])
    assert list(Message.objects.values_list("key", flat=True)) == ["one"]
