"""Building the demo: bands and venues first, then each event through the verbs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Organization, User
from bands.library import bands_named
from bands.models import Band
from bands.names import normalise
from events import editions, lineup, times, typed_times
from events.demo import bands as demo_bands
from events.demo import lineups
from events.demo import venues as demo_venues
from events.demo.lineups import Line
from events.lineup import NewSet
from events.models import Event, Performance, Venue
from events.times import Slot
from events.venues import venues_named

WEEK = 7
SATURDAY = 5  # as date.weekday() counts
TEASER = "One ticket, one night, every room. Bring comfortable shoes."


@dataclass(frozen=True)
class House:
    """What every event of the demo is made of."""

    organization: Organization
    by: User
    bands: Mapping[str, Band]
    venues: Mapping[str, Venue]


def build(organization: Organization, by: User, now: datetime) -> Event:
    """Add the demo's events to an organization that has none; return the one that is on."""
    house = House(organization, by, _bands(organization), _venues(organization))
    today = times.festival_day(now, organization.timezone, day_turn())
    _last_time(house, today - timedelta(days=WEEK * 7))
    _next_time(house, today + timedelta(days=WEEK * 8))
    saturday = today + timedelta(days=WEEK * 3 + (SATURDAY - today.weekday()) % WEEK)
    _weekend(house, saturday)
    return _tonight(house, today, now)


def day_turn() -> int:
    """Return the turn of the day that an event has unless somebody says otherwise."""
    return Event().day_turn


def around(now: datetime, timezone: str, turn: int) -> list[Slot]:
    """Return a slot that is over, one that is on and one to come.

    Near the turn of the day there is no room for one of them on its side of now: it goes to the
    other.
    """
    wall = now.astimezone(times.zone(timezone))
    minute = times.place(wall.hour * 60 + wall.minute, turn)
    minute -= minute % 5
    over = minute - 95 if times.in_day(minute - 95, turn) else minute + 105
    on = max(minute - 20, turn)
    to_come = minute + 50 if times.in_day(minute + 50, turn) else minute - 150
    return [Slot(over, over + 30), Slot(on, minute + 25), Slot(to_come, to_come + 30)]


def _tonight(house: House, day: date, now: datetime) -> Event:
    turn = day_turn()
    slots = around(now, house.organization.timezone, turn)
    first = min(slot.start for slot in slots if slot.start is not None)
    doors = {"1": max(min(18 * 60, first - 30), turn)}
    event = _event(house, "Lamplight Crawl Vol. 12", "vol-12", day, doors=doors)
    truck = house.venues[normalise(lineups.BANDWAGON)]
    lineup.add(
        event,
        [
            *_sets(house, event, day, lineups.TONIGHT),
            *(
                NewSet(house.bands[normalise(band)], day, truck, slot)
                for band, slot in zip(lineups.AROUND_NOW, slots, strict=True)
            ),
        ],
        by=house.by,
    )
    editions.publish(event, by=house.by)
    start, end = lineups.MOVED_TO
    moved = typed_times.slot(start, end, turn=event.day_turn)
    lineup.move(_of(event, lineups.MOVED), slot=moved, by=house.by)
    lineup.cancel(_of(event, lineups.CANCELLED), reason=lineups.REASON, by=house.by)
    return event


def _last_time(house: House, day: date) -> None:
    event = _event(house, "Lamplight Crawl Vol. 11", "vol-11", day, doors={"1": 18 * 60 + 30})
    lineup.add(event, _sets(house, event, day, lineups.LAST_TIME), by=house.by)
    editions.publish(event, by=house.by)
    lineup.cancel(_of(event, lineups.CANCELLED_LAST_TIME), by=house.by)
    editions.archive(event, by=house.by)


def _next_time(house: House, day: date) -> None:
    event = _event(house, "Lamplight Crawl Vol. 13", "vol-13", day)
    editions.set_reveal_mode(event, on=True, by=house.by)
    lineup.add(event, _sets(house, event, day, lineups.NEXT_TIME), by=house.by)
    lineup.announce(_of(event, *lineups.ANNOUNCED_NEXT_TIME), by=house.by)


def _weekend(house: House, saturday: date) -> None:
    sunday = times.later_day(saturday, 1)
    doors = {"1": 13 * 60, "2": 12 * 60}
    event = _event(house, "Mill Island Weekend", "mill-island", saturday, last=sunday, doors=doors)
    for day, lines in ((saturday, lineups.SATURDAY), (sunday, lineups.SUNDAY)):
        lineup.add(event, _sets(house, event, day, lines), by=house.by)
    editions.publish(event, by=house.by)


def _event(
    house: House,
    name: str,
    slug: str,
    first: date,
    *,
    last: date | None = None,
    doors: dict[str, int] | None = None,
) -> Event:
    event = Event(
        organization=house.organization,
        name=name,
        slug=slug,
        first_day=first,
        last_day=last or first,
        timezone=house.organization.timezone,
        doors=doors or {},
        city=demo_venues.CITY,
        ticket_url=f"https://tickets.example.org/{slug}",
        description=TEASER,
    )
    editions.create(event, by=house.by)
    return event


def _sets(house: House, event: Event, day: date, lines: Iterable[Line]) -> list[NewSet]:
    return [
        NewSet(
            house.bands[normalise(band)],
            day,
            house.venues[normalise(venue)] if venue else None,
            typed_times.slot(start, end, turn=event.day_turn),
            note,
        )
        for band, venue, start, end, note in lines
    ]


def _of(event: Event, *bands: str) -> list[Performance]:
    return list(event.performances.filter(band__name__in=bands).select_related("event"))


def _bands(organization: Organization) -> Mapping[str, Band]:
    found = bands_named(organization, [name for name, *_ in demo_bands.BANDS])
    for row in demo_bands.BANDS:
        _keep(found[normalise(row[0])], demo_bands.facts(row))
    return found


def _venues(organization: Organization) -> Mapping[str, Venue]:
    found = venues_named(organization, [name for name, *_ in demo_venues.VENUES])
    for row in demo_venues.VENUES:
        _keep(found[normalise(row[0])], demo_venues.facts(row))
    return found


def _keep(row: Band | Venue, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
