"""The list of events says beside each whether news of it waits, is on hold, or is in doubt."""

import re

import pytest
from django.test import Client

from accounts.models import User
from events import editions, lineup, undo
from events.models import ChangeSet, Event
from events.times import Slot
from fans import deciding
from fans.models import Follow
from settimes.outbox.models import Message
from tests.cast import make_event, make_performance, signed_in
from tests.fans.mornings import nine, the
from tests.fans.telling import Night, make_fan

pytestmark = pytest.mark.django_db
HOME = "/manage/"
IN_DOUBT = {"state": "uncertain", "reason": "No answer.", "sent": None}
MARK = re.compile(r'<a href="/manage/events/([\w-]+)/told/">([^<]+)<')


def marks(client: Client) -> list[tuple[str, str]]:
    answer = client.get(HOME)
    assert answer.status_code == 200
    return MARK.findall(answer.content.decode())


def move(event: Event, band: str, by: User, start: int = 21 * 60 + 30) -> ChangeSet | None:
    return lineup.move([the(event, band)], slot=Slot(start), by=by)


def test_what_is_yet_to_be_told_is_marked_until_it_is(event, ed, client_of_vic, night) -> None:
    assert marks(client_of_vic) == []

    editions.publish(event, by=ed)

    assert marks(client_of_vic) == [("vol-7", "News waits")]
    assert len(night.passes(minutes=10)) == 2
    assert marks(client_of_vic) == []


def test_a_change_that_was_told_otherwise_is_marked_and_its_undo_is_not(
    told, ed, client_of_vic
) -> None:
    moved = move(told, "The Rills", ed)
    assert marks(client_of_vic) == [("vol-7", "News waits")]

    undo.undo(moved, by=ed)

    assert marks(client_of_vic) == []


def test_what_nobody_hears_of_is_not_marked(told, ed, client_of_vic) -> None:
    move(told, "Kept Apart", ed)
    assert marks(client_of_vic) == []

    move(told, "The Harpoonist", ed)
    assert marks(client_of_vic) == [("vol-7", "News waits")]

    Follow.objects.filter(band__name="The Harpoonist").delete()
    assert marks(client_of_vic) == []


@pytest.mark.parametrize(("day", "said"), [(10, [("vol-7", "News waits")]), (12, [])])
def test_a_set_that_is_over_is_not_marked(told, ed, vic, night: Night, day, said) -> None:
    move(told, "The Rills", ed)

    night.clock.move_to(nine(day, month=10), tick=False)

    assert marks(signed_in(vic)) == said


def test_a_hold_is_marked_whatever_waits(told, ed, client_of_vic) -> None:
    deciding.hold(told, by=ed)
    assert marks(client_of_vic) == [("vol-7", "News on hold")]

    move(told, "The Rills", ed)
    assert marks(client_of_vic) == [("vol-7", "News on hold")]


def test_mails_in_doubt_are_counted(told, client_of_vic) -> None:
    Message.objects.filter(to="fay@example.org").update(**IN_DOUBT)
    assert marks(client_of_vic) == [("vol-7", "1 mail in doubt")]

    Message.objects.update(**IN_DOUBT)
    assert marks(client_of_vic) == [("vol-7", "2 mails in doubt")]


def test_who_was_told_of_the_event_as_a_whole_counts(
    kitchener: Event, reader, ed, vic, night: Night
) -> None:
    assert len(night.at(nine(27))) == 1
    client = signed_in(vic)
    move(kitchener, "The Rills", ed)
    assert marks(client) == []

    editions.call_off(kitchener, Event.CalledOff.CANCELLED, by=ed)

    assert marks(client) == [("vol-7", "News waits")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_events(
    crew, ed, client_of_vic, night: Night, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        event = make_event(f"Vol. {number}")
        rows = [
            make_performance(event, f"Band {number} {each}", venue="Room 47", start=f"2{each}:00")
            for each in range(count)
        ]
        make_fan(f"f{number}@example.org", *[row.band for row in rows])
        editions.publish(event, by=ed)
    night.passes(minutes=10)
    Message.objects.update(**IN_DOUBT)
    for event in Event.objects.all():
        lineup.shift(list(event.performances.select_related("band")), minutes=10, by=ed)

    # The seven of the list; what is on hold, what was changed lately, which sets, what was told of
    # them and to how many, how many follow; of whole events nothing was changed; mails in doubt.
    with django_assert_num_queries(13):
        found = marks(client_of_vic)
    assert sorted(found) == [
        (f"vol-{number}", said)
        for number in range(count)
        for said in ("1 mail in doubt", "News waits")
    ]
