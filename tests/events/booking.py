"""Sets in memory, for rules that ask no database."""

from datetime import date
from decimal import Decimal

from bands.models import Band
from events import typed_times
from events.models import Performance, Venue

SATURDAY = date(2026, 10, 10)
TURN = 360
# In Waterloo: Duchess Café and Room 47 are 462 m apart, that is 7.5 minutes on foot.
PLACES = {
    "Duchess Café": ("43.463000", "-80.522000"),
    "Room 47": ("43.466000", "-80.518000"),
    "Upstairs": ("43.463000", "-80.522000"),
    "Barn": ("43.520000", "-80.522000"),
    "Somewhere": None,
    "Elsewhere": None,
}
VENUES = {
    name: Venue(
        pk=number,
        name=name,
        latitude=Decimal(place[0]) if place else None,
        longitude=Decimal(place[1]) if place else None,
    )
    for number, (name, place) in enumerate(PLACES.items(), start=1)
}
BANDS = {
    name: Band(pk=number, name=name)
    for number, name in enumerate(["TK Malone", "The Rills", "Leigh Rudd", "Ø"], start=1)
}


def booked(
    band: str, venue: str | None, start: str = "", end: str = "", *, day: date = SATURDAY, **fields
) -> Performance:
    slot = typed_times.slot(start, end, turn=TURN)
    return Performance(
        band=BANDS[band],
        venue=VENUES[venue] if venue else None,
        day=day,
        start=slot.start,
        end=slot.end,
        **fields,
    )
