"""The verbs that change a whole event: its life, its days, its facts.

Status goes draft → published → archived and back, one step at a time. Asking for the state it has
already is a success (None); asking from a state that is not next to it is refused, so whoever
loses a race is told and overwrites nothing.
"""

import uuid
from collections.abc import Mapping
from datetime import date

from accounts.models import Organization, User
from events import ledger, times
from events.act import Act, NotPossible, Refused, Repeated, verb
from events.ledger import Kind
from events.models import ChangeSet, Event
from events.rules import check_event
from events.visibility import is_public

Status = Event.Status

# What has no verb of its own; it may be changed while the event is archived too.
FACTS = {
    *("name", "slug", "doors", "min_changeover", "city", "ticket_url", "links", "description"),
}

DAYS = {"first_day", "last_day"}
CLOCKS = {"timezone", "day_turn"}
ROW_RULES = {"name", "first_day", "last_day", "day_turn", "status", "called_off"}
WORDS = {
    "first_day": "first day",
    "last_day": "last day",
    "timezone": "time zone",
    "day_turn": "when days begin",
    "slug": "address",
    "ticket_url": "ticket link",
    "min_changeover": "minimum changeover",
}


class EmptyLineup(Refused):
    """There is nothing to show yet; “lineup to be announced” is fine, but asked about first."""


@verb
def create(event: Event, *, by: User | None, form_key: str = "") -> ChangeSet | None:
    """Save a new event as a draft, and begin its history."""
    refuse_repeated(event.organization, by, form_key)
    save_new(event)
    made = ledger.Entry(Kind.EVENT, event.pk, None, ledger.values_of(event, Kind.EVENT))
    return ledger.record(
        event.organization,
        event,
        [made],
        label="Created",
        by=by,
        operation=uuid.uuid4(),
        form_key=form_key,
    )


def save_new(event: Event) -> None:
    """Save a new event as the draft that every event begins as."""
    event.status, event.revision = Status.DRAFT, 0
    check_event(event)
    # The other constraints are of one row and asked about above; each would cost a statement.
    event.validate_constraints(exclude=ROW_RULES)
    event.save(force_insert=True)


def refuse_repeated(organization: Organization, by: User | None, form_key: str) -> None:
    """Raise `Repeated` where this submission has made its event already.

    There is no event yet to wait at, so those that make one wait for each other at the
    organization: a double tap is one after the other, and makes one.
    """
    if not form_key:
        return
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    made = ChangeSet.objects.filter(by=by, form_key=form_key, organization=organization)
    first = made.select_related("event").first()
    if first:
        raise Repeated(first)


@verb
def delete(event: Event, *, by: User | None) -> ChangeSet | None:
    """Delete a draft or a concluded event for good, with its lineup and its history."""
    act = Act(event, by=by)
    if act.event.status == Status.PUBLISHED:
        raise NotPossible(f"{event} is published. Unpublish it first.")
    owner, label = act.event.organization, f"Deleted {act.event}"
    gone = ledger.Entry(Kind.EVENT, event.pk, ledger.values_of(act.event, Kind.EVENT), {})
    act.event.delete()
    return ledger.record(owner, None, [gone], label=label, by=by, operation=act.operation)


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
def postpone(
    event: Event, *, by: User | None, to: date | None = None, reason: str = ""
) -> ChangeSet | None:
    """Postpone the whole event: to another first day, which it then goes ahead on, or for now."""
    act = _open(event, by)
    if to is None:
        act.event.called_off, act.event.called_off_reason = Event.CalledOff.POSTPONED, reason
        return act.write("Postponed")
    return act.write(_go_ahead(act, to))


@verb
def go_ahead(event: Event, *, by: User | None, on: date | None = None) -> ChangeSet | None:
    """Take a cancellation or postponement back, on the same days or on others."""
    act = _open(event, by)
    return act.write(_go_ahead(act, on or act.event.first_day))


def _go_ahead(act: Act, first_day: date) -> str:
    moves = first_day != act.event.first_day
    length = act.event.last_day - act.event.first_day
    _move_days(act, first_day, first_day + length)
    act.event.called_off, act.event.called_off_reason = Event.CalledOff.NO, ""
    return f"Postponed to {first_day:%-d %B %Y}" if moves else "Goes ahead"


@verb
def change_dates(
    event: Event, first_day: date, last_day: date, *, by: User | None
) -> ChangeSet | None:
    """Move the event; its sets move by as many days as its first day does."""
    act = _open(event, by)
    return act.write(_move_days(act, first_day, last_day))


def _move_days(act: Act, first_day: date, last_day: date) -> str:
    by_days = (first_day - act.event.first_day).days
    for row in act.take_all() if by_days else ():
        row.day = times.later_day(row.day, by_days)
    act.event.first_day, act.event.last_day = first_day, last_day
    length = len(times.days(act.event))
    act.event.doors = {
        number: minute for number, minute in act.event.doors.items() if int(number) <= length
    }
    until = f" to {last_day:%-d %B %Y}" if last_day != first_day else ""
    return f"Moved to {first_day:%-d %B %Y}{until}"


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


@verb
def edit(
    event: Event, typed: Mapping[str, object], *, by: User | None, form_key: str = ""
) -> ChangeSet | None:
    """Change whatever is typed otherwise than it is, in one act: days, zone, day-turn, facts."""
    act = Act(event, by=by, form_key=form_key)
    differs = [name for name, value in typed.items() if value != getattr(act.event, name)]
    if set(differs) - FACTS:
        act.refuse_archived()
    if set(differs) - FACTS - CLOCKS - DAYS:
        raise TypeError(f"An event has no {', '.join(differs)} to edit here.")
    label = f"Changed {', '.join(WORDS.get(name, name) for name in differs)}"
    if DAYS & set(differs):
        moved = _move_days(act, typed["first_day"], typed["last_day"])  # type: ignore[arg-type]
        label = moved if set(differs) <= DAYS else label
    for name in set(differs) - DAYS:
        setattr(act.event, name, typed[name])
    act.event.validate_constraints(exclude=None if "slug" in differs else ["organization"])
    return act.write(label)


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
