"""A kind may look at all mails that were claimed together, before it is asked about each."""

import dataclasses
from collections.abc import Callable, Sequence

import pytest
from django.db import OperationalError, connections

from settimes.outbox import kinds
from settimes.outbox.models import Message
from tests.outbox.conftest import deliver, make_mail, states

pytestmark = pytest.mark.django_db
Foresee = Callable[[Sequence[Message]], None]


@pytest.fixture
def foreseen_by(monkeypatch) -> Callable[[Foresee], None]:
    def choose(foresee: Foresee) -> None:
        kind = dataclasses.replace(kinds._kinds["dummy"], foresee=foresee)
        monkeypatch.setitem(kinds._kinds, "dummy", kind)

    return choose


def test_a_kind_sees_all_its_mails_at_once(sink, foreseen_by) -> None:
    seen = []
    foreseen_by(lambda messages: seen.append([message.key for message in messages]))
    for key in ("one", "two", "three"):
        make_mail(key)
    make_mail("letter", kind="dummy.letter")

    deliver()

    assert seen == [["one", "two", "three"]]
    assert len(sink.mails) == 4


def test_where_that_fails_it_is_asked_about_each_alone(sink, foreseen_by, caplog) -> None:
    def fail(messages: Sequence[Message]) -> None:
        raise ZeroDivisionError

    foreseen_by(fail)
    make_mail("one")
    make_mail("two")

    deliver()

    assert states() == {"one": "sent", "two": "sent"}
    assert "mails cannot be foreseen" in caplog.messages


def test_a_database_that_is_away_costs_no_mail_its_turn(sink, foreseen_by, monkeypatch) -> None:
    def away(messages: Sequence[Message]) -> None:
        raise OperationalError("the database is away")

    monkeypatch.setattr(connections["default"], "close", lambda: None)
    foreseen_by(away)
    make_mail("one")

    deliver()

    assert list(Message.objects.values_list("state", "tries")) == [("claimed", 0)]
    assert sink.mails == []
