"""Lines that are no set, and lines that only look so."""

import pytest

from accounts.models import Organization
from events.importing.plan import Kind
from events.models import Event
from tests.cast import make_band, make_event, make_venue
from tests.events.imports import kinds


@pytest.fixture
def event(crew: Organization) -> Event:
    return make_event()


@pytest.mark.parametrize(
    "name",
    [
        *("May 19", "MAY 19TH", "19 May", "Sunday May 19", "Sun. 19th of May, 2024"),
        *("Sept. 3", "2024-05-19", "19/5/2024", "TBA"),
    ],
)
def test_a_date_alone_is_no_band(event: Event, name: str) -> None:
    assert kinds(event, f'band\n"{name}"\n') == [Kind.NOT_A_SET]


@pytest.mark.parametrize(
    "name", ["May", "October", "Sunday", "May 19 Band", "1999", "24", "@may19", "Juno 60", "?!"]
)
def test_what_could_be_a_band_stays_one(event: Event, name: str) -> None:
    assert kinds(event, f"band\n{name}\n") == [Kind.CREATE]


def test_a_venues_name_is_no_band(event: Event) -> None:
    make_venue("Room 47")

    assert kinds(event, "band,venue\nROOM 47,\nDuchess,\nØ,Duchess\n") == [
        *(Kind.NOT_A_SET, Kind.NOT_A_SET, Kind.CREATE),
    ]


def test_a_venues_name_is_a_band_where_a_band_has_it_or_it_has_a_time(event: Event) -> None:
    make_venue("Room 47")

    assert kinds(event, "band,venue,start\nRoom 47,,\nRoom 47,Duchess,20:00\n") == [
        *(Kind.CREATE, Kind.DUPLICATE),
    ]
    make_band("Room 47")
    assert kinds(event, "band\nRoom 47\n") == [Kind.CREATE]
