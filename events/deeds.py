"""What is done to sets, one or many: each deed changes rows in memory and says what it did.

A deed is run by an act, which writes what it leaves behind (`events.lineup`), or by a plan, which
only looks at it (`events.bulk`): so a preview cannot say anything else than what is then done.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

from events import conflicts, times
from events.act import Act, NotPossible, Refused
from events.models import Performance, Venue
from events.times import Slot, clock_text

# Takes the act and the rows it is about, in the order chosen; returns what the ledger says of it.
Deed = Callable[[Act, list[Performance]], str]
TWO = 2


class SlotTaken(Refused):
    """Restoring would double-book a venue; it may be confirmed. `holders` play there now."""

    def __init__(self, performance: Performance, holders: Sequence[Performance]) -> None:
        self.performance, self.holders = performance, list(holders)
        names = ", ".join(str(holder.band) for holder in holders)
        super().__init__(f"{names} now plays at {performance.venue} when {performance.band} would.")


def moved(*, venue: Venue | None = None, day: date | None = None, slot: Slot | None = None) -> Deed:
    """Move to a venue, a day or a time; what is not named stays."""

    def put(row: Performance) -> None:
        if venue is not None:
            row.venue = venue
        if day is not None:
            row.day = day
        if slot is not None:
            row.start, row.end = slot.start, slot.end

    def do(_: Act, rows: list[Performance]) -> str:
        if slot and venue is None and day is None and all(row.start == slot.start for row in rows):
            return new_end(_placed(rows, put), slot.end)
        where = [
            *([str(venue)] if venue else []),
            *([f"{day:%A}"] if day else []),
            *([clock_text(slot.start)] if slot and slot.start is not None else []),
        ]
        return f"Moved {_placed(rows, put)} to {', '.join(where)}"

    return do


def without_venue(_: Act, rows: list[Performance]) -> str:
    """Leave the venue to be announced."""

    def put(row: Performance) -> None:
        row.venue = None

    return f"Moved {_placed(rows, put)} to a venue to be announced"


def without_time(_: Act, rows: list[Performance]) -> str:
    """Leave the time to be announced."""

    def put(row: Performance) -> None:
        row.start = row.end = None

    return f"Moved {_placed(rows, put)} to a time to be announced"


def started_at(start: int) -> Deed:
    """Let sets start at a minute of their festival day and last as long as they did."""

    def put(row: Performance) -> None:
        length = Slot(row.start, row.end).length
        row.start, row.end = start, None if length is None else start + length

    return lambda _, rows: f"Moved {_placed(rows, put)} to {clock_text(start)}"


def lasting(minutes: int) -> Deed:
    """Let sets last so long from their start; one without a time stays as it is."""

    def put(row: Performance) -> None:
        row.end = None if row.start is None else row.start + minutes

    def do(_: Act, rows: list[Performance]) -> str:
        if not 0 < minutes <= times.LONGEST_SET:
            raise NotPossible(f"A set lasts 1 to {times.LONGEST_SET} minutes.")
        return f"Changed the length of {_placed(rows, put)} to {minutes} min"

    return do


def shifted(minutes: int) -> Deed:
    """Move by minutes within the festival day; a set without a time stays as it is."""

    def put(row: Performance) -> None:
        slot = Slot(row.start, row.end).shifted(minutes)
        row.start, row.end = slot.start, slot.end

    way = "later" if minutes > 0 else "earlier"
    return lambda _, rows: f"Moved {_placed(rows, put)} {abs(minutes)} min {way}"


def swapped(_: Act, rows: list[Performance]) -> str:
    """Give each of two sets the venue, day and time of the other."""
    if len(rows) != TWO:
        raise NotPossible("Choose two sets to swap.")
    one, other = rows
    one.venue, other.venue = other.venue, one.venue
    one.day, other.day = other.day, one.day
    one.start, other.start = other.start, one.start
    one.end, other.end = other.end, one.end
    return f"Swapped {one.band} and {other.band}"


def cancelled(reason: str = "") -> Deed:
    """Cancel: the sets stay in the lineup, struck through, and free their slots."""

    def do(act: Act, rows: list[Performance]) -> str:
        on = [row for row in rows if row.cancelled_at is None]
        for row in on:
            row.cancelled_at, row.cancel_reason = act.now, reason
        return f"Cancelled {_what(on)}"

    return do


def restored(*, despite: Collection[str] | None = ()) -> Deed:
    """Take cancellations back.

    Raises `SlotTaken` where another set stands there by now, but for those whose public ids are
    named in `despite`; None is any.
    """

    def do(act: Act, rows: list[Performance]) -> str:
        off = [row for row in rows if row.cancelled_at is not None]
        for row in off:
            row.cancelled_at, row.cancel_reason = None, ""
        if off and despite is not None:
            for row, holders in holding(off, act.take_all()):
                if any(holder.public_id not in despite for holder in holders):
                    raise SlotTaken(row, holders)
        return f"Restored {_what(off)}"

    return do


def holding(
    rows: Iterable[Performance], lineup: Collection[Performance]
) -> list[tuple[Performance, list[Performance]]]:
    """Return which of the sets would share their venue, each with those that hold it then."""
    return [(row, found) for row in rows if (found := conflicts.holders(row, lineup))]


def announced(act: Act, rows: list[Performance]) -> str:
    """Announce: in reveal mode that makes the sets public."""
    hidden = [row for row in rows if row.announced_at is None]
    for row in hidden:
        row.announced_at = act.now
    return f"Announced {_what(hidden)}"


def unannounced(_: Act, rows: list[Performance]) -> str:
    """Take announcements back: in reveal mode that hides the sets."""
    shown = [row for row in rows if row.announced_at is not None]
    for row in shown:
        row.announced_at = None
    return f"Unannounced {_what(shown)}"


def removed(act: Act, rows: list[Performance]) -> str:
    """Take out of the lineup. The rows are kept, so that undo brings the same ones back."""
    for row in rows:
        row.removed_at = act.now
    return f"Removed {_what(rows)}"


def copied(act: Act, rows: list[Performance]) -> str:
    """Put the sets of another event into this one, on the same day number; none announced."""
    origin = rows[0].event
    if origin.pk == act.event.pk:
        raise NotPossible("Choose another event to copy to.")
    for row in rows:
        act.make(
            Performance(
                band=row.band,
                venue=row.venue,
                day=times.later_day(act.event.first_day, times.day_number(origin, row.day) - 1),
                start=row.start,
                end=row.end,
                note=row.note,
            )
        )
    return f"Copied {_what(rows)} from {origin}"


def new_end(whose: str, end: int | None) -> str:
    """Say that nothing else than the end changed."""
    if end is None:
        return f"Removed the end of {whose}"
    return f"Changed the end of {whose} to {clock_text(end)}"


def time_of(row: Performance) -> str:
    return "a time to be announced" if row.start is None else clock_text(row.start)


def what(bands: Sequence[object]) -> str:
    """Name one band, count several sets."""
    return str(bands[0]) if len(bands) == 1 else f"{len(bands)} sets"


def _placed(rows: Iterable[Performance], put: Callable[[Performance], None]) -> str:
    """Put each set in its place, and say which were not there already."""
    moved = []
    for row in rows:
        was = (row.venue_id, row.day, row.start, row.end)
        put(row)
        if (row.venue_id, row.day, row.start, row.end) != was:
            moved.append(row)
    return _what(moved)


def _what(rows: Sequence[Performance]) -> str:
    return what([row.band for row in rows])
