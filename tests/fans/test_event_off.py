"""A whole event that is called off, and goes ahead again: said once, with what it leaves open."""

from datetime import UTC, date, datetime

import pytest

from events import editions, foreseen, lineup
from events.models import Event
from events.times import Slot
from fans import choosing, following, recording, waits
from fans.models import Subscription, Told
from fans.proof import Origin
from tests.cast import make_band, make_event, make_performance
from tests.fans.post import text_of
from tests.fans.telling import Night, follow, make_fan

pytestmark = pytest.mark.django_db
OFF, ON = "Cancelled: Vol. 7, Saturday 10 October 2026", "Back on: Vol. 7, Saturday 10 October 2026"


@pytest.fixture
def told(crew, night: Night) -> Event:
    """An event of which Fay knows two sets."""
    event = make_event(status="published")
    rills = make_performance(event, "The Rills", venue="Room 47", start="21:00")
    other = make_performance(event, "The Harpoonist", venue="Room 47", start="22:00")
    make_fan("fay@example.org", rills.band, other.band)
    assert len(night.passes(minutes=10)) == 1
    return event


def rills(event: Event):
    return event.performances.get(band__name="The Rills")


def call_off(event: Event) -> None:
    editions.call_off(event, Event.CalledOff.CANCELLED, by=None)


def test_where_a_set_was_moved_meanwhile_is_said_when_the_event_is_back_on(told, night) -> None:
    lineup.move([rills(told)], slot=Slot(23 * 60), by=None)
    call_off(told)
    assert night.subjects(minutes=10) == [OFF]
    editions.go_ahead(told, by=None)
    (mail,) = night.passes(minutes=10)
    assert mail["Subject"] == f"{ON}, and 1 more"
    lines = text_of(mail).splitlines()
    assert (
        lines[lines.index("Back on: The Rills") + 1] == "Saturday 10 October 21:00 → 23:00, Room 47"
    )


def test_a_set_that_was_hidden_meanwhile_does_not_say_it_again(told, night) -> None:
    lineup.announce([told.performances.get(band__name="The Harpoonist")], by=None)
    editions.set_reveal_mode(told, on=True, by=None)
    call_off(told)
    assert night.subjects(minutes=10) == [OFF]
    editions.set_reveal_mode(told, on=False, by=None)
    assert night.subjects(minutes=120) == []
    editions.go_ahead(told, by=None)
    assert night.subjects(minutes=10) == [ON]


@pytest.fixture(params=["removed", "hidden", "another band's"])
def gone(request, told, night: Night) -> Event:
    """The same event when both sets that Fay knows are gone, of which she hears nothing."""
    for row in told.performances.all():
        if request.param == "removed":
            lineup.remove([row], by=None)
        elif request.param == "another band's":
            lineup.edit(row, band=make_band(f"Not {row.band}"), by=None)
    if request.param == "hidden":
        editions.set_reveal_mode(told, on=True, by=None)
    assert night.subjects(minutes=60) == []
    return told


def test_whoever_knows_a_set_that_is_gone_hears_that_the_event_is_off(gone, night) -> None:
    fans = foreseen.of_calling_off(gone, datetime.now(UTC))["cancel"].fans
    call_off(gone)
    assert [fans, waiting_at(gone)] == [1, 1]
    assert night.subjects(minutes=10) == [OFF]
    assert night.subjects(minutes=120) == []
    gone.refresh_from_db()
    assert foreseen.of_calling_off(gone, datetime.now(UTC))["go_ahead"].fans == 1
    editions.go_ahead(gone, by=None)
    assert night.subjects(minutes=10) == [ON]
    assert night.subjects(minutes=120) == []


def test_a_set_that_another_band_plays_when_the_event_is_on_again_is_told_once(told, night) -> None:
    """It is gone for who follows the one, and new to who follows the other: here the same fan."""
    call_off(told)
    assert night.subjects(minutes=10) == [OFF]
    lineup.edit(rills(told), band=(other := make_band("Lowlight")), by=None)
    follow(told.organization.subscribers.get(), other)
    editions.go_ahead(told, by=None)
    (mail,) = night.passes(minutes=20)
    assert mail["Subject"] == f"{ON}, and 1 more"
    assert "Announced: Lowlight" in text_of(mail).splitlines()
    assert night.subjects(minutes=120) == []


