"""Plans that cannot be applied: refused, and nothing is written."""

import pytest

from accounts.models import Organization
from events import editions, lineup
from events.act import NotPossible
from events.importing.applying import StalePlan, apply_plan
from events.models import Event
from events.renames import rename_band
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.events.imports import planned, rows

HEADER = "band,venue,start\n"


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


def test_a_plan_with_an_error_is_refused_and_nothing_is_written(event: Event) -> None:
    plan = planned(event, HEADER + "Ø,,20:00\nNew,,25:00\n")

    with pytest.raises(NotPossible, match=r"^Nothing was imported: .* wrong in line 3\.$"):
        apply_plan(plan, by=None)

    assert set(rows().values()) == {0}


def test_a_plan_that_somebody_made_stale_is_refused(event: Event) -> None:
    row = make_performance(event, "The Rills")
    plan = planned(event, HEADER + "Ø,,20:00\n")
    lineup.cancel([row], by=None)
    before = rows()

    with pytest.raises(StalePlan, match=r"Somebody changed Vol\. 7 since this was read"):
        apply_plan(plan, by=None)

    assert rows() == before


def test_a_band_renamed_in_between_makes_a_plan_stale(event: Event) -> None:
    band = make_band("Ø")
    make_venue("Room 47")
    plan = planned(event, HEADER + "Ø,Room 47,20:00\n")
    rename_band(band, "Öresund", by=None)
    before = rows()

    with pytest.raises(StalePlan, match="Somebody renamed Ø since this was read"):
        apply_plan(plan, by=None)

    assert rows() == before


def test_an_archived_event_takes_no_import(event: Event) -> None:
    editions.publish(event, by=None, even_if_empty=True)
    editions.archive(event, by=None)

    with pytest.raises(NotPossible, match="is archived"):
        apply_plan(planned(event, HEADER + "Ø,,\n"), by=None)
