"""What each answer of a mail server, at each step, does to a mail."""

import pytest

from settimes.outbox.models import Message, Suppression
from tests.dummies.models import Told
from tests.outbox.conftest import deliver, make_mail, states
from tests.smtp_sink import DROP, TAKE_AND_DROP

pytestmark = pytest.mark.django_db


def told() -> dict[str, str]:
    return dict(Told.objects.values_list("key", "state"))


def test_a_planned_mail_arrives_once(sink):
    message = make_mail(subject="Hello", text="Body.")
    deliver()
    deliver()
    (received,) = sink.mails
    assert received.recipients == ["fay@example.org"]
    assert received.mail["Subject"] == "Hello"
    assert received.mail["Message-ID"] == message.message_id
    assert received.delivery == str(message.delivery)
    assert states() == {"one": "sent"}
    assert told() == {"one": "sent"}


def test_a_body_may_have_any_line_also_the_one_that_ends_bodies(sink):
    text = ".\n..\n.leading dot\nRSET\n\n.\nQUIT"
    make_mail("dots", text=text)
    make_mail("next")
    deliver()
    assert states() == {"dots": "sent", "next": "sent"}
    assert sink.mails[0].mail.get_content().splitlines() == text.splitlines()


def test_many_mails_share_a_connection_and_have_one_recipient_each(sink):
    for number in range(25):
        make_mail(f"mail-{number}", to=f"fan{number}@example.org")
    deliver()
    assert sink.connections == 1
    assert [received.recipients for received in sink.mails] == [
        [f"fan{number}@example.org"] for number in range(25)
    ]


@pytest.mark.parametrize(
    ("phase", "reply", "suppressed"),
    [
        ("rcpt", "550 5.1.1 no such user", ["550 5.1.1 no such user"]),
        ("rcpt", "550 no such user", ["550 no such user"]),
        ("rcpt", "550 5.7.1 you are on a list", []),
        ("dot", "550 5.1.1 no such user", ["550 5.1.1 no such user"]),
        ("dot", "554 looks like spam", []),
        ("data", "554 no", []),
    ],
)
def test_a_no_for_good_fails_and_suppresses_only_a_bad_address(sink, phase, reply, suppressed):
    sink.rule(phase, reply, to="gone@example.org")
    make_mail("gone", to="gone@example.org")
    make_mail("kept", to="kept@example.org")
    deliver()
    assert states() == {"gone": "failed", "kept": "sent"}
    assert Message.objects.get(key="gone").reason == reply
    assert told() == {"kept": "sent"}
    assert list(Suppression.objects.values_list("reason", flat=True)) == suppressed


@pytest.mark.parametrize("action", [DROP, TAKE_AND_DROP])
def test_no_answer_after_the_dot_is_uncertain_and_never_repeated(sink, action):
    sink.rule("dot", action, times=1)
    make_mail()
    deliver()
    deliver()
    message = Message.objects.get()
    assert (message.state, message.phase) == ("uncertain", "dot")
    assert len(sink.mails) == (1 if action == TAKE_AND_DROP else 0)
    assert told() == {"one": "uncertain"}


def test_silence_after_the_dot_is_uncertain(sink, settings):
    settings.MAIL_REPLY_TIMEOUT = settings.MAIL_REPLY_TIMEOUT / 3000
    sink.rule("dot", "stall")
    make_mail()
    deliver()
    assert states() == {"one": "uncertain"}


def test_a_reply_that_is_neither_yes_nor_no_is_uncertain(sink):
    sink.rule("dot", "354 what")
    make_mail()
    deliver()
    assert states() == {"one": "uncertain"}


def test_a_connection_lost_before_the_dot_waits_and_is_sent_once(sink, settings):
    sink.rule("body", DROP, times=1)
    make_mail(text="long line\n" * 400_000)
    deliver()
    message = Message.objects.get()
    assert (message.state, message.phase) == ("waiting", "body")
    assert told() == {}
    settings.CLOCK_SHIFT = settings.MAIL_RETRY_FIRST * 2
    deliver()
    assert states() == {"one": "sent"}
    assert len(sink.mails) == 1


def test_a_connection_lost_after_250_is_a_sent_mail(sink):
    sink.rule("after_250", DROP)
    make_mail("one")
    make_mail("two")
    deliver()
    assert states() == {"one": "sent", "two": "sent"}
    assert len(sink.mails) == 2


def test_a_connection_lost_at_rcpt_waits(sink):
    sink.rule("rcpt", DROP, times=1, to="fay@example.org")
    make_mail()
    make_mail("next", to="next@example.org")
    deliver()
    assert states() == {"next": "sent", "one": "waiting"}
