"""How long the walk between two venues takes, and when a band has no time for it."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import conflicts
from events.conflicts import Kind, Severity
from events.models import Venue
from events.walks import Spot, longest_walk, minutes_between, spot
from tests.events.booking import booked

latitudes = st.decimals(-90, 90, places=6)
longitudes = st.decimals(-180, 180, places=6)


def place(latitude: str | Decimal, longitude: str | Decimal) -> Spot:
    found = spot(Venue(latitude=Decimal(latitude), longitude=Decimal(longitude)))
    assert found is not None
    return found


spots = st.builds(place, latitudes, longitudes)


@pytest.mark.parametrize(
    ("here", "there", "minutes"),
    [
        (("43.463", "-80.522"), ("43.463", "-80.522"), 0),
        (("43.463", "-80.522"), ("43.463001", "-80.522"), 1),
        # 1 degree of a meridian is 111,195 m, and so it is over the date line on the equator.
        (("0", "0"), ("1", "0"), 1807),
        (("0", "179.5"), ("0", "-179.5"), 1807),
        # Half the globe is 20,015,087 m.
        (("90", "0"), ("-90", "0"), 325246),
        (("0", "0"), ("0", "180"), 325246),
    ],
)
def test_a_walk_is_the_straight_line_and_a_third_at_80_metres_a_minute(
    here: tuple[str, str], there: tuple[str, str], minutes: int
) -> None:
    assert minutes_between(place(*here), place(*there)) == minutes
    assert minutes_between(place(*there), place(*here)) == minutes


def test_a_venue_without_coordinates_is_nowhere() -> None:
    assert spot(Venue()) is None
    assert spot(Venue(latitude=Decimal(0), longitude=Decimal(0))) == (1, 0, 0)


@given(lat=latitudes, lon=longitudes, lat2=latitudes, lon2=longitudes)
def test_a_walk_agrees_with_the_haversine_formula(
    lat: Decimal, lon: Decimal, lat2: Decimal, lon2: Decimal
) -> None:
    south, west, north, east = (math.radians(degree) for degree in (lat, lon, lat2, lon2))
    square = (
        math.sin((north - south) / 2) ** 2
        + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    )
    exact = 2 * 6_371_000 * math.asin(min(1, math.sqrt(square))) * 1.3 / 80

    assert abs(minutes_between(place(lat, lon), place(lat2, lon2)) - exact) <= 1 + 1e-3


@given(all_spots=st.lists(spots, min_size=1, max_size=8))
def test_no_walk_is_longer_than_the_longest(all_spots: list[Spot]) -> None:
    walks = [minutes_between(here, there) for here in all_spots for there in all_spots]
    assert max(walks) <= longest_walk(all_spots) <= 2 * max(walks)


def test_without_venues_there_is_no_walk() -> None:
    assert longest_walk([]) == 0


@pytest.mark.parametrize(
    ("there", "start", "expected"),
    [
        ("Room 47", "21:07", [(Kind.LONG_WALK, Severity.TIGHT, 7, 8)]),
        ("Room 47", "21:08", []),
        ("Upstairs", "21:00", []),
        ("Barn", "22:42", [(Kind.LONG_WALK, Severity.TIGHT, 102, 103)]),
        ("Barn", "22:43", []),
        ("Somewhere", "21:00", []),
        (None, "21:00", []),
    ],
)
def test_a_band_that_cannot_walk_over_in_time_is_a_conflict(
    there: str | None, start: str, expected: list[tuple[Kind, Severity, int, int]]
) -> None:
    early = booked("TK Malone", "Duchess Café", "20:15", "21:00")
    late = booked("TK Malone", there, start, "23:00")

    found = conflicts.find([early, late])

    assert [(one.kind, one.severity, one.minutes, one.needed) for one in found] == expected
