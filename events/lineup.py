"""The verbs that change sets. Forms, bulk actions, paste, files, clones and the admin all use them.

Each is one transaction with one entry in the ledger, and answers None where everything was so
already. They raise `Refused` or `ValidationError` and then have changed nothing. What they do to
the rows is in `events.deeds`. Acts on the whole event are in `events.editions`, new names in
`events.renames`, taking back in `events.undo`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from bands.models import Band
from events import deeds
from events.act import Act, NotPossible, verb
from events.deeds import Deed, what
from events.models import ChangeSet, Event, Performance, Venue
from events.times import Slot

Seen = Mapping[str, int]
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
    day, start, end, venue_id = was
    where = [
        *([str(row.venue or "a venue to be announced")] if row.venue_id != venue_id else []),
        *([f"{row.day:%A}"] if row.day != day else []),
        *([deeds.time_of(row)] if row.start != start else []),
    ]
    if where:
        return f"Moved {row.band} to {', '.join(where)}"
    return deeds.new_end(str(row.band), row.end) if row.end != end else f"Changed {row.band}"


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
    deed = deeds.moved(venue=venue, day=day, slot=slot)
    return do(performances, deed, by=by, seen=seen, form_key=form_key)


def shift(
    performances: Sequence[Performance],
    minutes: int,
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Move sets by minutes within their festival day; one without a time stays as it is."""
    return do(performances, deeds.shifted(minutes), by=by, seen=seen, form_key=form_key)


def cancel(
    performances: Sequence[Performance],
    *,
    by: User | None,
    reason: str = "",
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Cancel sets: they stay in the lineup, struck through, and free their slot."""
    return do(performances, deeds.cancelled(reason), by=by, seen=seen, form_key=form_key)


def restore(
    performances: Sequence[Performance],
    *,
    by: User | None,
    even_if_taken: bool = False,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Take back cancellations. Raises `deeds.SlotTaken` where another set stands there by now."""
    deed = deeds.restored(despite=None if even_if_taken else ())
    return do(performances, deed, by=by, seen=seen, form_key=form_key)


def announce(
    performances: Sequence[Performance],
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Announce sets: in reveal mode that makes them public."""
    return do(performances, deeds.announced, by=by, seen=seen, form_key=form_key)


def unannounce(
    performances: Sequence[Performance],
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Take announcements back: in reveal mode that hides the sets."""
    return do(performances, deeds.unannounced, by=by, seen=seen, form_key=form_key)


def remove(
    performances: Sequence[Performance],
    *,
    by: User | None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Take sets out of the lineup. They are kept, so that undo brings the same rows back."""
    return do(performances, deeds.removed, by=by, seen=seen, form_key=form_key)


@verb
def do(
    performances: Sequence[Performance],
    deed: Deed,
    *,
    by: User | None,
    into: Event | None = None,
    seen: Seen | None = None,
    form_key: str = "",
) -> ChangeSet | None:
    """Do this to sets of one event, in one act. `into` is the event that they are copied to."""
    act = _act(into or event_of(performances), by, form_key)
    return act.write(done(act, performances, deed, seen))


def done(
    act: Act, performances: Sequence[Performance], deed: Deed, seen: Seen | None = None
) -> str:
    """Have an act that is under way do this to sets, and return what it says of it."""
    event = event_of(performances)
    reader = act if event.pk == act.event.pk else Act(event, by=act.by, only_looks=True)
    return deed(act, reader.take(performances, seen))


def event_of(performances: Sequence[Performance]) -> Event:
    if not performances:
        raise NotPossible("Choose a set first.")
    return performances[0].event


def _act(event: Event, by: User | None, form_key: str) -> Act:
    act = Act(event, by=by, form_key=form_key)
    act.refuse_archived()
    return act
