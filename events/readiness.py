"""What there is to know before an event is published: what fans will see, and what is still open.

Nothing here forbids publishing: much of it is as it should be, like a set that is announced later.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bands.links import safe_links
from bands.models import Band
from events import board, intended
from events.conflicts import Conflict
from events.models import Event, Performance
from events.visibility import is_shown


@dataclass(frozen=True)
class Readiness:
    sets: Sequence[Performance]
    shown: int  # that fans see once the event is published
    unannounced: Sequence[Performance]  # none outside reveal mode
    untimed: Sequence[Performance]
    homeless: Sequence[Performance]
    conflicts: Sequence[Conflict]
    without_link: Sequence[Band]
    missing: Sequence[str]  # of the event itself

    @property
    def is_complete(self) -> bool:
        lists = (self.unannounced, self.untimed, self.homeless, self.conflicts, self.without_link)
        return bool(self.sets) and not any(lists) and not self.missing


def of(event: Event) -> Readiness:
    """Look at an event in two queries, however many sets it has."""
    rows = list(board.read(event))
    on = [row for row in rows if row.cancelled_at is None]
    bands = {row.band_id: row.band for row in on if not safe_links(row.band.links)}
    return Readiness(
        sets=rows,
        shown=sum(is_shown(row, event) for row in rows),
        unannounced=[row for row in rows if not is_shown(row, event)],
        untimed=[row for row in on if row.start is None],
        homeless=[row for row in on if row.venue_id is None],
        conflicts=intended.of_event(event, rows).open,
        without_link=sorted(bands.values(), key=lambda band: band.normalised_name),
        missing=_missing(event),
    )


def _missing(event: Event) -> list[str]:
    said = {"doors": event.doors, "city": event.city, "ticket link": event.ticket_url}
    return [name for name, value in said.items() if not value]
