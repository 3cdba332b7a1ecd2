"""The verbs that change a whole event: its life, its days, its facts.

Status goes draft → published → archived and back, one step at a time. Asking for the state it has
already is a success (None); asking from a state that is not next to it is refused, so whoever
loses a race is told and overwrites nothing.
"""

import uuid
from datetime import date

from accounts.models import User
from events import ledger, times
from events.act import Act, NotPossible, Refused, verb
from events.ledger import Kind
from events.models import ChangeSet, Event
from events.rules import check_event
from events.visibility import is_public

Status = Event.Status

# What has no verb of its own; it may be changed while the event is archived too.
FACTS = {
    *("name", "slug", "doors", "min_changeover", "city", "ticket_url", "links", "description"),
}


class EmptyLineup(Refused):
    """There is nothing to show yet; “lineup to be announced” is fine, but asked about first."""


@verb
def create(event: Event, *, by: User | None) -> ChangeSet | None:
    """Save a new event as a draft, and begin its history."""
    event.status, event.revision = Status.DRAFT, 0
    check_event(event)
    event.validate_constraints()
    event.save(force_insert=True)
    made = ledger.Entry(Kind.EVENT, event.pk, None, ledger.values_of(event, Kind.EVENT))
    return ledger.record(
        event.organization, event, [made], label="Created", by=by, operation=uuid.uuid4()
    )


@verb
def publish(event: Event, *, by: User | None, even_if_empty: bool = False) -> ChangeSet | None:
    """Show a draft to everybody. Raises `EmptyLineup` where that shows no set."""
    act = Act(event, by=by)
    changes = _step(act, Status.DRAFT, Status.PUBLISHED)
    if (
        changes
        and not even_if_empty
        and not any(is_public(row, act.event) for row in act.take_all())
    ):
        raise EmptyLineup(f"{act.event} has no set to show yet.")
    return act.write("Published")


@verb
def unpublish(event: Event, *, by: User | None) -> ChangeSet | None:
    """Make a published event a draft again: nobody outside sees it."""
    act = Act(event, by=by)
    _step(act, Status.PUBLISHED, Status.DRAFT)
    return act.write("Unpublished")


@verb
def archive(event: Event, *, by: User | None) -> ChangeSet | None:
    """Conclude a published event: it stays public, its lineup is closed."""
    act = Act(event, by=by)
    _step(act, Status.PUBLISHED, Status.ARCHIVED)
    return act.write("Archived")


@verb
def unarchive(event: Event, *, by: User | None) -> ChangeSet | None:
    act = Act(event, by=by)
    _step(act, Status.ARCHIVED, Status.PUBLISHED)
    return act.write("Unarchived")


@verb
def call_off(
    event: Event, how: Event.CalledOff, *, by: User | None, reason: str = ""
) -> ChangeSet | None:
    """Cancel or postpone the whole event, or say that it goes ahead after all."""
    act = _open(event, by)
    act.event.called_off = how
    act.event.called_off_reason = reason if how != Event.CalledOff.NO else ""
    return act.write(str(how.label))


@verb
def change_dates(
    event: Event, first_day: date, last_day: date, *, by: User | None
) -> ChangeSet | None:
    """Move the event; its sets move by as many days as its first day does."""
    act = _open(event, by)
    by_days = (first_day - act.event.first_day).days
    for row in act.take_all() if by_days else ():
        row.day = times.later_day(row.day, by_days)
    act.event.first_day, act.event.last_day = first_day, last_day
    length = len(times.days(act.event))
    act.event.doors = {
        number: minute for number, minute in act.event.doors.items() if int(number) <= length
    }
    until = f" to {last_day:%-d %B %Y}" if last_day != first_day else ""
    return act.write(f"Moved to {first_day:%-d %B %Y}{until}")


@verb
def change_zone(event: Event, timezone: str, *, by: User | None) -> ChangeSet | None:
    """Change the time zone: clocks keep their times, instants move."""
    act = _open(event, by)
    act.event.timezone = timezone
    return act.write(f"Time zone {timezone}")


@verb
def change_day_turn(event: Event, day_turn: int, *, by: User | None) -> ChangeSet | None:
    """Change the minute after midnight at which its festival days begin."""
    act = _open(event, by)
    act.event.day_turn = day_turn
    return act.write(f"Days begin at {times.clock_text(day_turn)}")


@verb
def set_reveal_mode(event: Event, *, on: bool, by: User | None) -> ChangeSet | None:
    """Switch reveal mode: while it is on, only announced sets are public."""
    act = _open(event, by)
    act.event.reveal_mode = on
    return act.write(f"Reveal mode {'on' if on else 'off'}")


@verb
def edit_facts(event: Event, *, by: User | None, **facts: object) -> ChangeSet | None:
    """Change what has no verb of its own: name, slug, doors, city, ticket link and the like."""
    act = Act(event, by=by)
    for name, value in facts.items():
        if name not in FACTS:
            raise TypeError(f"An event has no {name} to edit.")
        setattr(act.event, name, value)
    act.event.validate_constraints(exclude=["organization"] if "slug" not in facts else None)
    return act.write(f"Changed {', '.join(sorted(facts)).replace('_', ' ')}")


def _step(act: Act, from_status: Status, to_status: Status) -> bool:
    """Take one step of the event's life; say whether it changes anything."""
    if act.event.status not in {from_status, to_status}:
        now = Status(act.event.status).label.lower()
        raise NotPossible(
            f"{act.event} is {now} now, so it cannot become {to_status.label.lower()}."
        )
    changes = act.event.status != to_status
    act.event.status = to_status
    return changes


def _open(event: Event, by: User | None) -> Act:
    act = Act(event, by=by)
    act.refuse_archived()
    return act
