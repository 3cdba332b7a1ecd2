"""`manage.py import_lineup` where it cannot: one sentence, exit code 1, nothing written."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from accounts.models import Organization
from bands.models import Band
from events import editions
from events.models import Event
from tests.cast import make_event
from tests.events.imports import FIXTURES, fixture, import_lineup, rows, write


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event(slug="vol-7")


def failure(*arguments: object) -> str:
    with pytest.raises(CommandError) as failed:
        import_lineup(*arguments)
    assert failed.value.returncode == 1
    return str(failed.value)


def test_one_line_in_error_writes_nothing(event: Event, tmp_path: Path) -> None:
    text = "band,start\n" + "".join(f"Band {number},20:00\n" for number in range(30))
    file = write(tmp_path, text + "Late,24:00\n")

    assert failure("vol-7", file) == "Nothing was imported. Mend the lines with an error first."
    assert set(rows().values()) == {0}


def test_what_is_not_there_is_named(event: Event, tmp_path: Path) -> None:
    missing = tmp_path / "missing.csv"
    poster = FIXTURES / "poster.csv"

    assert failure("vol-8", poster) == "There is no event “vol-8”."
    assert failure("vol-7", missing) == f"{missing} cannot be read: No such file or directory."
    assert failure("vol-7", tmp_path) == f"{tmp_path} cannot be read: Is a directory."
    assert failure("vol-7", write(tmp_path, "")) == (
        f"{tmp_path / 'lineup.csv'}: There is nothing in it."
    )


def test_a_file_of_fifty_megabytes_is_refused(event: Event, tmp_path: Path) -> None:
    file = tmp_path / "lineup.csv"
    with file.open("wb") as opened:
        opened.write(b"band\n")
        opened.truncate(50_000_000)

    assert failure("vol-7", file) == f"{file}: This is more than 5 MB. Split it."


def test_an_archived_event_is_left_alone(event: Event) -> None:
    editions.publish(event, by=None, even_if_empty=True)
    editions.archive(event, by=None)

    assert failure("vol-7", FIXTURES / "poster.csv") == (
        "Nothing was imported. Vol. 7 is archived. Unarchive it to change its lineup."
    )
    assert Band.objects.count() == 0


def test_the_organization_is_asked_for_only_where_there_are_several(
    event: Event, other_crew: Organization, tmp_path: Path
) -> None:
    theirs = make_event(organization=other_crew, slug="vol-7")
    file = write(tmp_path, fixture("poster.csv"))

    assert failure("vol-7", file) == (
        "Say which organization, with --organization: other, our-crawl."
    )
    assert failure("vol-7", file, "--organization", "none") == "There is no organization “none”."
    import_lineup("vol-7", file, "--organization", "other")
    assert (theirs.performances.count(), event.performances.count()) == (18, 0)
