"""How long a walk between two venues takes: the straight line × 1.3, at 80 m a minute."""

import math
from collections.abc import Sequence

from events.models import Venue

EARTH_RADIUS = 6_371_000
DETOUR = 1.3
METRES_A_MINUTE = 80

# A place on a globe of radius 1, its centre at zero: the distance of two is one subtraction away.
Spot = tuple[float, float, float]


def spot(venue: Venue) -> Spot | None:
    """Return where a venue is, None while its coordinates are unknown."""
    if venue.latitude is None or venue.longitude is None:
        return None
    latitude, longitude = math.radians(venue.latitude), math.radians(venue.longitude)
    circle = math.cos(latitude)
    return circle * math.cos(longitude), circle * math.sin(longitude), math.sin(latitude)


def minutes_between(here: Spot, there: Spot) -> int:
    """Return whole minutes, rounded up."""
    chord = min(math.dist(here, there), 2)  # rounding may lift that of antipodes above 2
    metres = 2 * EARTH_RADIUS * math.asin(chord / 2)
    return math.ceil(metres * DETOUR / METRES_A_MINUTE)


def longest_walk(spots: Sequence[Spot]) -> int:
    """Return minutes that no walk among `spots` exceeds: twice the way from one to the farthest."""
    return 2 * max((minutes_between(spots[0], other) for other in spots), default=0)
