"""Whatever is imported: the second time there is nothing to do, and undo gives the first state."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from events.importing.applying import apply_plan
from events.importing.plan import Kind
from events.ledger import values_of
from events.models import Event
from events.undo import undo
from tests.cast import make_event
from tests.events.imports import planned

HEADER = "band,venue,start,end,notes,announced,cancelled,genre,address\n"
lines = st.tuples(
    st.sampled_from(["The Rills", "RILLS", "Ø", "ø", "Rillz", "May 19", "Room 47", ""]),
    st.sampled_from(["Room 47", "room  47", "Rôom 47", "Room 48", "TBA", ""]),
    st.sampled_from([*("20:00,", "8pm,9:40", "20:00,20:45", "00:10,01:00", "21:15,21:40"), ","]),
    st.sampled_from(["Loud", "loud", "", ""]),
    st.sampled_from(["yes", "no", "", ""]),
    st.sampled_from(["x", "0", "", ""]),
    st.sampled_from(["punk", "Ska / Dub", ""]),
    st.sampled_from(["5 Lock Street", ""]),
)
tables = st.lists(lines, max_size=8).map(
    lambda found: HEADER + "".join(",".join(line) + "\n" for line in found)
)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Leave no trace, so that every example begins with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def state(event: Event) -> dict[int, object]:
    return {row.pk: values_of(row, "performance") for row in event.performances.live()}


@pytest.mark.django_db
@given(before=tables, text=tables)
def test_the_second_import_has_nothing_to_do_and_undo_takes_back_the_first(
    before: str, text: str
) -> None:
    with rolled_back():
        event = make_event()
        for earlier in (before, text):
            plan = planned(event, earlier)
            first = state(event)
            written = None if plan.errors else apply_plan(plan, by=None)
        if plan.errors:
            return

        again = planned(event, text)

        assert set(again.counts) <= {Kind.UNCHANGED, Kind.DUPLICATE, Kind.NOT_A_SET}
        assert apply_plan(again, by=None) is None
        if written:
            undo(written, by=None)
            assert state(event) == first
