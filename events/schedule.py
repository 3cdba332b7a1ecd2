"""The public schedule of one event: what strangers may know, in the order it is read.

The page, the JSON and the calendars are made of these dataclasses and of nothing else; every set
in them came through `Performance.objects.public()`. What depends on the clock is true for `at`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bands.links import host_of, safe_links
from events import public_sets, times
from events.models import Event, Performance, Venue
from events.public_sets import PublicSet, PublicVenue, State
from events.visibility import Gate


class Phase(StrEnum):
    """Where the whole event stands."""

    CALLED_OFF = "called off"
    BEFORE = "before"
    ON = "on"
    OVER = "over"


@dataclass(frozen=True)
class Night:
    """One festival day. `earlier` holds what is over while the event is on, `sets` the rest."""

    day: date
    number: int
    doors: int | None
    doors_at: datetime | None
    is_today: bool
    earlier: tuple[PublicSet, ...]
    sets: tuple[PublicSet, ...]


@dataclass(frozen=True)
class Schedule:
    event: Event
    at: datetime
    phase: Phase
    begun: bool
    today: date
    clock: int
    ticket_url: str | None
    links: Mapping[str, str]
    sets: tuple[PublicSet, ...]
    nights: tuple[Night, ...]
    venues: tuple[tuple[PublicVenue, int], ...]
    going_ahead: int
    cancelled: int
    by_key: Mapping[int, PublicSet]  # the sets by their row's key, which nothing may show

    @property
    def now(self) -> list[PublicSet]:
        """Return who is on stage, the one that ends first in front."""
        playing = self._in(State.NOW)
        return sorted(playing, key=lambda found: found.over_at or self.at)

    @property
    def soon(self) -> list[PublicSet]:
        return self._in(State.SOON)

    @property
    def next_up(self) -> PublicSet | None:
        """Return the first set still to come."""
        coming = [
            (found.starts_at, place, found)
            for place, found in enumerate(self.sets)
            if not found.cancelled and found.starts_at and found.starts_at > self.at
        ]
        return min(coming)[2] if coming else None

    @property
    def opener(self) -> PublicSet | None:
        """Return the set that opens the event."""
        timed = (found for found in self.sets if found.starts_at and not found.cancelled)
        return next(timed, None)

    @property
    def still_to_come(self) -> bool:
        """Say whether somebody who sets out now would hear anything."""
        if self.phase == Phase.ON:
            return not self.opener or bool(self.now or self.next_up)
        return self.phase == Phase.BEFORE

    def _in(self, state: State) -> list[PublicSet]:
        return [found for found in self.sets if found.state == state]


def of(event: Event, at: datetime, *, gate: Gate = Gate.PUBLIC) -> Schedule:
    """Read the public schedule of `event` as it is at `at`; another gate is for its preview."""
    shown = Performance.objects.seen_through(gate)
    performances = list(shown.filter(event=event).select_related("band", "venue").in_order())
    phase = phase_of(event, at)
    former = former_venues(event.organization_id, performances)
    sets = tuple(
        public_sets.of(performance, event, at, former, is_on=phase == Phase.ON)
        for performance in performances
    )
    played = [found for found in sets if not found.cancelled]
    counts = Counter(found.venue for found in played if found.venue)
    return Schedule(
        event=event,
        at=at,
        phase=phase,
        begun=at >= times.begins_at(event, performances),
        today=times.festival_day(at, event.timezone, event.day_turn),
        clock=times.clock_minute(at, event.timezone),
        ticket_url=event.ticket_url if host_of(event.ticket_url) else None,
        links=safe_links(event.links),
        sets=sets,
        nights=tuple(_nights(event, at, phase, sets)),
        venues=tuple(sorted(counts.items(), key=lambda pair: pair[0].name.casefold())),
        going_ahead=len(played),
        cancelled=len(sets) - len(played),
        by_key=dict(zip((row.pk for row in performances), sets, strict=True)),
    )


def phase_of(event: Event, at: datetime) -> Phase:
    """Say where the whole event stands at `at`."""
    if event.called_off != Event.CalledOff.NO:
        return Phase.CALLED_OFF
    if event.status == Event.Status.ARCHIVED or at >= times.closes_at(event):
        return Phase.OVER
    return Phase.ON if at >= times.opens_at(event) else Phase.BEFORE


def former_venues(organization_id: int, performances: Iterable[Performance]) -> dict[int, str]:
    """Return the names of the venues that sets have moved away from, in one query."""
    left = {
        performance.first_public["venue"]
        for performance in performances
        if performance.first_public and performance.first_public["venue"] != performance.venue_id
    } - {None}
    known = Venue.objects.filter(organization=organization_id, pk__in=left)
    return dict(known.values_list("pk", "name"))


def _nights(event: Event, at: datetime, phase: Phase, sets: Iterable[PublicSet]) -> Iterable[Night]:
    by_day: dict[date, list[PublicSet]] = {day: [] for day in times.days(event)}
    for found in sets:
        by_day.setdefault(found.day, []).append(found)
    today = times.festival_day(at, event.timezone, event.day_turn)
    for day in sorted(by_day):
        doors = times.doors_minute(event, day)
        yield Night(
            day=day,
            number=times.day_number(event, day),
            doors=doors,
            doors_at=None if doors is None else times.instant(day, doors, event.timezone),
            is_today=phase == Phase.ON and day == today,
            earlier=tuple(s for s in by_day[day] if s.state == State.PAST),
            sets=tuple(s for s in by_day[day] if s.state != State.PAST),
        )
