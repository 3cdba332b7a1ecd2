"""Writing many changed sets in as few statements as there can be; used by `events.act` alone.

A bulk act mostly gives every row the same value or moves it by the same number, and one UPDATE says
that for hundreds of rows. Only where rows differ does each need its own branch (`bulk_update`),
which costs the database and Django ten times as much.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from events.ledger import Kind, Values, values_of
from events.models import Performance

# SQLite takes 999 parameters in a statement.
MOST_IDS = 500
TIMES = {"start", "end"}
# Held together by a constraint, so they are written by the same statement.
TOGETHER = (TIMES, {"cancelled_at", "cancel_reason"})
Changed = Sequence[tuple[Performance, Values]]


def save_changed(changed: Changed, *, at: datetime) -> None:
    """Write the sets that differ from what they were, with their next version."""
    rows = [row for row, _ in changed]
    now = [values_of(row, Kind.PERFORMANCE) for row in rows]
    before = [was for _, was in changed]
    alike: dict[str, object] = {"version": F("version") + 1, "updated": at}
    unlike: set[str] = set()
    for name in now[0] if now else ():
        if all(after[name] == was[name] for after, was in zip(now, before, strict=True)):
            continue
        step = _step(name, now, before)
        if all(after[name] == now[0][name] for after in now):
            alike[name] = getattr(rows[0], name)
        elif step is not None:
            alike[name] = F(name) + step
        else:
            unlike.add(name)
    for group in TOGETHER:
        if group & unlike:
            unlike |= group & alike.keys()
    for row in rows:
        row.version += 1
        row.updated = at
    for first in range(0, len(rows), MOST_IDS):
        ids = [row.pk for row in rows[first : first + MOST_IDS]]
        Performance.objects.filter(pk__in=ids).update(
            **{name: value for name, value in alike.items() if name not in unlike}
        )
    if unlike:
        names = sorted(name.removesuffix("_id") for name in unlike)
        Performance.objects.bulk_update(rows, names)


def _step(name: str, now: Sequence[Values], before: Sequence[Values]) -> int | None:
    """Return the minutes by which every row's time has moved; one that is unknown stays unknown."""
    if name not in TIMES:
        return None
    pairs = [(after[name], was[name]) for after, was in zip(now, before, strict=True)]
    steps = {
        after - was if isinstance(after, int) and isinstance(was, int) else None
        for after, was in pairs
        if (after, was) != (None, None)
    }
    return steps.pop() if len(steps) == 1 else None
