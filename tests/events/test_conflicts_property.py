"""The fast search for conflicts against a slow one that looks at every pair."""

import math
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from events import conflicts
from events.conflicts import Kind
from events.models import Performance
from events.times import DAY
from tests.events.booking import BANDS, SATURDAY, VENUES

SUNDAY = date(2026, 10, 11)
BOOKED_BANDS = list(BANDS.values())[:3]
BOOKED_VENUES = [None, *(VENUES[name] for name in ("Duchess Café", "Room 47", "Barn", "Somewhere"))]


@st.composite
def performances(draw: st.DrawFn) -> Performance:
    """Book about the turn of the day, where Saturday's night runs into Sunday.

    In fives and few places, so that much touches.
    """
    minute = 5 * draw(st.integers(340, 380))
    on_sunday = minute >= 1800
    start = minute - DAY if on_sunday else minute
    return Performance(
        public_id=draw(st.text("bcdf", min_size=12, max_size=12)),
        band=draw(st.sampled_from(BOOKED_BANDS)),
        venue=draw(st.sampled_from(BOOKED_VENUES)),
        day=SUNDAY if on_sunday else SATURDAY,
        start=start,
        end=draw(st.none() | st.sampled_from([start + length for length in (5, 10, 25, 45)])),
    )


lineups = st.lists(performances(), max_size=25, unique_by=lambda one: one.public_id)


def span(one: Performance) -> tuple[int, int]:
    begins = (one.day.toordinal() * DAY) + (one.start or 0)
    return begins, begins + (60 if one.end is None else one.end - (one.start or 0))


def order(one: Performance) -> tuple[int, str]:
    return span(one)[0], one.public_id


def follows(first: Performance, second: Performance, all_there: list[Performance]) -> bool:
    """Say whether `second` is next after `first`, and nothing goes on or starts in between."""
    before = [one for one in all_there if order(one) < order(second)]
    last_end = max(span(one)[1] for one in before)
    last = min((one for one in before if span(one)[1] == last_end), key=order)
    return last is first and last_end <= span(second)[0]


def walk(first: Performance, second: Performance) -> int:
    """Return the minutes by the haversine formula."""
    here, there = first.venue, second.venue
    if not (here and there and here.latitude and there.latitude):
        return 0
    lat, lon, lat2, lon2 = (
        math.radians(degree or 0)
        for degree in (here.latitude, here.longitude, there.latitude, there.longitude)
    )
    square = (
        math.sin((lat2 - lat) / 2) ** 2
        + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    )
    return math.ceil(2 * 6_371_000 * math.asin(math.sqrt(square)) * 1.3 / 80)


def slowly(sets: list[Performance], minimum: int) -> list[tuple[Kind, str, str, int, int]]:
    found = []
    for first in sets:
        for second in sets:
            if order(first) >= order(second):
                continue
            same_venue = first.venue is not None and first.venue == second.venue
            same_band = first.band == second.band
            in_venue = [one for one in sets if one.venue == second.venue]
            of_band = [one for one in sets if one.band == second.band]
            gap = span(second)[0] - span(first)[1]
            shared = min(span(first)[1], span(second)[1]) - span(second)[0]
            ids = (first.public_id, second.public_id)
            if shared > 0:
                if same_venue:
                    found.append((Kind.VENUE_OVERLAP, *ids, shared, 0))
                elif same_band:
                    found.append((Kind.DOUBLE_BOOKING, *ids, shared, 0))
                continue
            if same_venue and gap < minimum and follows(first, second, in_venue):
                found.append((Kind.TIGHT_CHANGEOVER, *ids, gap, minimum))
            if same_band and follows(first, second, of_band) and walk(first, second) > gap:
                found.append((Kind.LONG_WALK, *ids, gap, walk(first, second)))
    return found


@given(sets=lineups, minimum=st.integers(0, 40))
def test_the_fast_search_finds_what_the_slow_one_finds(
    sets: list[Performance], minimum: int
) -> None:
    found = [
        (
            conflict.kind,
            conflict.first.public_id,
            conflict.second.public_id,
            conflict.minutes,
            conflict.needed,
        )
        for conflict in conflicts.find(sets, min_changeover=minimum)
    ]
    assert sorted(found) == sorted(slowly(sets, minimum))


@given(sets=lineups, chance=st.randoms(use_true_random=False))
def test_the_order_of_sets_does_not_matter(sets: list[Performance], chance) -> None:
    before = conflicts.find(sets)
    chance.shuffle(sets)

    assert [one.key for one in conflicts.find(sets)] == [one.key for one in before]
    times = [span(one.second)[0] for one in before]
    assert times == sorted(times)
