"""Whatever the hour at which the demo is loaded, one edition is on and somebody plays."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import Organization
from events import conflicts, times
from events.demo.building import around
from events.models import Event
from tests.events.demo import TORONTO, load, tonight


@pytest.fixture
def data_dir(crew: Organization, tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


# Local: noon, before midnight, after it, and the last minute before the day turns at 06:00.
@pytest.mark.parametrize(
    "clock", [(10, 12, 0), (10, 23, 30), (11, 2, 0), (11, 5, 59), (10, 6, 0), (10, 7, 10)]
)
def test_tonight_is_on_with_a_set_playing_at_any_hour(
    data_dir: Path, clock: tuple[int, int, int]
) -> None:
    day, hour, minute = clock
    now = datetime(2026, 10, day, hour, minute, tzinfo=TORONTO)
    load(now)

    event = tonight()
    on = [
        one
        for one in Event.objects.filter(status=Event.Status.PUBLISHED)
        if times.opens_at(one) <= now < times.closes_at(one)
    ]
    rows = event.performances.filter(start__isnull=False)
    states = {
        "over": [row for row in rows if times.over_at(row, event) <= now],
        "on": [
            row for row in rows if times.starts_at(row, event) <= now < times.over_at(row, event)
        ],
        "to come": [row for row in rows if times.starts_at(row, event) > now],
    }

    assert on == [event]
    assert states["on"] != []
    assert bool(states["over"]) == (hour not in {6, 7})  # the day is too young
    assert bool(states["to come"]) == (hour != 5)  # the day is over
    found = conflicts.find(rows.select_related("band", "venue"))
    assert [one.kind for one in found] == [conflicts.Kind.VENUE_OVERLAP]


@pytest.mark.once
def test_slots_around_now_never_touch_and_stay_in_their_day() -> None:
    for minute in range(24 * 60):
        now = datetime(2026, 7, 1, tzinfo=UTC) + timedelta(minutes=minute)

        slots = sorted(around(now, "UTC", 360), key=lambda slot: slot.start)

        assert [times.in_day(slot.start, 360) for slot in slots] == [True] * 3
        assert min(slot.length for slot in slots) >= 25
        assert min(later.start - earlier.end for earlier, later in pairwise(slots)) >= 10
