"""What is told to whom, and that it is told once."""

import pytest

from accounts.models import User
from events import editions, lineup, undo
from events.models import Event, Performance
from events.times import Slot
from fans import collecting
from fans.models import Follow, Subscriber, Told
from settimes.outbox.models import Message
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.fans.post import text_of
from tests.fans.telling import Night, follow, make_fan

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(crew) -> Event:
    """A draft with a set of The Rills and one of The Harpoonist."""
    event = make_event()
    make_performance(event, "The Rills", venue="Room 47", start="21:00")
    make_performance(event, "The Harpoonist", venue="Room 47", start="22:00")
    return event


def the(event: Event, band: str) -> Performance:
    return event.performances.get(band__name=band)


@pytest.fixture
def fay(draft: Event, night: Night) -> Subscriber:
    """Follows The Rills, and has for long."""
    return make_fan("fay@example.org", the(draft, "The Rills").band)


@pytest.fixture
def told(draft: Event, fay: Subscriber, ed: User, night: Night) -> Event:
    """The event, published, and Fay knows."""
    editions.publish(draft, by=ed)
    assert len(night.passes(minutes=10)) == 1
    return draft


def test_a_set_is_told_once_it_is_public_and_nothing_else_changed(draft, fay, ed, night) -> None:
    assert night.subjects(minutes=10) == []
    editions.publish(draft, by=ed)
    assert night.subjects(minutes=9) == []
    assert night.subjects(minutes=1) == ["Announced: The Rills, Saturday 10 October 21:00, Room 47"]
    assert night.subjects(minutes=120) == []


def test_only_those_who_follow_are_told(draft, fay, ed, night) -> None:
    gus = make_fan("gus@example.org", the(draft, "The Harpoonist").band)
    Follow.objects.create(subscriber=make_fan("kim@example.org"), band=gus.follows.get().band)
    editions.publish(draft, by=ed)
    mails = night.passes(minutes=10)
    assert sorted((mail["To"], mail["Subject"].split(",")[0]) for mail in mails) == [
        ("fay@example.org", "Announced: The Rills"),
        ("gus@example.org", "Announced: The Harpoonist"),
    ]


