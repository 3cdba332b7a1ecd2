"""Whatever is done in whichever order: every mailbox tells what is public and true, and once.

NIGHTS and SEED choose how many the drill goes through, and which.
"""

import os
from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, note, seed, settings
from hypothesis import strategies as st

from tests.fans.post import html_of, text_of
from tests.fans.reading import Line, Reader, lines_of
from tests.fans.stirring import CLOCK, DEEDS, DRAFT, Stir
from tests.fans.telling import BEFORE, Night

pytestmark = pytest.mark.django_db
NIGHTS = int(os.environ.get("NIGHTS", "150"))
SEED = int(os.environ.get("SEED", "20261121"))
names = st.sampled_from([*DEEDS, *CLOCK * 4])
steps = st.lists(st.tuples(names, st.integers(0, 7), st.integers(0, 7)), min_size=4, max_size=16)


class Watch:
    """Reads every mail as it comes, and compares when all is quiet."""

    def __init__(self, stir: Stir, night: Night) -> None:
        self.stir, self.night = stir, night
        self.readers: dict[str, Reader] = defaultdict(Reader)

    def passes(self, **time: float) -> None:
        for mail in self.night.passes(**time):
            fan = str(mail["To"])
            assert fan in self.stir.reached(), f"{fan} must not get: {mail['Subject']}"
            said = f"{mail['Subject']} {text_of(mail)} {html_of(mail)}"
            assert DRAFT not in said  # in full: the key in a link may hold any three letters
            note(f"  {fan}: {mail['Subject']}")
            for line in lines_of(mail, self.stir.event_names):
                self._read(fan, line)

    def _read(self, fan: str, line: Line) -> None:
        """A line says what is public and true as it comes, and is about what the fan follows."""
        truth = {
            key: word for key, word in self.stir.truth().items() if key[1] in self.stir.follows(fan)
        }
        if line.band is None:
            assert line.event in {event for event, _ in truth}, line
            assert (line.label == "Back on") == (self.stir.off(line.event) is None), line
        else:
            state, place = truth[line.event, line.band]
            assert self.stir.off(line.event) is None
            assert line.now == place
            assert (line.label == "Cancelled") == (state == "cancelled"), line
        self.readers[fan].read(line)

    def compare(self) -> None:
        """All is quiet: what was read last is what is public and true."""
        self.passes(minutes=11)
        for fan in self.stir.reached():
            words = self.readers[fan].words
            for (event, band), (state, place) in self.stir.truth().items():
                if band not in self.stir.follows(fan):
                    continue
                word = words.get((event, band))
                now = self.stir.off(event) or state
                about = f"{fan} of {band} at {event}: {word}, and it is {now}, {place}"
                if word is None:
                    assert now != "on" or self.stir.is_concluded(event), about
                elif now == "on":
                    assert word == ("on", place), about
                elif now == "cancelled":
                    assert word[0] != "on", about
                else:
                    assert word[0] == now, about


def live(stir: Stir, night: Night, deeds: list[tuple[str, int, int]]) -> None:
    watch = Watch(stir, night)
    stir.publish(0, 0)
    watch.compare()
    for name, one, other in deeds:
        note(f"{datetime.now(UTC):%d %b %H:%M} {name} {one} {other}")
        if name == "quiet":
            watch.compare()
        elif name == "wait":
            watch.passes(seconds=[20, 95, 180, 420, 540, 660, 1800, 7200][one])
        elif name == "show day":
            hours = timedelta(days=14, hours=[2, 6, 9, 10, 11, 12, 13, 14][one])
            watch.passes(seconds=max(0, (BEFORE + hours - datetime.now(UTC)).total_seconds()))
        else:
            stir.do(name, one, other)
    watch.compare()
    watch.compare()


def go_through(deeds: list[tuple[str, int, int]], night: Night, crew) -> None:
    night.clock.move_to(BEFORE, tick=False)
    with transaction.atomic():
        live(Stir(crew), night, deeds)
        transaction.set_rollback(True)


@given(deeds=steps)
def test_every_mailbox_tells_the_public_truth_and_nothing_twice(deeds, night, crew) -> None:
    go_through(deeds, night, crew)


@pytest.mark.drill
@pytest.mark.once
@seed(SEED)
@settings(max_examples=NIGHTS, derandomize=False)
@given(deeds=steps)
def test_it_does_so_for_many_more_nights(deeds, night, crew) -> None:
    go_through(deeds, night, crew)
