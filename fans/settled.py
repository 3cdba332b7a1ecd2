"""What of the lineups waits: for its undo, for an organizer's word, for what is being hushed up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from events import uncollected
from events.uncollected import Touched
from fans.models import Hold, Round


@dataclass(frozen=True)
class Unsettled:
    touched: Touched
    held: frozenset[int]

    def includes(self, event: int, performance: int | None) -> bool:
        """Say whether nobody may be told of this yet."""
        return event in self.held or self.touched.includes(event, performance)


def unsettled(events: Iterable[int], *, since: datetime | None = None) -> Unsettled:
    """Return what waits at these events; with `since` only what was touched after that."""
    events = list(events)
    return Unsettled(uncollected.touched(events, since=since), frozenset(held(events)))


def held(events: Iterable[int]) -> set[int]:
    """Return at which of these events nothing is told just now, whatever it is."""
    events = list(events)
    hushed = Round.objects.filter(event__in=events, mode=Round.Mode.HUSH, finished=None)
    return {
        *Hold.objects.filter(event__in=events).values_list("event", flat=True),
        *hushed.values_list("event", flat=True),
    }
