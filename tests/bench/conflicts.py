"""Finding the conflicts of n sets against sorting the same sets by time."""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from time import perf_counter

from bands.models import Band
from events import conflicts
from events.models import Performance, Venue
from events.times import ordinal

SEED = 20261010
ROUNDS = 15
VENUES, SETS_A_NIGHT = 60, 12
BUDGET = 10


def lineup(count: int, *, crowded: bool = False) -> list[Performance]:
    """Make `count` sets, each band on two stages a night; crowded ones start up to 15 min off."""
    chance = random.Random(SEED)
    venues = [
        Venue(
            pk=number,
            name=f"Venue {number}",
            latitude=Decimal("43.46") + Decimal(chance.randrange(20_000)) / 1_000_000,
            longitude=Decimal("-80.52") + Decimal(chance.randrange(20_000)) / 1_000_000,
        )
        for number in range(VENUES)
    ]
    bands: dict[tuple[int, int, int], Band] = {}
    sets = []
    for number in range(count):
        night, place = divmod(number, VENUES * SETS_A_NIGHT)
        hour, room = divmod(place, VENUES)
        round_two, round_hour = divmod(hour, SETS_A_NIGHT // 2)
        who = (night, round_hour, (room + 17 * round_two) % VENUES)
        band = bands.setdefault(who, Band(pk=len(bands), name=f"Band {who}"))
        start = 720 + hour * 60 + (chance.randrange(-15, 16) if crowded else 0)
        # One in 500 goes on for too long.
        end = start + (120 if number % 500 == 0 else 45)
        day = date(2026, 10, 10) + timedelta(days=night)
        sets.append(
            Performance(pk=number, venue=venues[room], band=band, day=day, start=start, end=end)
        )
    chance.shuffle(sets)
    return sets


def best(work: Callable[[], object]) -> float:
    """Return the shortest of several runs: what disturbs only ever adds."""
    taken = []
    for _ in range(ROUNDS):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return min(taken)


def measure(count: int, *, crowded: bool) -> None:
    sets = lineup(count, crowded=crowded)
    found = len(conflicts.find(sets))
    sorting = best(lambda: sorted(sets, key=lambda one: ordinal(one.day, one.start or 0)))
    finding = best(lambda: conflicts.find(sets))
    sys.stdout.write(
        f"{count:>6} sets {found:>6} conflicts  sorting {sorting * 1000:6.2f} ms"
        f"  finding {finding * 1000:6.2f} ms  ratio {finding / sorting:5.2f}\n"
    )


def main() -> None:
    sys.stdout.write(f"conflicts: seed {SEED}, best of {ROUNDS}, budget: ratio {BUDGET}\n")
    for crowded in (False, True):
        for count in (1_250, 5_000, 20_000):
            measure(count, crowded=crowded)
