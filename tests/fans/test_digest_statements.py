"""What it costs to tell: the same for many sets, and nothing for followers while one announces."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from events import editions, lineup
from events.models import Event
from fans import collecting
from fans.models import Told
from settimes.outbox import delivery
from settimes.outbox.models import Message, Priority
from tests.cast import make_event, make_performance
from tests.events.bulk import PAGE, marks
from tests.fans.telling import Night, make_fan

pytestmark = pytest.mark.django_db
COUNTS = pytest.mark.parametrize("count", [1, 3])
# To find it and to find no other, to ask what there is to tell to all that were found; and what
# every mail costs: its mark twice, its person, two to hand it over, one that it was sent.
OF_ALL_DIGESTS, OF_A_DIGEST = 14, 6
IN_A_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def lineup_of(count: int) -> Event:
    event = make_event(reveal_mode=True)
    for number in range(count):
        make_performance(event, f"Band {number}", venue="Room 47", start=f"{20 + number}:00")
    return event


def statements_in(captured: CaptureQueriesContext) -> list[str]:
    sql = [query["sql"] for query in captured.captured_queries]
    return [each for each in sql if not each.startswith(IN_A_TRANSACTION)]


def statements_to_tell(ed: User, night: Night, *, sets: int, fans: int) -> list[str]:
    """Announce so many sets to so many fans, and return what it takes to send the digests."""
    event = lineup_of(sets)
    for number in range(fans):
        make_fan(f"fan{number}@example.org", *[each.band for each in event.performances.all()])
    editions.publish(event, by=ed, even_if_empty=True)
    lineup.announce(list(event.performances.all()), by=ed)
    night.clock.shift(600)
    collecting.collect(seconds=60)

    with CaptureQueriesContext(connection) as captured:
        delivery.drain(Priority.BULK)

    assert Told.objects.count() == sets * fans
    return statements_in(captured)


@COUNTS
def test_a_digest_costs_as_much_for_many_sets(crew, ed: User, night: Night, count: int) -> None:
    statements = statements_to_tell(ed, night, sets=count, fans=1)

    assert len(statements) == OF_ALL_DIGESTS + OF_A_DIGEST


@COUNTS
def test_digests_to_many_are_looked_up_at_once(crew, ed: User, night: Night, count: int) -> None:
    statements = statements_to_tell(ed, night, sets=3, fans=count)

    assert len(statements) == OF_ALL_DIGESTS + OF_A_DIGEST * count
    # A count takes the longer the more there is, just when there is much to do.
    assert [sql for sql in statements if "COUNT(" in sql.upper()] == []


@COUNTS
def test_a_move_costs_as_much_for_many_sets(crew, ed: User, night: Night, count: int) -> None:
    event = lineup_of(count)
    make_fan("fay@example.org", *[each.band for each in event.performances.all()])
    editions.publish(event, by=ed, even_if_empty=True)
    lineup.announce(list(event.performances.all()), by=ed)
    night.passes(minutes=10)
    lineup.shift(list(event.performances.all()), 5, by=ed)
    night.clock.shift(600)
    collecting.collect(seconds=60)

    with CaptureQueriesContext(connection) as captured:
        delivery.drain(Priority.BULK)

    assert {each.number for each in Told.objects.all()} == {2}
    assert len(statements_in(captured)) == OF_ALL_DIGESTS + OF_A_DIGEST


def test_announcing_costs_the_same_however_many_follow(
    crew, ed: User, client_of_ed: Client, night: Night
) -> None:
    event = lineup_of(3)
    editions.publish(event, by=ed, even_if_empty=True)
    band = event.performances.earliest("pk").band
    make_fan("fay@example.org", band)
    found = []
    for more in (0, 40):
        for number in range(more):
            make_fan(f"fan{number}@example.org", band)
        asked = {"verb": "announce", "sets": " ".join(marks(event)), "apply": "1"}
        with CaptureQueriesContext(connection) as captured:
            assert client_of_ed.post(PAGE, asked).status_code == 302
        found.append(len(statements_in(captured)))
        lineup.unannounce(list(event.performances.all()), by=ed)

    assert found[0] == found[1] > 0
    assert not Message.objects.exists()
