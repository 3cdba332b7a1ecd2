"""The public sets of a band, or of a venue, over all its events: what comes, what was."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Count, Exists, OuterRef, QuerySet

from accounts.models import Organization
from bands.models import Band
from events import public_sets, times
from events.models import Event, Performance
from events.public_sets import PublicSet, State
from events.schedule import Phase, former_venues, phase_of

MOST_MATES = 24


@dataclass(frozen=True)
class Appearance:
    """One public set and the event it belongs to, as it stands at an instant."""

    event: Event
    set: PublicSet
    over: bool
    event_is_on: bool

    @property
    def off(self) -> bool:
        """Say whether nobody will hear it: the set is cancelled, or its whole event called off."""
        return self.set.cancelled or self.event.called_off != Event.CalledOff.NO

    @property
    def is_now(self) -> bool:
        return self.set.state == State.NOW


@dataclass(frozen=True)
class VenueNight:
    """What one venue has on one festival day of one event."""

    event: Event
    day: date
    appearances: tuple[Appearance, ...]

    @property
    def earlier(self) -> list[Appearance]:
        return [one for one in self.appearances if one.over]

    @property
    def coming(self) -> list[Appearance]:
        return [one for one in self.appearances if not one.over]

    @property
    def going_ahead(self) -> int:
        return sum(not one.set.cancelled for one in self.appearances)


@dataclass(frozen=True)
class StageMate:
    slug: str
    name: str
    nights: int


def of(
    performances: QuerySet[Performance], organization: Organization, at: datetime
) -> list[Appearance]:
    """Read public sets of one or many events in the order in which they are played."""
    rows = list(
        performances.filter(event__organization=organization)
        .select_related("event", "band", "venue")
        .defer("event__description", "band__bio")
        .in_order()  # type: ignore[attr-defined]
    )
    former = former_venues(organization.pk, rows)
    return [_appearance(row, former, at) for row in rows]


def _appearance(row: Performance, former: dict[int, str], at: datetime) -> Appearance:
    event = row.event
    phase = phase_of(event, at)
    found = public_sets.of(row, event, at, former, is_on=phase == Phase.ON)
    ends = found.over_at or times.day_closes_at(event, found.day)
    over = phase == Phase.OVER or at >= ends
    return Appearance(event, found, over=over, event_is_on=phase == Phase.ON)


def nights(appearances: Iterable[Appearance]) -> list[VenueNight]:
    """Put a venue's sets together by night."""
    by_night = sorted(appearances, key=lambda one: (one.set.day, one.event.slug))
    return [
        VenueNight(group[0].event, group[0].set.day, tuple(group))
        for _, found in groupby(by_night, key=lambda one: (one.set.day, one.event.slug))
        if (group := list(found))
    ]


def stage_mates(band: Band) -> list[StageMate]:
    """Return who was or will be on the same stage the same night, the most often first."""
    going_ahead = Performance.objects.public().filter(
        cancelled_at__isnull=True, event__called_off=Event.CalledOff.NO
    )
    own = going_ahead.filter(
        band=band, event=OuterRef("event"), day=OuterRef("day"), venue=OuterRef("venue")
    )
    found = (
        going_ahead.filter(Exists(own))
        .exclude(band=band)
        .values("band__slug", "band__name")
        .annotate(nights=Count("day", distinct=True))
        .order_by("-nights", "band__normalised_name")[:MOST_MATES]
    )
    return [StageMate(row["band__slug"], row["band__name"], row["nights"]) for row in found]
