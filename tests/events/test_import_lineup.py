"""`manage.py import_lineup`: what it prints and what it writes."""

from pathlib import Path

import pytest

from accounts.models import Organization
from bands.models import Band
from events.models import ChangeSet, Event, Venue
from tests.cast import make_band, make_event, make_performance
from tests.events.imports import FIXTURES, import_lineup, rows, write


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event(slug="vol-7")


def test_the_plan_is_printed_then_applied(event: Event) -> None:
    lines = import_lineup("vol-7", FIXTURES / "poster.csv")

    assert lines[3] == "line 5     New set      Gravel Choir, Sat 10 Oct, The Kiln, 00:10–00:50"
    assert lines[18:] == [
        "Columns that are not read: event.",
        "18 new sets in 4 venues.",
        "Imported 18 sets.",
    ]
    assert event.performances.count() == 18


def test_what_is_no_set_is_left_out_and_said(event: Event) -> None:
    lines = import_lineup("vol-7", FIXTURES / "scrape.csv")

    assert lines[0] == "line 2     Not a set    @thekiln_live: No band, a venue alone."
    assert lines[12] == "line 14    Twice        twohander: line 4 says it already."
    assert lines[-3:] == [
        "8 new sets, 3 twice, 5 not a set.",
        "Imported 8 sets.",
        "Left out 5 lines that are not a set.",
    ]
    assert Venue.objects.count() == 0


def test_the_second_time_there_is_nothing_to_do(event: Event) -> None:
    import_lineup("vol-7", FIXTURES / "slogans.csv")

    assert import_lineup("vol-7", FIXTURES / "slogans.csv")[-2:] == [
        "8 the same, 1 twice, 5 not a set.",
        "Nothing to do: Vol. 7 is as the file says.",
    ]
    assert ChangeSet.objects.count() == 1


def test_a_dry_run_writes_nothing(event: Event) -> None:
    lines = import_lineup("vol-7", FIXTURES / "poster.csv", "--dry-run")

    assert lines[-2:] == ["18 new sets in 4 venues.", "Dry run: nothing was changed."]
    assert set(rows().values()) == {0}


def test_changes_questions_and_remarks_are_told(event: Event, tmp_path: Path) -> None:
    make_performance(event, "The Rills", venue="Room 47", start="20:30")
    make_band("Harpoonist")
    make_performance(event, "Ø")
    text = "band,start,url\nThe Rills,20:45,ftp://x\nHarpoonists,22:00,\nRILLS,20:45,\nØ,20:30,\n"

    assert import_lineup("vol-7", write(tmp_path, text))[:-1] == [
        "line 2     Changed      The Rills: start 20:30 → 20:45",
        " " * 24 + "Left out the link. Type a whole web address, like https://example.org/page.",
        "line 3     Which band?  Harpoonists, venue TBA, 22:00",
        " " * 24 + "Harpoonists would be a new band; there is Harpoonist.",
        "line 4     Twice        RILLS: line 2 says it already.",
        "line 5     The same     Ø",
        "1 changed, 1 to look at, 1 the same, 1 twice.",
    ]
    assert Band.objects.filter(name="Harpoonists").count() == 1


def test_only_blanks_of_bands_filled_in_is_said(event: Event, tmp_path: Path) -> None:
    make_performance(event, "Ø")

    assert import_lineup("vol-7", write(tmp_path, "band,genre\nØ,punk\n")) == [
        "line 2     Changed      Ø: genre – → punk",
        "1 changed.",
        "Filled in what was not known.",
    ]


def test_names_cannot_steer_the_terminal(event: Event, tmp_path: Path) -> None:
    (line, *_) = import_lineup("vol-7", write(tmp_path, "band\n\u202eØ\n"), "--dry-run")

    assert line == "line 2     New set      �Ø, venue TBA, time TBA"
