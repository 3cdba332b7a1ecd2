"""A concluded event in numbers and names: what went ahead, who played for the first time."""

from dataclasses import dataclass

from django.db.models import Count

from events.models import Event, Performance
from events.public_sets import PublicBand
from events.schedule import Schedule


@dataclass(frozen=True)
class Returning:
    """A band that had played before; `time` counts this event, so 2 is its second."""

    band: PublicBand
    time: int


@dataclass(frozen=True)
class Recap:
    sets: int
    venues: int
    bands: int
    cancelled: int
    first_timers: tuple[PublicBand, ...]
    returning: tuple[Returning, ...]


def of(schedule: Schedule) -> Recap:
    """Look back, in one query. Only what was public and went ahead counts, then and now."""
    played = {found.band.slug: found.band for found in schedule.sets if not found.cancelled}
    before = _times_before(schedule.event)
    bands = sorted(played.values(), key=lambda band: band.name.casefold())
    return Recap(
        sets=schedule.going_ahead,
        venues=len(schedule.venues),
        bands=len(bands),
        cancelled=schedule.cancelled,
        first_timers=tuple(band for band in bands if band.slug not in before),
        returning=tuple(
            Returning(band, before[band.slug] + 1) for band in bands if band.slug in before
        ),
    )


def _times_before(event: Event) -> dict[str, int]:
    """Return how many earlier events each band of `event` played, by slug."""
    public = Performance.objects.public().order_by()
    rows = (
        public.filter(
            band__in=public.filter(event=event).values("band"),
            event__organization=event.organization_id,
            event__first_day__lt=event.first_day,
            event__called_off=Event.CalledOff.NO,
            cancelled_at__isnull=True,
        )
        .values_list("band__slug")
        .annotate(events=Count("event", distinct=True))
    )
    return dict(rows)
