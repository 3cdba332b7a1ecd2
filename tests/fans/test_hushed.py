"""What nobody heard of is not told later by the way: news starts from what a fan believes."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from events import editions, lineup
from events.models import Event, Performance
from events.times import Slot
from fans import deciding, waits
from fans.models import Told
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance, make_venue
from tests.fans.post import text_of
from tests.fans.telling import Night, make_fan
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db
FAY = "fay@example.org"
BACK_ON = "Back on: Vol. 7, Saturday 10 October 2026"


@pytest.fixture
def rills(crew, night: Night) -> Performance:
    """A set at 21:00 of which Fay knows."""
    row = make_performance(
        make_event(status="published"), "The Rills", venue="Room 47", start="21:00"
    )
    make_fan(FAY, row.band)
    assert len(night.passes(minutes=10)) == 1
    return row


def hush(event: Event, night: Night) -> None:
    assert deciding.tell_nobody(event, reason="A typo.", by=None)
    assert night.passes(minutes=60) == []


def now(row: Performance) -> Performance:
    return Performance.objects.select_related("event").get(pk=row.pk)


def start(row: Performance, hour: int) -> None:
    lineup.move([now(row)], slot=Slot(hour * 60), by=None)


def cancel(row: Performance) -> None:
    lineup.cancel([now(row)], by=None)


def restore(row: Performance) -> None:
    lineup.restore([now(row)], by=None)


def call_off(row: Performance) -> None:
    editions.call_off(now(row).event, Event.CalledOff.CANCELLED, by=None)


def go_ahead(row: Performance) -> None:
    editions.go_ahead(now(row).event, by=None)


def moved(places: str) -> list[str]:
    """Return the subjects of a mail that only says this."""
    return [f"Moved: The Rills, Saturday 10 October {places}, Room 47"]


def test_a_move_after_a_hushed_one_starts_from_what_a_fan_heard(rills, night) -> None:
    start(rills, 22)
    hush(rills.event, night)

    start(rills, 23)

    assert night.subjects(minutes=10) == moved("21:00 → 23:00")


@pytest.mark.parametrize(
    ("deed", "undone"),
    [
        (cancel, restore),
        (call_off, go_ahead),
        (lambda row: start(row, 22), lambda row: start(row, 21)),
    ],
    ids=["cancelled", "called off", "moved"],
)
def test_what_was_hushed_and_is_undone_is_told_to_nobody(
    rills, night, deed: Callable[[Performance], None], undone: Callable[[Performance], None]
) -> None:
    deed(rills)
    hush(rills.event, night)

    undone(rills)

    assert night.subjects(minutes=120) == []


def test_where_a_set_is_back_after_a_hushed_cancellation_is_a_move(rills, night) -> None:
    cancel(rills)
    hush(rills.event, night)

    restore(rills)
    start(rills, 22)

    assert night.subjects(minutes=10) == moved("21:00 → 22:00")


def test_a_set_that_is_cancelled_while_a_hushed_cancellation_of_all_ends_is_told(
    rills, night
) -> None:
    call_off(rills)
    hush(rills.event, night)
    cancel(rills)

    go_ahead(rills)

    (subject,) = night.subjects(minutes=10)
    assert subject.startswith("Cancelled: The Rills, ")


def test_what_moves_while_it_is_hushed_that_it_is_off_stays_hushed(rills, night) -> None:
    cancel(rills)
    hush(rills.event, night)

    start(rills, 22)

    assert night.subjects(minutes=120) == []


def test_that_all_is_back_on_is_told_with_the_next_news(rills, night) -> None:
    call_off(rills)
    assert len(night.passes(minutes=10)) == 1
    go_ahead(rills)
    hush(rills.event, night)

    start(rills, 22)

    (mail,) = night.passes(minutes=10)
    assert str(mail["Subject"]).startswith(BACK_ON)
    assert "Saturday 10 October 21:00 → 22:00, Room 47" in text_of(mail)


def test_what_was_hushed_is_told_once_something_else_was_heard_between(rills, night) -> None:
    start(rills, 22)
    hush(rills.event, night)
    start(rills, 23)
    assert night.subjects(minutes=10) == moved("21:00 → 23:00")

    start(rills, 22)

    assert night.subjects(minutes=10) == moved("23:00 → 22:00")


def test_a_set_of_which_nobody_was_told_is_announced_where_it_comes_to_be(crew, night) -> None:
    row = make_performance(make_event(), "The Rills", venue="Room 47", start="21:00")
    make_fan(FAY, row.band)
    editions.publish(row.event, by=None)
    hush(row.event, night)
    start(row, 22)
    hush(row.event, night)

    lineup.move([now(row)], venue=make_venue("The Cellar"), by=None)

    assert night.subjects(minutes=10) == [
        "Announced: The Rills, Saturday 10 October 22:00, The Cellar"
    ]


def test_what_was_hushed_before_it_was_noted_stays_hushed(crew, night) -> None:
    row = make_performance(make_event(), "The Rills", venue="Room 47", start="21:00")
    make_fan(FAY, row.band)
    editions.publish(row.event, by=None)
    hush(row.event, night)
    noted = Told.objects.get().hushed
    Told.objects.update(hushed="")

    import_module("fans.migrations.0006_told_hushed").note_what_was_hushed(apps, None)

    assert noted
    assert Told.objects.get().hushed == noted


def test_a_late_follower_hears_where_it_is_and_who_was_told_does_not(rills, night) -> None:
    start(rills, 22)
    hush(rills.event, night)

    make_fan("late@example.org", rills.band)

    (mail,) = night.passes(minutes=10)
    assert mail["To"] == "late@example.org"
    assert "22:00" in str(mail["Subject"])


def test_a_refused_mail_takes_back_what_was_heard_and_leaves_what_was_hushed(
    rills, night, sink: Sink
) -> None:
    start(rills, 22)
    hush(rills.event, night)
    before = Told.objects.values("start", "hushed").get()
    sink.rule("dot", "554 looks like spam", to=FAY, times=1)
    start(rills, 23)
    night.passes(minutes=10)
    assert Message.objects.get(state="failed")

    assert Told.objects.values("start", "hushed").get() == before
    start(rills, 22)
    assert night.subjects(minutes=10) == []


def test_organizers_count_who_hears_from_what_these_believe(rills, night) -> None:
    start(rills, 22)
    hush(rills.event, night)
    make_fan("late@example.org", rills.band)
    assert len(night.passes(minutes=10)) == 1
    start(rills, 21)

    (waiting,) = waits.shares(rills.event, timezone.now())

    assert waiting.fans == 1  # Fay believes that it was there all the time
