"""The lineup as it would stand after an import, and the conflicts in it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime

from bands.models import Band
from events import conflicts
from events.importing.plan import Choice, Kind, Known, Plan, Row
from events.models import Performance, Venue

# More sets that begin in one venue within an hour, or of one band, are no lineup: conflicts among
# them grow with the square, and listing them helps nobody.
MOST_IN_AN_HOUR = 20


def change(performance: Performance, row: Row, venue: Venue | None, now: datetime) -> None:
    """Give a set what its line says; what the line leaves empty stays."""
    said = row.said
    if venue:
        performance.venue = venue
    if said.slot.start is not None:
        performance.start = said.slot.start
    if said.slot.end is not None:
        performance.end = said.slot.end
    if said.note:
        performance.note = said.note
    if said.announced is not None:
        performance.announced_at = (performance.announced_at or now) if said.announced else None
    if said.cancelled is not None:
        performance.cancelled_at = (performance.cancelled_at or now) if said.cancelled else None
        performance.cancel_reason = performance.cancel_reason if said.cancelled else ""


def add_conflicts(plan: Plan, performances: Sequence[Performance], now: datetime) -> None:
    """Remark on each line whose set would be in conflict: with which, as `conflicts` says it."""
    rows, arranged = _arranged(plan, performances, now)
    if _is_crowded(arranged):
        plan.remarks.append(
            f"More than {MOST_IN_AN_HOUR} sets begin in an hour in one venue, or of one band: "
            "conflicts are not listed."
        )
        return
    hours = plan.event.organization.clock
    for found in conflicts.find(arranged, min_changeover=plan.event.min_changeover):
        for performance in (found.first, found.second):
            row = rows.get(performance.public_id)
            if row:
                row.remarks.append(found.text(hours=hours, beside=performance))
                row.in_conflict = True


def _arranged(
    plan: Plan, performances: Iterable[Performance], now: datetime
) -> tuple[dict[str, Row], list[Performance]]:
    """Return the lines by their set's id, and all sets as they would stand; none is saved."""
    sets = {performance.public_id: performance for performance in performances}
    new_bands: dict[str, Band] = {}
    new_venues: dict[str, Venue] = {}
    rows = {}
    for row in plan.rows:
        if not row.stands or row.band is None or row.day is None:
            continue
        if row.performance:
            performance = copy(row.performance)
        else:
            band = row.band.row or _stand_in(Band, row.band, new_bands)
            performance = Performance(event=plan.event, band=band, day=row.day)
        if row.outcome != Kind.UNCHANGED:
            venue = None
            if row.venue:
                venue = row.venue.row or _stand_in(Venue, row.venue, new_venues)
            change(performance, row, venue, now)
        sets[performance.public_id] = performance
        rows[performance.public_id] = row
    return rows, list(sets.values())


def _stand_in(model: type[Known], choice: Choice[Known], made: dict[str, Known]) -> Known:
    """Return a row for a name that is new; its key is like no saved one's."""
    return made.setdefault(choice.key, model(pk=-1 - len(made), name=choice.name))


def _is_crowded(performances: Iterable[Performance]) -> bool:
    starts: Counter[tuple[str, int, date, int]] = Counter()
    for one in performances:
        if one.start is None or one.cancelled_at:
            continue
        starts["band", one.band_id, one.day, one.start // 60] += 1
        if one.venue_id:
            starts["venue", one.venue_id, one.day, one.start // 60] += 1
    return max(starts.values(), default=0) > MOST_IN_AN_HOUR
