"""Which editions there are, and which of them is the current one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import Organization
from events import times
from events.models import Event, Performance
from events.schedule import Phase, phase_of

NOTHING = {"sets": 0, "venues": 0, "cancelled": 0}


@dataclass(frozen=True)
class Edition:
    """A public event with what a list says of it."""

    event: Event
    upcoming: bool
    is_on: bool
    sets: int
    venues: int
    cancelled: int

    @property
    def took_place(self) -> bool:
        return not self.upcoming and self.event.called_off == Event.CalledOff.NO


def public(organization: Organization, at: datetime) -> list[Edition]:
    """Return every public event, the latest first."""
    events = Event.objects.public().filter(organization=organization)
    counts = _counts(organization)
    return [
        Edition(
            event=event,
            upcoming=event.status == Event.Status.PUBLISHED and at < times.closes_at(event),
            is_on=phase_of(event, at) == Phase.ON,
            **counts.get(event.pk, NOTHING),
        )
        for event in events.order_by("-first_day", "slug")
    ]


def current_event(organization: Organization, at: datetime) -> Event | None:
    """Return the event that is on at `at`, else the soonest upcoming, else None."""
    candidates = [
        event
        for event in Event.objects.public().filter(
            organization=organization,
            status=Event.Status.PUBLISHED,
            called_off=Event.CalledOff.NO,
            last_day__gte=times.earliest_last_day(at),
        )
        if at < times.closes_at(event)
    ]
    on = [event for event in candidates if times.opens_at(event) <= at]
    if on:
        return min(on, key=_doors_then_slug)
    return min(
        candidates,
        key=lambda event: (times.opens_at(event), *_doors_then_slug(event)),
        default=None,
    )


def _doors_then_slug(event: Event) -> tuple[bool, datetime, str]:
    doors = times.doors_minute(event, event.first_day)
    opens = times.opens_at(event)
    if doors is not None:
        opens = times.instant(event.first_day, doors, event.timezone)
    return doors is None, opens, event.slug


def _counts(organization: Organization) -> Mapping[int, Mapping[str, int]]:
    """Return, by event, how many sets went ahead, in how many venues, and how many did not."""
    going_ahead = Q(cancelled_at__isnull=True)
    rows = (
        Performance.objects.public()
        .filter(event__organization=organization)
        .order_by()
        .values("event")
        .annotate(
            sets=Count("pk", filter=going_ahead),
            venues=Count("venue", filter=going_ahead, distinct=True),
            cancelled=Count("pk", filter=~going_ahead),
        )
    )
    return {
        row["event"]: {
            "sets": row["sets"],
            "venues": row["venues"],
            "cancelled": row["cancelled"],
        }
        for row in rows
    }
