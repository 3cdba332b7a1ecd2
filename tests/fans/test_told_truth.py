"""Whatever is done in whichever order: every mailbox tells what is public and true, and once.

NIGHTS and SEED choose how many the drill goes through, and which.
"""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import example, given, note, seed, settings
from hypothesis import strategies as st

from tests.fans.stirring import CLOCK, DECISIONS, DEEDS, Stir
from tests.fans.telling import BEFORE, Night
from tests.fans.watching import Watch

pytestmark = pytest.mark.django_db
NIGHTS = int(os.environ.get("NIGHTS", "150"))
SEED = int(os.environ.get("SEED", "20261121"))
WAITS = [20, 95, 180, 420, 540, 660, 1800, 7200]  # seconds
names = st.sampled_from([*DEEDS, *DECISIONS * 2, *CLOCK * 4])
steps = st.lists(st.tuples(names, st.integers(0, 7), st.integers(0, 7)), min_size=4, max_size=16)

# What hardly comes by chance.
HUSHED_AND_NEWLY_MOVED = [("hush", 0, 0), ("quiet", 0, 0), ("move", 2, 3)]
FOLLOWED_WHILE_HELD = [("hold", 0, 0), ("follow", 2, 0), ("quiet", 0, 0)]
AWAY_WHILE_ANOTHER_IS_HUSHED = [
    *[("pause", 0, 0), ("move", 2, 0), ("quiet", 0, 0)],
    *[("hush", 0, 2), ("resume", 0, 0)],
]
WAITS_WHEN_ITS_MAIL_LEAVES = [
    *[("add", 0, 0), ("slow", 5, 0), ("shift", 0, 1), ("send_now", 0, 0)],
    *[("shift", 0, 3), ("wait", 0, 0), ("undo", 0, 0)],
]
OFF_WHEN_A_SET_IS_GONE = [
    *[("remove", 0, number) for number in (0, 0, 0)],
    *[("quiet", 0, 0), ("call_off", 0, 0), ("quiet", 0, 0), ("go_ahead", 0, 0)],
]

BACK_ON_WITH_ANOTHER_BAND = [
    *[("call_off", 0, 0), ("quiet", 0, 0), ("swap", 0, 0), ("go_ahead", 0, 0)],
    *[("quiet", 0, 0), ("move", 0, 0), ("quiet", 0, 0)],
]
HUSHED_WITH_ANOTHER_BAND = [
    *[("call_off", 0, 0), ("quiet", 0, 0), ("swap", 0, 0), ("go_ahead", 0, 0)],
    *[("hush", 0, 7), ("quiet", 0, 0), ("move", 0, 0), ("quiet", 0, 0)],
]


def live(stir: Stir, night: Night, deeds: list[tuple[str, int, int]]) -> None:
    watch = Watch(stir, night)
    stir.publish(0, 0)
    watch.compare()
    for name, one, other in deeds:
        note(f"{datetime.now(UTC):%d %b %H:%M} {name} {one} {other}")
        if name == "quiet":
            watch.compare()
        elif name == "hush":
            watch.hush(one, other)
        elif name == "wait":
            watch.passes(seconds=WAITS[one])
        elif name == "slow":
            night.plans(seconds=WAITS[one])
        elif name == "show day":
            hours = timedelta(days=14, hours=[2, 6, 9, 10, 11, 12, 13, 14][one])
            watch.passes(seconds=max(0, (BEFORE + hours - datetime.now(UTC)).total_seconds()))
        else:
            stir.do(name, one, other)
    watch.compare()
    for number in range(2):
        stir.let_go(number, 0)
    watch.compare()
    watch.compare()


def go_through(deeds: list[tuple[str, int, int]], night: Night, crew) -> None:
    night.clock.move_to(BEFORE, tick=False)
    with transaction.atomic():
        live(Stir(crew), night, deeds)
        transaction.set_rollback(True)


@given(deeds=steps)
@example(deeds=HUSHED_AND_NEWLY_MOVED)
@example(deeds=FOLLOWED_WHILE_HELD)
@example(deeds=AWAY_WHILE_ANOTHER_IS_HUSHED)
@example(deeds=WAITS_WHEN_ITS_MAIL_LEAVES)
@example(deeds=OFF_WHEN_A_SET_IS_GONE)
@example(deeds=BACK_ON_WITH_ANOTHER_BAND)
@example(deeds=HUSHED_WITH_ANOTHER_BAND)
def test_every_mailbox_tells_the_public_truth_and_nothing_twice(deeds, night, crew) -> None:
    go_through(deeds, night, crew)


@pytest.mark.drill
@pytest.mark.once
@seed(SEED)
@settings(max_examples=NIGHTS, derandomize=False)
@given(deeds=steps)
def test_it_does_so_for_many_more_nights(deeds, night, crew) -> None:
    go_through(deeds, night, crew)
