"""Whatever a lineup holds, its export is read back without a change."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import Organization
from bands.names import normalise, problem
from events import exporting
from events.importing.applying import plan_import
from events.importing.decisions import Decisions
from events.importing.plan import Kind
from events.importing.reading import table
from events.importing.uploads import sheet_of_upload
from events.models import Event, Performance
from events.times import Slot
from settimes.text import CONTROL
from tests.cast import SATURDAY, make_band, make_event, make_venue

LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffe\uffff")
TEXTS = st.text(LETTERS, max_size=40).filter(lambda text: not CONTROL.search(text))
# What spreadsheets and our own reading trip over most.
TRICKY = st.sampled_from(
    ["=1", "'=1", " +1", "@a", "TBA", "", "x\r\ny", '"', ",;\t", "May 18", "8"]
)
NAMES = (
    (TRICKY | TEXTS).map(lambda text: " ".join(text.split())).filter(lambda one: not problem(one))
)
NOTES = TRICKY | TEXTS
TURN = 360


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    start = draw(st.none() | st.integers(TURN, TURN + 1439))
    length = draw(st.none() | st.integers(1, 720))
    return Slot(start, start + length if start is not None and length else None)


SETS = st.lists(
    st.tuples(NAMES, st.none() | NAMES, st.integers(0, 1), slots(), NOTES, st.booleans()),
    max_size=8,
)


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event(last_day=SATURDAY + timedelta(days=1))


@settings(max_examples=60, deadline=None)
@given(given_sets=SETS, kind=st.sampled_from(["csv", "xlsx"]))
def test_an_export_comes_back_without_a_change(
    event: Event, given_sets: list[tuple], kind: str
) -> None:
    Performance.objects.all().delete()
    bands = {row.normalised_name: row for row in event.organization.bands.all()}
    venues = {row.normalised_name: row for row in event.organization.venues.all()}
    for band, venue, day, slot, note, announced in given_sets:
        name = normalise(band)
        bands.setdefault(name, None)
        bands[name] = bands[name] or make_band(band)
        if venue is not None and not venues.get(normalise(venue)):
            venues[normalise(venue)] = make_venue(venue)
        Performance.objects.create(
            event=event,
            band=bands[name],
            venue=venues[normalise(venue)] if venue is not None else None,
            day=SATURDAY + timedelta(days=day),
            start=slot.start,
            end=slot.end,
            note=note.strip(),
            announced_at=event.created if announced else None,
        )

    exported = exporting.lineup_table(event)
    data = exporting.as_csv(exported) if kind == "csv" else exporting.as_xlsx(exported)
    plan = plan_import(event, table(sheet_of_upload(data)), Decisions())

    assert {row.kind for row in plan.rows} <= {Kind.UNCHANGED, Kind.DUPLICATE}
    assert plan.changes == []
    assert len(plan.rows) == len(given_sets)
