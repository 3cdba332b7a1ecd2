"""A backup is put back: what it forgot may have been told, so it is in doubt and not told again."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from events import editions, lineup
from events.models import Event
from fans import collecting, restored
from fans.models import Follow, Notice, Round, Told
from settimes.outbox import decisions, status
from settimes.outbox.models import Message
from settimes.outbox.planning import plan
from tests.cast import make_event, make_performance
from tests.fans.telling import Night, make_fan

pytestmark = pytest.mark.django_db
DOUBT = ("uncertain", restored.WHY)


@pytest.fixture
def event(crew, night: Night) -> Event:
    """An event with news for two fans: one heard of nothing yet, one of a set that moved since."""
    event = make_event(status="published")
    rills = make_performance(event, "The Rills", venue="Room 47", start="21:00")
    gus = make_fan("gus@example.org", rills.band)
    assert len(night.passes(minutes=10)) == 1
    lineup.shift([rills], 30, by=None)
    fay = make_fan("fay@example.org", rills.band)
    Follow.objects.filter(subscriber__in=[gus, fay]).update(collected_at=None)
    return event


def outcome() -> list[tuple[str, str, str]]:
    rows = Message.objects.exclude(state="sent").order_by("to")
    return list(rows.values_list("to", "state", "reason"))


def put_back(capsys) -> str:
    call_command("after_restore")
    return str(capsys.readouterr().out)


def test_what_is_owed_is_in_doubt_and_never_mailed(event, night, capsys) -> None:
    assert put_back(capsys) == "2 mails are in doubt: resend or close in the outbox.\n"
    assert outcome() == [("fay@example.org", *DOUBT), ("gus@example.org", *DOUBT)]
    assert night.mailbox.deliver() == []
    for _ in range(4):
        assert night.subjects(minutes=61) == []
    assert sorted(Told.objects.values_list("number", "start")) == [(1, 1290), (2, 1290)]
    assert put_back(capsys) == "0 mails are in doubt: resend or close in the outbox.\n"
    assert status.inconsistencies() == []


def test_what_waits_is_in_doubt_too_whatever_it_is(event, night, capsys) -> None:
    night.clock.shift(timedelta(minutes=10))
    collecting.collect(seconds=60)
    plan(key="reset", kind="dummy", to="ada@example.org")
    assert put_back(capsys) == "3 mails are in doubt: resend or close in the outbox.\n"
    assert [one[1:] for one in outcome()] == [DOUBT] * 3
    assert night.subjects(minutes=120) == []


def test_a_person_may_resend_what_was_not_told_after_all(event, night, ed, capsys) -> None:
    put_back(capsys)
    mail = Message.objects.get(to="gus@example.org", state="uncertain")
    assert list(Notice.objects.filter(message=mail).values_list("news", flat=True)) == ["moved"]
    decisions.resend(mail, by=ed, reason="The backup was of this morning.")
    assert night.subjects() == ["Moved: The Rills, Saturday 10 October 21:00 → 21:30, Room 47"]
    assert night.subjects(minutes=120) == []


def test_what_changes_afterwards_is_told(event, night, capsys) -> None:
    put_back(capsys)
    lineup.cancel(list(event.performances.all()), by=None)
    cancelled = "Cancelled: The Rills, Saturday 10 October 21:30, Room 47"
    assert night.subjects(minutes=10) == [cancelled] * 2


def test_what_is_not_public_stays_to_be_told(event, night, capsys) -> None:
    editions.unpublish(event, by=None)
    put_back(capsys)
    assert (outcome(), Round.objects.filter(mode="doubt").count()) == ([], 0)
    editions.publish(event, by=None)
    assert len(night.passes(minutes=10)) == 2
