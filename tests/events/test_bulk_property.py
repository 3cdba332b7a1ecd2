"""Whatever is done to whichever sets: the plan says what is written, and undo takes it back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import event as seen_event
from hypothesis import given
from hypothesis import strategies as st

from events import conflicts, deeds, lineup
from events.act import Refused
from events.bulk import Plan, plan
from events.deeds import Deed
from events.ledger import Kind, Values, values_of
from events.models import Event, Performance
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_venue

VENUES, BANDS = 3, 4
# The times of acts differ by the moment between plan and act.
STAMPS = {"announced_at", "cancelled_at", "removed_at"}

slots = st.tuples(st.integers(360, 1799), st.none() | st.integers(1, 720)).map(
    lambda found: Slot(found[0], None if found[1] is None else found[0] + found[1])
)
sets = st.lists(
    st.tuples(
        st.integers(0, BANDS - 1),
        st.none() | st.integers(0, VENUES - 1),
        st.integers(0, 1),
        st.just(Slot()) | slots,
        st.booleans(),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)
numbers = st.integers(0, 8)


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def deed_named(name: str, number: int, event: Event) -> Deed:
    venue = event.organization.venues.order_by("pk")[number % VENUES]
    return {
        "venue": deeds.moved(venue=venue),
        "no venue": deeds.without_venue,
        "no time": deeds.without_time,
        "day": deeds.moved(day=SATURDAY + timedelta(days=number % 3)),
        "slot": deeds.moved(slot=Slot(1200 + number * 60, 1230 + number * 60)),
        "time": deeds.started_at(1200 + number * 60),
        "length": deeds.lasting(number * 90),
        "shift": deeds.shifted((number - 4) * 25),
        "swap": deeds.swapped,
        "cancel": deeds.cancelled("ill" * (number % 2)),
        "restore": deeds.restored(despite=None),
        "announce": deeds.announced,
        "unannounce": deeds.unannounced,
        "remove": deeds.removed,
        "copy": deeds.copied,
    }[name]


NAMES = (
    *("venue", "no venue", "no time", "day", "slot", "time", "length", "shift", "swap"),
    *("cancel", "restore", "announce", "unannounce", "remove", "copy"),
)


def shown(values: Values) -> Values:
    return {name: bool(value) if name in STAMPS else value for name, value in values.items()}


def lineup_of(event: Event) -> dict[str, Values]:
    return {row.public_id: shown(values_of(row, Kind.PERFORMANCE)) for row in live(event)}


def live(event: Event) -> list[Performance]:
    return list(event.performances.live().select_related("event", "band", "venue").order_by("pk"))


def promised(planned: Plan, before: dict[str, Values]) -> list[Values]:
    """Return the lineup that the plan promises."""
    found = dict(before)
    for line in planned.lines:
        found[line.after.public_id] = shown(values_of(line.after, Kind.PERFORMANCE))
    return in_order([values for values in found.values() if not values["removed_at"]])


def in_order(lineup: list[Values]) -> list[Values]:
    return sorted(lineup, key=lambda values: [str(values[name]) for name in sorted(values)])


def pairs(found: list[conflicts.Conflict]) -> set[tuple[str, ...]]:
    """Name conflicts by what a copy has as well: the plan does not know its public id."""
    return {
        (conflict.kind, *sorted((str(one.band), str(one.venue), str(one.start), str(one.day))))
        for conflict in found
        for one in (conflict.first, conflict.second)
    }


@pytest.mark.django_db
@given(
    sets=sets,
    name=st.sampled_from(NAMES),
    number=numbers,
    chosen=st.sets(st.integers(0, 7), min_size=1),
)
def test_a_plan_says_what_is_written_and_undo_takes_it_back(
    sets: list[tuple], name: str, number: int, chosen: set[int]
) -> None:
    with rolled_back():
        event, other = (
            make_event(name, last_day=SATURDAY + timedelta(days=1), status="published")
            for name in ("Vol. 7", "Vol. 8")
        )
        venues = [make_venue(f"Venue {one}") for one in range(VENUES)]
        bands = [make_band(f"Band {one}") for one in range(BANDS)]
        news = [
            lineup.NewSet(
                bands[band],
                SATURDAY + timedelta(days=day),
                None if venue is None else venues[venue],
                slot,
                announced=announced,
                cancelled=cancelled,
            )
            for band, venue, day, slot, announced, cancelled in sets
        ]
        lineup.add(event, news, by=None)
        into = other if name == "copy" else None
        there = into or event
        rows = [row for place, row in enumerate(live(event)) if place in chosen]
        before = lineup_of(there)
        conflicts_before = conflicts.find(live(there))

        try:
            planned = plan(rows, deed_named(name, number, event), into=into)
        except (Refused, ValidationError) as refused:
            seen_event(f"{name} refused")
            with pytest.raises(type(refused), match=re.escape(str(refused))):
                lineup.do(rows, deed_named(name, number, event), into=into, by=None)
            assert lineup_of(there) == before
            return
        assert lineup_of(there) == before
        written = lineup.do(rows, deed_named(name, number, event), into=into, by=None)

        assert in_order(list(lineup_of(there).values())) == promised(planned, before)
        assert (written.label if written else None) == (planned.label if planned.lines else None)
        made, solved = conflicts.made_and_solved(conflicts_before, conflicts.find(live(there)))
        assert (pairs(made), pairs(solved)) == (pairs(planned.made), pairs(planned.solved))
        if written:
            seen_event(f"{name} written")
            undo(written, by=None)
            assert lineup_of(there) == before
