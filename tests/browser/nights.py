"""A night with everything in it: long names, moves, cancellations, hours after midnight."""

from accounts.models import Organization, User
from events import editions, lineup
from events.lineup import NewSet
from events.models import Event, Performance
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_performance

LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"
SETS = [
    ("Mister Elbow", "Temperance Warehouse", "18:45", "19:15", "surf"),
    ("Joan & Company", "Duchess Café", "18:45", "19:15", "folk"),
    ("Formaldehydes", "Canis Major", "19:15", "19:45", "punk"),
    ("Sucker Punch Line", "Temperance Warehouse", "19:30", "20:00", "punk"),
    ("Becoming Ghosts", "Duchess Café", "19:30", "20:00", "dream pop"),
    ("Actual Fevers", "Room 47", "20:00", "20:30", "country punk"),
    ("TK Malone", "Duchess Café", "20:20", "20:50", "folk"),
    ("Detention Hall", "Canis Major", "20:30", "21:00", "punk"),
    ("Prairie Municipal", "Temperance Warehouse", "20:45", "21:25", "roots rock"),
    ("Kennel Roses", "Room 47", "21:00", "21:30", "country punk"),
    (LONG, "Duchess Café", "21:00", "21:40", "folk"),
    ("Leigh Rudd", "Canis Major", "21:00", "21:30", "hip-hop"),
    ("Ñandú", "Temperance Warehouse", "21:30", "21:55", "cumbia"),
    ("Sœur Électrique", "Duchess Café", "21:45", "22:15", "chanson"),
    ("Chuck Ferrante", "Temperance Warehouse", "22:00", "22:30", "folk"),
    ("Ø", None, "22:15", "", "noise"),
    ("PJ Thornhill", "Room 47", "22:30", "23:10", "one man, one keyboard"),
    ("Handbrake", "Temperance Warehouse", "23:10", "23:40", "melodic punk"),
    ("Curfew!", "Canis Major", "23:40", "0:10", "hardcore"),
    ("Böozehöünd", "Room 47", "0:10", "0:50", "speed metal"),
    ("Afterparty with DJ Parsley", "Canis Major", "1:00", "2:00", ""),
    ("Secret guest", None, "", "", ""),
]


def make_night(organization: Organization, by: User | None = None) -> Event:
    """Make Vol. 16 with its lineup, public, and let three things change in it."""
    Organization.objects.update(name="Long Haul Band Crawl")
    organization.refresh_from_db()
    event = make_event(
        "Long Haul Vol. 16",
        slug="vol-16",
        city="Waterloo",
        doors={"1": 1080},
        ticket_url="https://tickets.example.org/",
        links={"website": "https://crawl.example.org/"},
        description="Four venues, one street, one night.",
    )
    for band, venue, start, end, genre in SETS:
        genres = [genre] if genre else []
        make_band(band, genres=genres)
        make_performance(event, band, venue=venue, start=start, end=end)
    make_performance(
        event, make_band("Stand-in"), venue="Temperance Warehouse", start="22:05", end="22:30"
    )
    editions.publish(event, by=by)
    lineup.move([row("Leigh Rudd")], slot=Slot(1290, 1320), by=by)
    lineup.cancel([row("Chuck Ferrante")], reason="Broken string, broken finger.", by=by)
    lineup.add(event, [NewSet(make_band("Late Addition"), SATURDAY)], by=by)
    event.refresh_from_db()
    return event


def row(band: str) -> Performance:
    return Performance.objects.get(band__name=band)