def test_a_move_is_told_with_old_and_new(told, ed, night) -> None:
    lineup.move([the(told, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    (mail,) = night.passes(minutes=10)
    assert mail["Subject"] == "Moved: The Rills, Saturday 10 October 21:00 → 21:30, Room 47"
    assert "21:00 → 21:30" in text_of(mail)
    assert night.subjects(minutes=120) == []


def test_what_is_undone_in_time_is_told_to_nobody(told, ed, night) -> None:
    moved = lineup.move([the(told, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    assert night.subjects(minutes=9) == []
    undo.undo(moved, by=ed)
    assert night.subjects(minutes=120) == []


def test_a_set_moved_twice_is_told_as_one_move(told, ed, night) -> None:
    lineup.move([the(told, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    night.passes(minutes=5)
    lineup.move([the(told, "The Rills")], venue=make_venue("The Cellar"), by=ed)
    assert night.subjects(minutes=9) == []
    assert night.subjects(minutes=1) == [
        "Moved: The Rills, Saturday 10 October 21:00, Room 47 → 21:30, The Cellar"
    ]


def test_endless_changes_are_told_within_an_hour(told, ed, night) -> None:
    heard = []
    for minute in range(1, 8):
        lineup.move([the(told, "The Rills")], slot=Slot(21 * 60 + minute), by=ed)
        heard.append(night.subjects(minutes=9))
    assert [len(mails) for mails in heard] == [0, 0, 0, 0, 0, 0, 1]


def test_cancelled_and_back_on(told, ed, night) -> None:
    lineup.cancel([the(told, "The Rills")], reason="The van broke down.", by=ed)
    (mail,) = night.passes(minutes=10)
    assert mail["Subject"] == "Cancelled: The Rills, Saturday 10 October 21:00, Room 47"
    assert "The van broke down." in text_of(mail)
    lineup.restore([the(told, "The Rills")], by=ed)
    assert night.subjects(minutes=10) == ["Back on: The Rills, Saturday 10 October 21:00, Room 47"]


def test_who_comes_late_is_told_what_there_is(told, night) -> None:
    gus = make_fan("gus@example.org", the(told, "The Rills").band)
    assert night.subjects(minutes=9) == []
    follow(gus, the(told, "The Harpoonist").band)
    assert night.subjects(minutes=9) == []
    (mail,) = night.passes(minutes=1)
    assert mail["To"] == "gus@example.org"
    lines = text_of(mail).splitlines()
    # Which is not new by then, to anybody else.
    said = [line for line in lines if line.startswith(("New", "Announced"))]
    assert said == ["Announced: The Rills", "Announced: The Harpoonist"]


def test_who_leaves_and_comes_back_is_not_told_again(told, fay, night) -> None:
    band = the(told, "The Rills").band
    Subscriber.objects.all().delete()
    make_fan("FAY@example.org", band)
    assert night.subjects(minutes=120) == []


def test_announced_hidden_and_announced_again_is_told_once(draft, fay, ed, night) -> None:
    editions.set_reveal_mode(draft, on=True, by=ed)
    editions.publish(draft, by=ed, even_if_empty=True)
    assert night.subjects(minutes=10) == []
    lineup.announce([the(draft, "The Rills")], by=ed)
    assert len(night.passes(minutes=10)) == 1
    lineup.unannounce([the(draft, "The Rills")], by=ed)
    assert night.subjects(minutes=10) == []
    lineup.announce([the(draft, "The Rills")], by=ed)
    assert night.subjects(minutes=120) == []


def test_what_was_cancelled_before_it_was_told_is_no_news(draft, fay, ed, night) -> None:
    lineup.cancel([the(draft, "The Rills")], by=ed)
    editions.publish(draft, by=ed)
    assert night.subjects(minutes=120) == []


def test_the_past_is_told_to_nobody(draft, fay, ed, night) -> None:
    night.passes(minutes=60 * 24 * 20)
    editions.publish(draft, by=ed)
    assert night.subjects(minutes=120) == []


def test_a_cancelled_event_is_told_once_to_all_who_knew_of_it(told, fay, ed, night) -> None:
    make_fan("gus@example.org", the(told, "The Harpoonist").band)
    follow(fay, the(told, "The Harpoonist").band)
    night.passes(minutes=10)
    make_fan("kim@example.org", make_band("Kept Apart"))
    editions.call_off(told, Event.CalledOff.CANCELLED, reason="Flood.", by=ed)
    mails = night.passes(minutes=10)
    assert sorted((mail["To"], mail["Subject"]) for mail in mails) == [
        ("fay@example.org", "Cancelled: Vol. 7, Saturday 10 October 2026"),
        ("gus@example.org", "Cancelled: Vol. 7, Saturday 10 October 2026"),
    ]
    assert "Flood." in text_of(mails[0])
    editions.go_ahead(told, by=ed)
    assert night.subjects(minutes=10) == ["Back on: Vol. 7, Saturday 10 October 2026"] * 2


def test_what_changed_while_the_mail_waited_is_told_as_it_is_now(told, ed, night) -> None:
    lineup.move([the(told, "The Rills")], slot=Slot(21 * 60 + 30), by=ed)
    night.clock.shift(600)
    night.mailbox.deliver()
    collecting.collect(seconds=60)
    assert Message.objects.filter(state="planned").count() == 1
    undo.undo(told.change_sets.latest("pk"), by=ed)
    assert night.mailbox.deliver() == []
    assert Message.objects.filter(state="suppressed").count() == 1
    assert Told.objects.get().start == 21 * 60


def test_a_set_that_another_band_plays_now_is_new(told, fay, ed, night) -> None:
    row = the(told, "The Rills")
    follow(fay, other := make_band("The Understudies"))
    lineup.edit(row, band=other, by=ed)
    assert night.subjects(minutes=10) == [
        "Announced: The Understudies, Saturday 10 October 21:00, Room 47"
    ]


def test_who_comes_while_an_event_has_just_gone_ahead_waits_for_its_undo(told, ed, night) -> None:
    editions.call_off(told, Event.CalledOff.CANCELLED, by=ed)
    night.passes(minutes=10)
    make_fan("gus@example.org", the(told, "The Rills").band)
    night.clock.shift(600)
    editions.go_ahead(told, by=ed)
    assert night.subjects(minutes=1) == []
    assert len(night.passes(minutes=9)) == 2
