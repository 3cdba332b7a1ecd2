"""Very many sets in one slot: told as far as anybody reads, in time that grows with the sets."""

from datetime import date

import pytest

from bands.models import Band
from events.conflicts import CROWD, find
from events.models import Performance, Venue

ROOM = Venue(pk=1, name="Room 47")


def crowd(count: int) -> list[Performance]:
    return [
        Performance(
            pk=number,
            band=Band(pk=number, name=f"Band {number}"),
            venue=ROOM,
            day=date(2026, 10, 10),
            start=1200,
            end=1260,
        )
        for number in range(1, count + 1)
    ]


@pytest.mark.parametrize("count", [2, CROWD, CROWD + 1, 400])
def test_each_set_of_a_crowd_meets_so_many_others(count: int) -> None:
    found = find(crowd(count))

    assert len(found) == sum(min(number, CROWD) for number in range(count))
    assert len({one.public_id for pair in found for one in (pair.first, pair.second)}) == count


def test_a_set_that_goes_on_longest_is_met_by_all_that_come() -> None:
    long, *others = crowd(100)
    long.start, long.end = 1190, 1900

    found = find([long, *others])

    assert sum(long in (pair.first, pair.second) for pair in found) == 99
