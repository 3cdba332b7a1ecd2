"""Issues, in any test: the mornings on which they leave, and what is changed before."""

from datetime import UTC, datetime

from accounts.models import User
from bands.models import Band
from events import lineup
from events.models import Event, Performance
from events.times import Slot
from tests.cast import make_performance
from tests.fans.telling import Night


def nine(day: int, *, month: int = 9) -> datetime:
    """Nine in the morning where the organization is, in Toronto's summer."""
    return datetime(2026, month, day, 13, 0, tzinfo=UTC)


def the(event: Event, band: str) -> Performance:
    return event.performances.get(band__name=band)


def add(event: Event, band: Band | str, start: str, ed: User) -> Performance:
    name = band if isinstance(band, str) else band.name
    row = make_performance(event, band, venue="Room 47", start=start)
    lineup.move([row], slot=Slot(row.start + 1), by=ed)
    return the(event, name)


def subjects(night: Night, day: int, *, month: int = 9) -> list[str]:
    return sorted(str(mail["Subject"]) for mail in night.at(nine(day, month=month)))
