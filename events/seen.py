"""A set as somebody saw it before others changed it, read back from the ledger."""

import copy
from dataclasses import dataclass

from events.ledger import Kind, put_back
from events.models import Change, ChangeSet, Performance

# Whoever looked so many versions ago is shown the set as it was that many versions ago.
MOST_STEPS = 100


@dataclass(frozen=True)
class Seen:
    """`acts` are what has been done to it since, the latest first."""

    performance: Performance
    acts: list[ChangeSet]


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
