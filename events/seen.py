"""A set as somebody saw it before others changed it, read back from the ledger."""

import copy
from dataclasses import dataclass

from events.ledger import Kind, put_back, values_of
from events.models import Change, ChangeSet, Performance
from events.undo import DERIVED

# Whoever looked so many versions ago is shown the set as it was that many versions ago.
MOST_STEPS = 100


@dataclass(frozen=True)
class Seen:
    """`acts` are what has been done to it since, the latest first."""

    performance: Performance
    acts: list[ChangeSet]


def is_as_seen(seen: Seen, now: Performance) -> bool:
    """Say whether all that was done since left the set as it was seen.

    Publishing an event touches its sets too: they note when they became public.
    """
    was, here = (values_of(row, Kind.PERFORMANCE) for row in (seen.performance, now))
    return all(was[name] == here[name] for name in was if name not in DERIVED)


def as_seen(performance: Performance, version: int) -> Seen:
    """Take the set back to the version that somebody saw; every act raises it by one."""
    steps = min(performance.version - version, MOST_STEPS)
    if steps <= 0:
        return Seen(performance, [])
    changes = (
        Change.objects.filter(kind=Kind.PERFORMANCE, target_id=performance.pk)
        .select_related("change_set__by")
        .order_by("-pk")[:steps]
    )
    was = copy.copy(performance)
    for change in changes:
        if change.before is not None:
            put_back(was, change.before)
    was.version = version
    return Seen(was, [change.change_set for change in changes])