def test_of_an_event_that_is_off_nobody_hears_who_does_not_want_to(gone, night) -> None:
    for band in gone.organization.bands.all():
        following.unfollow(gone.organization.subscribers.get(), band, Origin("tests"))
    call_off(gone)
    assert waiting_at(gone) == 0
    assert night.subjects(minutes=120) == []


def test_of_a_draft_nobody_hears_that_it_is_off(gone, night) -> None:
    editions.unpublish(gone, by=None)
    call_off(gone)
    assert waiting_at(gone) == 0
    assert night.subjects(minutes=120) == []


def waiting_at(event: Event) -> int:
    return waits.of(Event.objects.get(pk=event.pk), datetime.now(UTC)).people


def test_what_is_taken_back_was_told_of_hidden_sets_too(told, night) -> None:
    """A mail that was refused has told nothing, of whichever set."""
    lineup.announce([told.performances.get(band__name="The Harpoonist")], by=None)
    editions.set_reveal_mode(told, on=True, by=None)
    call_off(told)
    night.passes(minutes=10)
    states = Told.objects.order_by("performance").values_list("state", flat=True)
    assert list(states) == ["called off", "called off"]
    recording.take_back(Told.objects.first().message)
    assert list(states.all()) == ["on", "on"]


def test_a_set_that_stays_cancelled_is_named_when_the_event_is_back_on(told, night) -> None:
    call_off(told)
    lineup.cancel([rills(told)], by=None)
    assert night.subjects(minutes=10) == [OFF]
    editions.go_ahead(told, by=None)
    (mail,) = night.passes(minutes=10)
    assert mail["Subject"] == f"{ON}, and 1 more"
    assert "Still cancelled: The Rills" in text_of(mail)
    assert night.subjects(minutes=120) == []


def test_who_was_to_play_is_named_when_the_event_is_off(told, night) -> None:
    call_off(told)
    (mail,) = night.passes(minutes=10)
    said = "The whole event is cancelled, The Rills and The Harpoonist with it."
    assert said in text_of(mail).splitlines()


def test_of_many_who_were_to_play_a_few_are_named(told, night) -> None:
    fay = told.organization.subscribers.get()
    for number in range(5):
        follow(fay, make_performance(told, f"Band {number}", start="22:30").band)
    night.passes(minutes=20)
    call_off(told)
    (mail,) = night.passes(minutes=10)
    said = "Band 0, Band 1, Band 2 and 2 more that you follow with it."
    assert said in text_of(mail)


def test_of_a_set_that_is_gone_nothing_is_said(gone, night) -> None:
    call_off(gone)
    (mail,) = night.passes(minutes=10)
    assert "The whole event is cancelled." in text_of(mail).splitlines()


def test_who_wants_news_hears_nothing_of_an_event_that_is_over(told, night) -> None:
    fay = Told.objects.first().recipient
    reader = make_fan("kim@example.org")
    Subscription.objects.create(subscriber=reader, confirmed=reader.confirmed)
    for recipient in (fay, reader.recipient):
        Told.objects.create(recipient=recipient, event=told, state="on", at=reader.confirmed)
    night.clock.move_to(datetime(2026, 10, 11, 12, tzinfo=UTC), tick=False)
    night.passes(minutes=10)
    call_off(told)
    assert night.subjects(minutes=10) == []


def test_who_ends_a_pause_is_told_at_once_what_was_missed(told, night) -> None:
    fay = told.organization.subscribers.get()
    choosing.pause(fay, date(2026, 10, 30))
    call_off(told)
    assert night.subjects(minutes=11) == []
    choosing.pause(fay, None)
    assert night.subjects() == [OFF]


def test_who_comes_back_from_a_pause_is_told_then_what_was_missed(told, night) -> None:
    fay = told.organization.subscribers.get()
    choosing.pause(fay, date(2026, 9, 28))
    call_off(told)
    assert night.subjects(minutes=11) == []
    night.clock.move_to(datetime(2026, 9, 28, 3, 59, tzinfo=UTC), tick=False)
    assert night.subjects() == []
    assert night.subjects(minutes=1) == [OFF]
