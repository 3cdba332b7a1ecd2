"""One broken mail, or one app that cannot keep its record, never harms the others."""

import dataclasses
import logging

import pytest

from settimes.outbox import kinds
from settimes.outbox.models import Message
from tests.dummies.models import Told
from tests.outbox.conftest import deliver, make_mail, states

pytestmark = pytest.mark.django_db


def test_a_poisoned_mail_fails_alone(sink):
    for number in range(30):
        make_mail(f"{number:02}", to=f"fan{number}@example.org")
    Message.objects.filter(key="07").update(kind="dummy.poison")
    deliver()
    assert states() == {f"{number:02}": "failed" if number == 7 else "sent" for number in range(30)}
    poisoned = Message.objects.get(key="07")
    assert poisoned.reason == "cannot be written: ZeroDivisionError: poison"
    assert len(sink.mails) == 29


@pytest.mark.parametrize(
    "poison",
    ["\x00", "\ud800", "x" * 600, "\r\n", "🎸"],
    ids=["NUL", "half", "long", "end", "guitar"],
)
def test_a_reason_no_row_can_hold_is_kept_as_it_can_be(sink, monkeypatch, caplog, poison):
    """Else the row could not be moved, and its neighbours would wait with it for good."""
    caplog.set_level(logging.CRITICAL, logger="settimes.outbox")  # no report can hold it either

    def not_owed(message: Message) -> str:
        return f"because{poison}"

    def broken(message: Message) -> kinds.Mail:
        raise ValueError(poison)

    sound = kinds._kinds["dummy"]
    for name, kind in {
        "dummy.fact": dataclasses.replace(sound, still_owed=not_owed),
        "dummy.poison": dataclasses.replace(sound, compose=broken),
    }.items():
        monkeypatch.setitem(kinds._kinds, name, kind)
        make_mail(name, kind=name)
    make_mail("neighbour")
    deliver()
    assert states() == {"dummy.fact": "suppressed", "dummy.poison": "failed", "neighbour": "sent"}


def test_a_header_that_is_not_the_apps_to_set_is_poison(sink):
    make_mail("bad", headers={"Bcc": "eve@example.org"})
    make_mail("good", headers={"List-Unsubscribe": "<https://example.org/u/1>"})
    deliver()
    assert states() == {"bad": "failed", "good": "sent"}


def test_a_kind_this_version_does_not_know_waits_for_one_that_does(sink, monkeypatch):
    make_mail("new", kind="dummy.fact", fact="fact")
    make_mail("old")
    monkeypatch.delitem(kinds._kinds, "dummy.fact")
    deliver()
    assert states() == {"new": "waiting", "old": "sent"}
    assert Message.objects.get(key="new").reason == "no app here knows this kind"


def test_an_app_that_cannot_record_handing_sends_nothing(sink):
    make_mail(kind="dummy.cannot_record", breaks_at="handing")
    deliver()
    assert states() == {"one": "failed"}
    assert sink.mails == []


@pytest.mark.parametrize(
    ("answer", "state"), [("", "sent"), ("451 later", "waiting"), ("554 no", "failed")]
)
def test_an_app_that_cannot_record_the_answer_does_not_make_it_untrue(sink, answer, state):
    if answer:
        sink.rule("dot", answer)
    make_mail(kind="dummy.cannot_record", breaks_at=state)
    deliver()
    assert states() == {"one": state}
    deliver()
    assert len(sink.mails) == (1 if state == "sent" else 0)


def test_an_app_records_each_change_from_handing_on_in_order(sink, monkeypatch):
    seen = []
    broken = kinds._kinds["dummy"]
    monkeypatch.setitem(
        kinds._kinds,
        "dummy",
        kinds.Kind(
            still_owed=broken.still_owed,
            compose=broken.compose,
            moved=lambda message, state: seen.append((message.key, state.value)),
        ),
    )
    sink.rule("rcpt", "451 later", to="greylisted@example.org")
    sink.rule("dot", "451 later", to="later@example.org")
    make_mail("1", to="greylisted@example.org")
    make_mail("2", to="later@example.org")
    make_mail("3")
    deliver()
    assert seen == [("2", "handing"), ("2", "waiting"), ("3", "handing"), ("3", "sent")]
    assert Told.objects.count() == 0
