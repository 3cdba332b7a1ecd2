"""What the mail server answers: told is what it took, or may have taken."""

from datetime import timedelta

import pytest

from events import lineup
from events.models import Performance
from fans.models import Told
from settimes.outbox import decisions
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance
from tests.fans.telling import Night, make_fan
from tests.smtp_sink import TAKE_AND_DROP, Sink

pytestmark = pytest.mark.django_db
NEW = "Announced: The Rills, Saturday 10 October 21:00, Room 47"
LATER = NEW.replace("21:00", "21:30")
MOVED = "Moved: The Rills, Saturday 10 October 21:00 → 21:30, Room 47"


@pytest.fixture
def rills(crew, night: Night, sink: Sink) -> Performance:
    row = make_performance(
        make_event(status="published"), "The Rills", venue="Room 47", start="21:00"
    )
    make_fan("fay@example.org", row.band)
    return row


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def subjects(sink: Sink) -> list[str]:
    return [str(received.mail["Subject"]) for received in sink.mails]


def put_off(row: Performance) -> None:
    row.refresh_from_db()
    lineup.shift([row], 30, by=None)


def test_who_is_put_off_is_told_later_what_is_true_then(rills, night, sink, settings) -> None:
    sink.rule("dot", "451 4.7.1 later", times=1)
    night.passes(minutes=10)
    assert (states(), Told.objects.count()) == (["waiting"], 0)
    put_off(rills)
    night.passes(minutes=10)
    settings.CLOCK_SHIFT = timedelta(hours=2)
    night.passes()
    assert (states(), subjects(sink)) == (["sent"], [LATER])
    assert Told.objects.get().start == 21 * 60 + 30


def test_what_is_refused_is_seen_and_not_tried_again(rills, night, sink) -> None:
    sink.rule("dot", "554 looks like spam", times=1)
    night.passes(minutes=10)
    for _ in range(3):
        night.passes(minutes=61)
    assert (states(), subjects(sink), Told.objects.count()) == (["failed"], [], 0)
    put_off(rills)
    night.passes(minutes=10)
    assert (states(), subjects(sink)) == (["failed", "sent"], [LATER])


def test_what_may_have_arrived_is_told_and_a_person_may_resend_it(rills, night, sink, ed) -> None:
    sink.rule("dot", TAKE_AND_DROP, times=1)
    night.passes(minutes=10)
    for _ in range(3):
        night.passes(minutes=61)
    assert (states(), subjects(sink), Told.objects.count()) == (["uncertain"], [NEW], 1)
    decisions.resend(Message.objects.get(), by=ed, reason="They ask for it.")
    night.passes()
    assert (states(), subjects(sink)) == (["resent", "sent"], [NEW, NEW])
    assert len({received.mail["Message-ID"] for received in sink.mails}) == 1
    assert (Told.objects.get().message, Told.objects.get().number) == (Message.objects.first(), 1)


def test_a_mail_in_doubt_can_be_resent_after_a_later_one_was_refused(
    rills, night, sink, ed
) -> None:
    sink.rule("dot", TAKE_AND_DROP, times=1)
    night.passes(minutes=10)
    sink.rule("dot", "554 looks like spam", times=1)
    put_off(rills)
    night.passes(minutes=10)
    assert (states(), Told.objects.get().start) == (["uncertain", "failed"], 21 * 60)
    decisions.resend(Message.objects.get(state="uncertain"), by=ed, reason="They ask for it.")
    night.passes()
    assert (states(), subjects(sink)) == (["resent", "failed", "sent"], [NEW, LATER])


def test_what_was_moved_after_a_mail_in_doubt_is_told_as_a_move(rills, night, sink) -> None:
    sink.rule("dot", TAKE_AND_DROP, times=1)
    night.passes(minutes=10)
    put_off(rills)
    night.passes(minutes=10)
    assert (states(), subjects(sink)) == (["uncertain", "sent"], [NEW, MOVED])
