"""One public set: what strangers may know of it, and where it stands at an instant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from math import ceil

from bands.links import safe_links
from bands.models import Band
from events import times
from events.models import Event, Performance, Venue

# A set is “soon” this long before it starts: time for one drink or one walk.
SOON = timedelta(minutes=20)
MINUTE = timedelta(minutes=1)


class State(StrEnum):
    """Where one set stands; a cancelled one is never now or soon."""

    LATER = "later"
    SOON = "soon"
    NOW = "now"
    PAST = "past"


class Part(StrEnum):
    """Under which heading of its night a set is read."""

    EVENING = "evening"
    AFTER_MIDNIGHT = "after midnight"
    UNTIMED = "untimed"


@dataclass(frozen=True)
class PublicBand:
    slug: str
    name: str
    genres: tuple[str, ...]
    every_link: Mapping[str, str] = field(default_factory=dict, repr=False, hash=False)

    @cached_property
    def links(self) -> dict[str, str]:
        """Return the links that are safe to show; most pages show none, and need not look."""
        return safe_links(dict(self.every_link))


@dataclass(frozen=True)
class PublicVenue:
    slug: str
    name: str
    address: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class MovedFrom:
    """Where a set was when it first became public.

    `fields` names what differs from now; a value may be None there, which was “to be announced”.
    """

    fields: frozenset[str]
    day: date
    start: int | None
    venue: str | None

    @property
    def was_known(self) -> bool:
        """Say whether anybody could have gone to the old place: filling in a gap is no move."""
        return "day" in self.fields or any(
            name in self.fields and getattr(self, name) is not None for name in ("start", "venue")
        )


@dataclass(frozen=True)
class PublicSet:
    public_id: str
    band: PublicBand
    venue: PublicVenue | None
    day: date
    start: int | None
    end: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    over_at: datetime | None
    cancelled: bool
    cancel_reason: str
    note: str
    moved_from: MovedFrom | None
    part: Part
    state: State
    minutes_left: int | None
    minutes_until: int | None

    @property
    def length(self) -> int | None:
        return times.Slot(self.start, self.end).length

    @property
    def minutes_played(self) -> int | None:
        if self.length is None or self.minutes_left is None:
            return None
        return max(self.length - self.minutes_left, 0)


def of(
    performance: Performance,
    event: Event,
    at: datetime,
    former_venues: Mapping[int, str],
    *,
    is_on: bool,
) -> PublicSet:
    """Read one set, which must have come through `Performance.objects.public()`.

    Only while the event is on is a set now, soon or past.
    """
    starts_at = times.starts_at(performance, event)
    ends_at = times.ends_at(performance, event)
    state = _state(performance, event, at) if is_on else State.LATER
    return PublicSet(
        public_id=performance.public_id,
        band=_band(performance.band),
        venue=_venue(performance.venue) if performance.venue else None,
        day=performance.day,
        start=performance.start,
        end=performance.end,
        starts_at=starts_at,
        ends_at=ends_at,
        over_at=times.over_at(performance, event),
        cancelled=performance.cancelled_at is not None,
        cancel_reason=performance.cancel_reason,
        note=performance.note,
        moved_from=moved_from(performance, former_venues),
        part=_part(performance.start),
        state=state,
        minutes_left=_minutes(ends_at, at) if state == State.NOW else None,
        minutes_until=_minutes(starts_at, at) if state == State.SOON else None,
    )


def _band(band: Band) -> PublicBand:
    return PublicBand(band.slug, band.name, tuple(band.genres), band.links)


def _venue(venue: Venue) -> PublicVenue:
    return PublicVenue(
        slug=venue.slug,
        name=venue.name,
        address=venue.address,
        latitude=None if venue.latitude is None else float(venue.latitude),
        longitude=None if venue.longitude is None else float(venue.longitude),
    )


def _part(start: int | None) -> Part:
    if start is None:
        return Part.UNTIMED
    return Part.AFTER_MIDNIGHT if start >= times.DAY else Part.EVENING


def _state(performance: Performance, event: Event, at: datetime) -> State:
    starts_at = times.starts_at(performance, event)
    over_at = times.over_at(performance, event) or times.day_closes_at(event, performance.day)
    if at >= over_at:
        return State.PAST
    if starts_at is None or performance.cancelled_at is not None or at < starts_at - SOON:
        return State.LATER
    return State.NOW if at >= starts_at else State.SOON


def _minutes(until: datetime | None, at: datetime) -> int | None:
    """Count the minutes begun, so that a set that is on never has 0 left."""
    return None if until is None else ceil((until - at) / MINUTE)


def moved_from(performance: Performance, former: Mapping[int, str]) -> MovedFrom | None:
    was = performance.first_public
    if was is None:
        return None
    now = {
        "day": performance.day.isoformat(),
        "start": performance.start,
        "venue": performance.venue_id,
    }
    differs = frozenset(name for name, value in now.items() if was[name] != value)
    if not differs:
        return None
    return MovedFrom(
        differs, date.fromisoformat(was["day"]), was["start"], former.get(was["venue"])
    )
