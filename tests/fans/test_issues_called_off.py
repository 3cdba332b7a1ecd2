"""Whoever read of an event in an issue hears when it is called off, and of nothing less."""

import time
from datetime import timedelta

import pytest

from events import editions, lineup, uncollected, undo
from events.models import Event
from events.times import Slot
from fans import deciding, issuing
from tests.fans.mornings import nine, subjects, the
from tests.fans.post import text_of
from tests.fans.telling import TONIGHT, follow, make_fan

pytestmark = pytest.mark.django_db

OFF = "Cancelled: Vol. 7, Saturday 10 October 2026"


@pytest.fixture
def known(kitchener, reader, night) -> Event:
    """The reader knows of the event."""
    assert subjects(night, 26) == ["New in Kitchener: Vol. 7"]
    return kitchener


def test_a_cancelled_event_is_told_once_to_who_read_of_it(known, ed, night) -> None:
    make_fan("gus@example.org", the(known, "The Rills").band)
    night.passes(minutes=10)
    editions.call_off(known, Event.CalledOff.CANCELLED, reason="Flood.", by=ed)
    mails = night.passes(minutes=10)
    assert sorted((mail["To"], mail["Subject"]) for mail in mails) == [
        ("fay@example.org", OFF),
        ("gus@example.org", OFF),
    ]
    assert all("Flood." in text_of(mail) for mail in mails)
    assert [subjects(night, day) for day in (27, 28)] == [[], []]
    editions.go_ahead(known, by=ed)
    assert night.subjects(minutes=10) == ["Back on: Vol. 7, Saturday 10 October 2026"] * 2


def test_a_postponed_event_is_told_to_who_read_of_it(known, ed, night) -> None:
    editions.call_off(known, Event.CalledOff.POSTPONED, by=ed)
    assert night.subjects(minutes=10) == ["Postponed: Vol. 7, Saturday 10 October 2026"]


def test_on_its_day_it_is_told_at_once(known, ed, night) -> None:
    night.at(TONIGHT)
    editions.call_off(known, Event.CalledOff.CANCELLED, by=ed)
    assert night.subjects(seconds=89) == []
    assert night.subjects(seconds=1) == [OFF]
    assert night.subjects(minutes=120) == []


@pytest.mark.parametrize("is_hushed", [False, True], ids=["told", "postponed, but nobody heard"])
def test_a_digest_says_that_it_is_back_on_before_an_issue_does(
    known, reader, ed, night, is_hushed
) -> None:
    editions.call_off(known, Event.CalledOff.CANCELLED, by=ed)
    night.passes(minutes=10)
    if is_hushed:
        editions.call_off(known, Event.CalledOff.POSTPONED, by=ed)
        deciding.tell_nobody(known, reason="It was a mistake.", by=ed)
        assert night.passes(minutes=10) == []
    night.clock.move_to(nine(10, month=10) - timedelta(minutes=10), tick=False)
    editions.go_ahead(known, by=ed)
    waiting = uncollected.waiting(known)[0]
    uncollected.collect(known.pk, up_to=waiting.up_to, at=nine(10, month=10))
    night.clock.move_to(nine(10, month=10), tick=False)
    issuing.collect(until=time.monotonic() + 60)
    assert night.mailbox.deliver() == []
    assert night.subjects() == ["Back on: Vol. 7, Saturday 10 October 2026"]


def test_what_is_called_off_and_undone_is_told_to_nobody(known, ed, night) -> None:
    act = editions.call_off(known, Event.CalledOff.CANCELLED, by=ed)
    night.passes(minutes=5)
    undo.undo(act, by=ed)
    assert night.subjects(minutes=120) == []


def test_who_follows_as_well_gets_one_mail_with_one_line(known, reader, ed, night) -> None:
    follow(reader, *(the(known, name).band for name in ("The Rills", "The Harpoonist")))
    night.passes(minutes=10)
    editions.call_off(known, Event.CalledOff.CANCELLED, by=ed)
    (mail,) = night.passes(minutes=10)
    assert mail["Subject"] == OFF
    assert text_of(mail).count("Cancelled: ") == 1
    assert ": The Rills" not in text_of(mail)


def test_who_follows_nothing_hears_of_no_move(known, ed, night) -> None:
    lineup.move([the(known, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    lineup.cancel([the(known, "The Harpoonist")], by=ed)
    assert night.subjects(minutes=120) == []


def test_who_ended_the_news_hears_no_more(known, reader, ed, night) -> None:
    reader.subscriptions.all().delete()
    editions.call_off(known, Event.CalledOff.CANCELLED, by=ed)
    assert night.subjects(minutes=120) == []


def test_an_event_called_off_before_the_issue_is_in_none(kitchener, reader, ed, night) -> None:
    editions.call_off(kitchener, Event.CalledOff.CANCELLED, by=ed)
    assert [subjects(night, day) for day in (26, 27)] == [[], []]


def test_the_mail_says_why_it_came(known, reader, ed, night) -> None:
    editions.call_off(known, Event.CalledOff.CANCELLED, by=ed)
    (mail,) = night.passes(minutes=10)
    assert "because of what you follow" in text_of(mail)
