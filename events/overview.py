"""What an organizer sees of every event at a glance: what is booked, open, colliding."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Organization
from events import conflicts, intended
from events.models import Event, Performance
from events.visibility import event_is_public


@dataclass(frozen=True)
class Glance:
    """One event. Nothing is open or wrong with a set that is cancelled, or of a concluded event."""

    event: Event
    sets: int
    unannounced: int  # that fans will not see before they are; none outside reveal mode
    tba: int  # time or venue to be announced
    conflicts: int

    @property
    def is_public(self) -> bool:
        return event_is_public(self.event)


def of(organization: Organization) -> list[Glance]:
    """Look at every event, the latest first; three queries, however many there are."""
    lineups: dict[int, list[Performance]] = defaultdict(list)
    on = Performance.objects.live().filter(
        event__organization=organization, cancelled_at__isnull=True
    )
    for row in on.exclude(event__status=Event.Status.ARCHIVED).select_related("band", "venue"):
        lineups[row.event_id].append(row)
    live = Count("performances", filter=Q(performances__removed_at__isnull=True))
    events = Event.objects.filter(organization=organization).annotate(live_sets=live)
    marks = intended.marks_of(organization)
    return [
        glance(
            event,
            event.live_sets,  # type: ignore[attr-defined]
            lineups[event.pk],
            _open_conflicts(event, lineups[event.pk], marks),
        )
        for event in events.order_by("-first_day", "slug")
    ]


def glance(event: Event, sets: int, lineup: Iterable[Performance], open_conflicts: int) -> Glance:
    """Count what is open in one lineup, of whose sets there are `sets`."""
    is_over = event.status == Event.Status.ARCHIVED
    # Without reveal mode nobody waits for an announcement: fans see every set of a published event.
    waits = event.reveal_mode
    on = [] if is_over else [row for row in lineup if row.cancelled_at is None]
    return Glance(
        event=event,
        sets=sets,
        unannounced=sum(waits and row.announced_at is None for row in on),
        tba=sum(row.start is None or row.venue_id is None for row in on),
        conflicts=open_conflicts,
    )


def _open_conflicts(event: Event, lineup: list[Performance], marks: intended.Marks) -> int:
    found = conflicts.find(lineup, min_changeover=event.min_changeover)
    return len(intended.sort(found, marks).open)
