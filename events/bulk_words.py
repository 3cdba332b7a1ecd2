"""A plan in words: what will be done, and what becomes of each set."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dateformat import format as write

from events.bulk import Line, Plan
from events.conflicts import Conflict
from events.deeds import what
from events.models import Performance
from events.times import clock_text

# What the ledger says of a deed, as it is said before it is done.
BEFOREHAND = {
    "Moved": "Move",
    "Changed": "Change",
    "Swapped": "Swap",
    "Cancelled": "Cancel",
    "Restored": "Restore",
    "Announced": "Announce",
    "Unannounced": "Take back the announcement of",
    "Removed": "Remove",
    "Copied": "Copy",
}
TBA = "TBA"


@dataclass(frozen=True)
class Step:
    """One fact of a set: what it was and becomes. `was` is empty where the set is new."""

    fact: str
    was: str
    becomes: str


@dataclass(frozen=True)
class Told:
    """One set of a plan, in words. `holders` play where and when it would."""

    band: str
    steps: list[Step]
    holders: list[str]


def heading(plan: Plan) -> str:
    first, _, rest = plan.label.partition(" ")
    if first == "Copied":
        return f"Copy {what([line.after.band for line in plan.lines])} to {plan.event}"
    return f"{BEFOREHAND[first]} {rest}"


def told(plan: Plan, *, hours: int) -> list[Told]:
    days = plan.event.is_multi_day
    return [
        Told(
            str(line.after.band),
            list(_steps(line, hours=hours, days=days)),
            [str(holder.band) for holder in line.holders],
        )
        for line in plan.lines
    ]


def sentence(conflict: Conflict, *, hours: int) -> str:
    """Say a conflict where it stands beside neither of its sets."""
    return f"{conflict.first.band}: {conflict.text(hours=hours, beside=conflict.first)}"


def _steps(line: Line, *, hours: int, days: bool) -> Iterator[Step]:
    was, now, changed = line.before, line.after, line.changed
    if days and "day" in changed:
        yield Step("Day", write(was.day, "D j M") if was else "", write(now.day, "D j M"))
    if {"start", "end"} & changed or was is None:
        yield Step("Time", _slot(was, hours) if was else "", _slot(now, hours))
    if "venue_id" in changed or was is None:
        yield Step("Venue", _venue(was) if was else "", _venue(now))
    if was is None:
        return
    if "announced_at" in changed:
        yield Step("Announced", _yes(was.announced_at), _yes(now.announced_at))
    if "cancelled_at" in changed:
        yield Step("Set", _state(was), _state(now))
    if "removed_at" in changed:
        yield Step("Set", "", "leaves the lineup")


def _slot(row: Performance, hours: int) -> str:
    if row.start is None:
        return TBA
    end = "" if row.end is None else f"–{clock_text(row.end, hours=hours)}"
    return f"{clock_text(row.start, hours=hours)}{end}"


def _venue(row: Performance) -> str:
    return str(row.venue) if row.venue else TBA


def _state(row: Performance) -> str:
    return "cancelled" if row.cancelled_at else "goes ahead"


def _yes(value: object) -> str:
    return "yes" if value else "no"
