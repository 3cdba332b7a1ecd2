"""What the ledger says, in words: for every touched row, each field before and after."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bands.forms import links_text
from bands.models import Band
from events import typed_doors
from events.ledger import FIELDS, Kind
from events.models import AcceptedConflict, Change, Event, Performance, Venue
from events.times import HOURS, clock_text

NOTHING = "–"
# What only the ledger itself needs.
UNTOLD = {"first_public", "places"}
NAMES = {
    "band_id": "Band",
    "venue_id": "Venue",
    "announced_at": "Announced",
    "cancelled_at": "Cancelled",
    "removed_at": "Removed",
    "accepted_at": "Marked as intended",
    "called_off": "Called off",
    "timezone": "Time zone",
    "slug": "Address",
    "min_changeover": "Minimum changeover",
}
YES_OR_NO = {"announced_at", "cancelled_at", "removed_at", "reveal_mode", "accepted_at"}
MODELS = {Kind.BAND: Band, Kind.VENUE: Venue, Kind.EVENT: Event}


@dataclass(frozen=True)
class Line:
    """One field of one row. `before` is empty where the row was made."""

    subject: str
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """One touched row: a set, an event, a band, a venue or a conflict."""

    subject: str
    lines: list[Line]
    is_new: bool


def words(changes: Iterable[Change], *, hours: int = HOURS) -> list[Line]:
    """Put changes into words, line by line."""
    return [line for row in rows(changes, hours=hours) for line in row.lines]


def rows(changes: Iterable[Change], *, hours: int = HOURS) -> list[Row]:
    """Put each change into words, with as many queries for many of them as for one."""
    changes = list(changes)
    names = _names(changes)
    return [
        Row(_subject(change, names), _lines(change, names, hours), change.before is None)
        for change in changes
    ]


Names = Mapping[tuple[str, int], str]


def _names(changes: list[Change]) -> Names:
    """Return the names of everything that the changes are about or mention, as they are now."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        wanted[change.kind].add(change.target_id)
        for values in (change.before or {}, change.after):
            for kind in (Kind.BAND, Kind.VENUE):
                named = values.get(f"{kind}_id")
                wanted[kind] |= set() if named is None else {named}
    names = {
        (str(kind), pk): name
        for kind, model in MODELS.items()
        if (pks := wanted[kind])
        for pk, name in model._default_manager.filter(pk__in=pks).values_list("pk", "name")
    }
    sets = Performance.objects.filter(pk__in=wanted[Kind.PERFORMANCE])
    for pk, band in sets.values_list("pk", "band__name") if wanted[Kind.PERFORMANCE] else ():
        names[str(Kind.PERFORMANCE), pk] = band
    marks = AcceptedConflict.objects.filter(pk__in=wanted[Kind.CONFLICT])
    both = marks.values_list("pk", "first__band__name", "second__band__name")
    for pk, *bands in both if wanted[Kind.CONFLICT] else ():
        names[str(Kind.CONFLICT), pk] = " · ".join(dict.fromkeys(bands))
    return names


def _lines(change: Change, names: Names, hours: int) -> list[Line]:
    return [
        Line(
            _subject(change, names),
            NAMES.get(field, field.replace("_", " ").capitalize()),
            "" if change.before is None else _text(field, change.before[field], names, hours),
            _text(field, change.after[field], names, hours),
        )
        for field in FIELDS[change.kind]  # a database keeps no order of its own
        if field in change.after and field not in UNTOLD
        if change.before is not None or change.after[field] not in (None, "", {}, False)
    ]


def _subject(change: Change, names: Names) -> str:
    return names.get((change.kind, change.target_id), f"A {change.kind} deleted since")


def _text(field: str, value: object, names: Names, hours: int) -> str:
    if field in {"band_id", "venue_id"} and value is not None:
        kind = field.removesuffix("_id")
        return names.get((kind, int(str(value))), f"a {kind} deleted since")
    if field in YES_OR_NO:
        return "yes" if value else "no"
    if value in (None, "", {}):
        return "TBA" if field in {"venue_id", "start"} else NOTHING
    if field in {"start", "end", "day_turn"}:
        return clock_text(int(str(value)), hours=hours)
    return WRITERS.get(field, str)(value)


def _doors(value: object) -> str:
    return typed_doors.text(value, days=1) if isinstance(value, dict) else str(value)


WRITERS: dict[str, Callable[[object], str]] = {
    "day": lambda value: f"{date.fromisoformat(str(value)):%A %-d %B %Y}",
    "first_day": lambda value: f"{date.fromisoformat(str(value)):%A %-d %B %Y}",
    "last_day": lambda value: f"{date.fromisoformat(str(value)):%A %-d %B %Y}",
    "status": lambda value: Event.Status(str(value)).label,
    "called_off": lambda value: Event.CalledOff(str(value)).label,
    "doors": _doors,
    "links": lambda value: links_text(value) if isinstance(value, dict) else str(value),
}
