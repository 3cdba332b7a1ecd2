"""A new name is told to every event that has the band or venue, as one operation."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Organization, User
from bands.models import Band
from events import renames
from events.models import ChangeSet, Venue
from events.undo import undo
from tests.cast import make_band, make_event, make_performance, make_venue


def test_a_rename_is_written_for_each_event(crew: Organization, ed: User) -> None:
    rills = make_band("The Rills")
    for name in ("Vol. 7", "Vol. 8"):
        make_performance(make_event(name), rills)
    make_event("Vol. 9")

    renames.rename_band(rills, "  The   Rillettes ", by=ed)

    band = Band.objects.get()
    assert (band.name, band.normalised_name, band.slug) == (
        "The Rillettes",
        "the rillettes",
        "the-rills",
    )
    written = ChangeSet.objects.order_by("event__name")
    assert [(found.event.name, found.label) for found in written] == [
        ("Vol. 7", "Renamed The Rills to The Rillettes"),
        ("Vol. 8", "Renamed The Rills to The Rillettes"),
    ]
    assert len({found.operation for found in written}) == 1


def test_undoing_a_rename_in_one_event_takes_back_all_of_it(crew: Organization, ed: User) -> None:
    room = make_venue("Room 47")
    for name in ("Vol. 7", "Vol. 8"):
        make_performance(make_event(name), venue=room)
    written = renames.rename_venue(room, "Room 48", by=ed)

    taken_back = undo(written, by=ed)

    assert Venue.objects.get().name == "Room 47"
    assert ChangeSet.objects.filter(undoes=written.operation).count() == 2

    undo(taken_back, by=ed)
    assert Venue.objects.get().name == "Room 48"


def test_a_band_without_sets_is_renamed_and_taken_back_too(crew: Organization, ed: User) -> None:
    written = renames.rename_band(make_band("The Rills"), "Rillettes", by=ed)
    assert (Band.objects.get().name, written.event) == ("Rillettes", None)

    undo(written, by=ed)

    assert Band.objects.get().name == "The Rills"


@pytest.mark.parametrize("name", ["ñandú", " ÑANDÚ ", "N\u0303andu\u0301"])
def test_a_name_that_is_taken_is_refused_however_it_is_spelt(
    crew: Organization, ed: User, name: str
) -> None:
    make_band("Ñandú")
    rills = make_band("The Rills")

    with pytest.raises(ValidationError, match="There is already Ñandú"):
        renames.rename_band(rills, name, by=ed)

    assert ChangeSet.objects.count() == 0


def test_another_organizations_band_may_have_the_name(
    crew: Organization, other_crew: Organization, ed: User
) -> None:
    make_band("Ñandú", organization=other_crew)

    assert renames.rename_band(make_band("The Rills"), "Ñandú", by=ed) is not None


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x00b"])
def test_a_text_that_is_no_name_is_refused(crew: Organization, ed: User, name: str) -> None:
    room = make_venue("Room 47")

    with pytest.raises(ValidationError) as refused:
        renames.rename_venue(room, name, by=ed)

    assert list(refused.value.message_dict) == ["name"]
    assert Venue.objects.get().name == "Room 47"


def test_the_same_name_is_no_change(crew: Organization, ed: User) -> None:
    assert renames.rename_band(make_band("The Rills"), "The Rills", by=ed) is None
    assert ChangeSet.objects.count() == 0
