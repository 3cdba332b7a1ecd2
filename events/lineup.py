"""The verbs that change sets. Forms, bulk actions, paste, files, clones and the admin all use them.

Each is one transaction with one entry in the ledger, and answers None where everything was so
already. They raise `Refused` or `ValidationError` and then have changed nothing. Acts on the whole
event are in `events.editions`, new names in `events.renames`, taking back in `events.undo`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from bands.models import Band
from events import conflicts
from events.act import Act, NotPossible, Refused, verb
from events.models import ChangeSet, Event, Performance, Venue
from events.times import Slot, clock_text

Seen = Mapping[str, int]


class SlotTaken(Refused):
    """Restoring would double-book a venue; it may be confirmed. `holders` play there now."""

    def __init__(self, performance: Performance, holders: Sequence[Performance]) -> None:
        self.performance, self.holders = performance, list(holders)
        names = ", ".join(str(holder.band) for holder in holders)
        super().__init__(f"{names} now plays at {performance.venue} when {performance.band} would.")


NO_TIME = Slot()


@dataclass(frozen=True)
class NewSet:
    """What a set starts as. Where `start` is None the time is to be announced."""

    band: Band
    day: date
    venue: Venue | None = None
    slot: Slot = NO_TIME
    note: str = ""
    announced: bool = False
    cancelled: bool = False


@verb
def add(
    event: Event, sets: Sequence[NewSet], *, by: User | None, form_key: str = ""
) -> ChangeSet | None:
    """Add sets to the lineup."""
    act = _act(event, by, form_key)
    for new in sets:
        make(act, new)
    return act.write(f"Added {what([new.band for new in sets])}")


def make(act: Act, new: NewSet) -> None:
    """Put a new set into an act that is under way."""
    act.make(
        Performance(
            band=new.band,
            venue=new.venue,
            day=new.day,
            start=new.slot.start,
            end=new.slot.end,
            note=new.note,
            announced_at=act.now if new.announced else None,
            cancelled_at=act.now if new.cancelled else None,
        )
    )


@verb
def edit(
    performance: Performance,
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
    **fields: object,
) -> ChangeSet | None:
    """Change fields of one set: band, venue, day, start, end, note, cancel_reason."""
    act = _act(performance.event, by, form_key)
    (row,) = act.take([performance], seen)
    was = (row.day, row.start, row.end, row.venue_id)
    for name, value in fields.items():
        if name not in {"band", "venue", "day", "start", "end", "note", "cancel_reason"}:
            raise TypeError(f"A set has no {name} to edit.")
        setattr(row, name, value)
    return act.write(_edit_label(row, was))


def _edit_label(row: Performance, was: tuple[date, int | None, int | None, int | None]) -> str:
    if (row.day, row.start, row.end, row.venue_id) == was:
        return f"Changed {row.band}"
    time = "a time to be announced" if row.start is None else clock_text(row.start)
    place = f", {row.venue}" if row.venue_id != was[3] else ""
    return f"Moved {row.band} to {time}{place}"


@verb
def move(
    performances: Sequence[Performance],
    *,
    by: User | None,
    venue: Venue | None = None,
    day: date | None = None,
    slot: Slot | None = None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Move sets to a venue, a day or a time; what is not named stays."""
    act = _act(event_of(performances), by, form_key)
    rows = act.take(performances, seen)
    for row in rows:
        if venue is not None:
            row.venue = venue
        if day is not None:
            row.day = day
        if slot is not None:
            row.start, row.end = slot.start, slot.end
    where = [
        *([str(venue)] if venue else []),
        *([f"{day:%A}"] if day else []),
        *([clock_text(slot.start)] if slot and slot.start is not None else []),
    ]
    return act.write(f"Moved {what([row.band for row in rows])} to {', '.join(where)}")


@verb
def shift(
    performances: Sequence[Performance],
    minutes: int,
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Move sets by minutes within their festival day; one without a time stays as it is."""
    act = _act(event_of(performances), by, form_key)
    rows = act.take(performances, seen)
    for row in rows:
        slot = Slot(row.start, row.end).shifted(minutes)
        row.start, row.end = slot.start, slot.end
    way = "later" if minutes > 0 else "earlier"
    return act.write(f"Moved {what([row.band for row in rows])} {abs(minutes)} min {way}")


@verb
def cancel(
    performances: Sequence[Performance],
    *,
    by: User | None,
    reason: str = "",
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Cancel sets: they stay in the lineup, struck through, and free their slot."""
    act = _act(event_of(performances), by, form_key)
    rows = [row for row in act.take(performances, seen) if row.cancelled_at is None]
    for row in rows:
        row.cancelled_at, row.cancel_reason = act.now, reason
    return act.write(f"Cancelled {what([row.band for row in rows])}")


@verb
def restore(
    performances: Sequence[Performance],
    *,
    by: User | None,
    even_if_taken: bool = False,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Take back cancellations. Raises `SlotTaken` where another set stands there by now."""
    act = _act(event_of(performances), by, form_key)
    rows = [row for row in act.take(performances, seen) if row.cancelled_at is not None]
    for row in rows:
        row.cancelled_at, row.cancel_reason = None, ""
    if rows and not even_if_taken:
        lineup = act.take_all()
        for row in rows:
            holders = conflicts.holders(row, lineup)
            if holders:
                raise SlotTaken(row, holders)
    return act.write(f"Restored {what([row.band for row in rows])}")


@verb
def announce(
    performances: Sequence[Performance],
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Announce sets: in reveal mode that makes them public."""
    act = _act(event_of(performances), by, form_key)
    rows = [row for row in act.take(performances, seen) if row.announced_at is None]
    for row in rows:
        row.announced_at = act.now
    return act.write(f"Announced {what([row.band for row in rows])}")


@verb
def unannounce(
    performances: Sequence[Performance],
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Take announcements back: in reveal mode that hides the sets."""
    act = _act(event_of(performances), by, form_key)
    rows = [row for row in act.take(performances, seen) if row.announced_at is not None]
    for row in rows:
        row.announced_at = None
    return act.write(f"Unannounced {what([row.band for row in rows])}")


@verb
def remove(
    performances: Sequence[Performance],
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Take sets out of the lineup. They are kept, so that undo brings the same rows back."""
    act = _act(event_of(performances), by, form_key)
    rows = act.take(performances, seen)
    for row in rows:
        row.removed_at = act.now
    return act.write(f"Removed {what([row.band for row in rows])}")


def event_of(performances: Sequence[Performance]) -> Event:
    if not performances:
        raise NotPossible("Choose a set first.")
    return performances[0].event


def what(bands: Sequence[object]) -> str:
    """Name one band, count several sets."""
    return str(bands[0]) if len(bands) == 1 else f"{len(bands)} sets"


def _act(event: Event, by: User | None, form_key: str) -> Act:
    act = Act(event, by=by, form_key=form_key)
    act.refuse_archived()
    return act
