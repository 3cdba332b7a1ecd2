"""Invented venues in a real town, a few hundred metres apart."""

from decimal import Decimal

CITY = "Peterborough"

# Name, street, latitude, longitude, phone, how to get in.
VENUES = [
    (
        "The Kiln",
        "14 Lock Street",
        *("44.305000", "-78.320000", "705-555-0114"),
        "Level entrance, accessible toilet. Earplugs at the bar.",
    ),
    (
        "Tannery Hall",
        "3 Tannery Lane",
        *("44.306200", "-78.318500", "705-555-0103"),
        "Lift at the back door, ask the crew. Seats along the left wall.",
    ),
    (
        "Café Marquise",
        "27 Quay Road",
        *("44.304100", "-78.322200", "705-555-0127"),
        "Two steps at the door, a ramp on request. Quiet corner by the window.",
    ),
    (
        "The Feline & Fiddle",
        "8 Cooper's Row",
        *("44.307100", "-78.320900", ""),
        "Twelve steps down, no lift. Toilets on the same floor.",
    ),
    (
        "Old Waterworks Pumping Station No. 2 (Upper Gallery and Terrace)",
        "1 Sluice Gate Crescent",
        *("44.303000", "-78.318000", "705-555-0101"),
        "Lift to the gallery. Strobe lights after 22:00.",
    ),
    (
        "The Bandwagon",
        "Market Square",
        *("44.305600", "-78.321100", ""),
        "A truck in the open air: level ground, standing only.",
    ),
    (
        "Mill Island Bandshell",
        "Mill Island",
        *("44.298400", "-78.315600", "705-555-0142"),
        "Gravel paths, a raised platform for wheelchairs left of the stage.",
    ),
    (
        "Boathouse Stage",
        "Mill Island, north shore",
        *("44.299500", "-78.314100", ""),
        "Level boardwalk. Accessible toilets behind the bar.",
    ),
]


def facts(row: tuple[str, ...]) -> dict[str, object]:
    """Return the fields of one venue, as its model names them."""
    _, street, latitude, longitude, phone, access_notes = row
    return {
        "street": street,
        "city": CITY,
        "region": "ON",
        "country": "Canada",
        "latitude": Decimal(latitude),
        "longitude": Decimal(longitude),
        "phone": phone,
        "access_notes": access_notes,
    }
