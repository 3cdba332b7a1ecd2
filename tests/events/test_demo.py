"""The demo shows every state."""

from pathlib import Path

import pytest
from pytest_django import Settings

from accounts.models import Membership, Organization, User
from bands.models import Band
from events import conflicts, times
from events.demo import bands as names
from events.models import ChangeSet, Event, Performance, Venue
from tests.events.demo import load, tonight


@pytest.fixture
def data_dir(crew: Organization, tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return tmp_path / "data"


def sets(**conditions: object) -> list[str]:
    rows = tonight().performances.live().filter(**conditions)
    return sorted(rows.values_list("band__name", flat=True))


def test_there_are_three_editions_and_a_weekend(data_dir: Path) -> None:
    load()

    assert [
        (event.slug, event.status, event.reveal_mode, event.is_multi_day)
        for event in Event.objects.order_by("first_day")
    ] == [
        ("vol-11", "archived", False, False),
        ("vol-12", "published", False, False),
        ("mill-island", "published", False, True),
        ("vol-13", "draft", True, False),
    ]


def test_tonight_shows_every_state_of_a_set(data_dir: Path) -> None:
    load()

    assert len(sets()) == 24
    assert sets(venue=None) == ["Night School"]
    assert sets(start=None) == ["Marigold Static"]
    assert sets(cancelled_at__isnull=False) == ["Unmaking"]
    assert sets(start__isnull=False, end=None) == ["Afterparty with DJ Tarragon"]
    assert sets(start__gte=times.DAY) == ["Afterparty with DJ Tarragon", names.EMOJI]
    assert tonight().performances.get(band__name="Unmaking").cancel_reason != ""
    moved = tonight().performances.get(band__name="Harbour Parliament")
    assert moved.first_public
    assert (moved.first_public["start"], moved.start) == (1230, 1245)


def test_tonight_has_one_conflict(data_dir: Path) -> None:
    load()

    rows = tonight().performances.select_related("band", "venue")
    assert [
        (found.kind, str(found.first.band), str(found.second.band))
        for found in conflicts.find(rows, min_changeover=tonight().min_changeover)
    ] == [(conflicts.Kind.VENUE_OVERLAP, "Nils Amundsen", "Twohander")]


def test_the_draft_has_announced_and_hidden_sets(data_dir: Path) -> None:
    load()

    draft = Event.objects.get(slug="vol-13")
    announced = draft.performances.filter(announced_at__isnull=False)
    assert (announced.count(), draft.performances.count()) == (3, 8)


def test_names_have_every_shape(data_dir: Path) -> None:
    load()

    found = set(Band.objects.values_list("name", flat=True))
    assert len(names.LONGEST) > 90
    assert {names.LONGEST, "Ø", names.ACCENTED, names.CAPITALS, names.PUNCTUATED} <= found
    assert {names.RIGHT_TO_LEFT, names.EMOJI} <= found


def test_every_row_is_one_that_the_forms_would_take(data_dir: Path) -> None:
    load()

    for model in (Band, Venue, Event, Performance, Organization, User, Membership):
        for row in model.objects.all():
            row.full_clean()


def test_every_edition_has_a_history(data_dir: Path) -> None:
    load()

    assert list(
        ChangeSet.objects.filter(event=tonight()).order_by("pk").values_list("label", "by__email")
    ) == [
        (label, "organizer@example.org")
        for label in (
            *("Created", "Added 24 sets", "Published"),
            *("Moved Harbour Parliament to 20:45", "Cancelled Unmaking"),
        )
    ]
