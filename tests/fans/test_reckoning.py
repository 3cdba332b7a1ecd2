"""What organizers are told of numbers is what each fan is owed, counted."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import pytest

from accounts.models import User
from events import editions, lineup
from events.models import Event, Performance, Venue
from events.times import Slot
from events.uncollected import Touched
from fans import owed, reckoning
from fans.models import Told
from fans.rounds import concerned
from fans.settled import Unsettled
from tests.cast import make_event, make_performance
from tests.fans.telling import Night, follow, make_fan

pytestmark = pytest.mark.django_db
NOTHING_WAITS = Unsettled(Touched(frozenset(), frozenset()), frozenset())


def counted(event: Event) -> tuple[Counter, int]:
    """Return how often each set is news in which way, and to how many people."""
    at = datetime.now(UTC)
    rows = reckoning.to_come(event, event.performances.select_related("band", "venue"), at)
    shares = reckoning.shares(event, rows, at, whole=True)
    found = Counter()
    for share in shares:
        found[share.owed.set_key, share.owed.news] += share.fans
    return found, len(reckoning.people(event, shares, at))


def owed_to_each(event: Event) -> tuple[Counter, int]:
    at = datetime.now(UTC)
    found = owed.to_all(list(concerned(event)), at, event=event, waiting=NOTHING_WAITS)
    return Counter((one.set_key, one.news) for each in found.values() for one in each), len(found)


def something(event: Event, row: Performance, venue: Venue, chance: Random, by: User) -> None:
    """Do something to a set or to the whole event."""
    deeds: list[Callable[[], object]] = [
        lambda: lineup.move([row], slot=Slot(chance.randrange(1200, 1300)), by=by),
        lambda: lineup.move([row], venue=venue, by=by),
        lambda: lineup.cancel([row], by=by),
        lambda: lineup.restore([row], by=by, even_if_taken=True),
        lambda: editions.call_off(event, Event.CalledOff.CANCELLED, by=by),
        lambda: editions.go_ahead(event, by=by),
    ]
    chance.choice(deeds)()


@pytest.mark.parametrize("seed", range(6))
def test_it_agrees_with_what_each_fan_is_owed(crew, ed: User, night: Night, seed: int) -> None:
    chance = Random(seed)
    event = make_event()
    rows = [
        make_performance(event, f"Band {number}", venue=f"Venue {number % 3}", start="21:00")
        for number in range(6)
    ]
    for number in range(7):
        fan = make_fan(f"f{number}@example.org")
        follow(fan, *(row.band for row in chance.sample(rows, chance.randrange(1, 4))))
    editions.publish(event, by=ed)
    seen = []
    for step in range(12):
        if step in {seed, 2 * seed}:
            night.passes(minutes=10)
        row = event.performances.get(pk=chance.choice(rows).pk)
        something(event, row, chance.choice(rows).venue, chance, ed)
        event.refresh_from_db()
        seen.append(counted(event))
        assert seen[-1] == owed_to_each(event), f"seed {seed}"

    assert Told.objects.exists()
    assert any(people for _, people in seen)


@pytest.mark.parametrize("at_once", [1, 200])
def test_followers_are_counted_the_same_for_few_bands_and_for_many(
    crew, monkeypatch, at_once: int
) -> None:
    monkeypatch.setattr(reckoning, "AT_ONCE", at_once)
    event = make_event()
    rows = [make_performance(event, name) for name in ("The Rills", "The Harpoonist")]
    other = make_performance(make_event("Vol. 8"), "Lowlight")
    make_fan("fay@example.org", *[row.band for row in (*rows, other)])
    make_fan("gus@example.org", rows[0].band)
    follows = reckoning.follows(crew, datetime.now(UTC))

    assert reckoning.by_band(follows, rows) == {rows[0].band_id: 2, rows[1].band_id: 1}
