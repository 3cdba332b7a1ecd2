"""Where bands have played, in a few words: enough to tell one from another of its name."""

from collections import defaultdict
from collections.abc import Iterable

from bands.models import Band
from events.models import Event, Performance

MOST_NAMED = 3


def played(bands: Iterable[Band], *, now: Event) -> dict[int, str]:
    """Return for each band the latest editions it is booked at, `now` among them; one query."""
    sets = (
        Performance.objects.live()
        .filter(band__in=[band.pk for band in bands], cancelled_at__isnull=True)
        .order_by("-event__first_day", "event__slug")
        .values_list("band_id", "event_id", "event__name")
    )
    editions: dict[int, dict[int, str]] = defaultdict(dict)
    for band, event, name in sets:
        editions[band][event] = name
    return {band: _words(names, now) for band, names in editions.items()}


def _words(editions: dict[int, str], now: Event) -> str:
    before = [name for event, name in editions.items() if event != now.pk][:MOST_NAMED]
    parts = ["in this lineup already"] if now.pk in editions else []
    if before:
        parts.append(f"played {', '.join(before)}")
    return " · ".join(parts)
