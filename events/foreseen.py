"""An event as an act would leave it, unsaved, and how many fans would hear of that."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from events import board, heard, times
from events.models import Event, Performance

Status, CalledOff = Event.Status, Event.CalledOff
# Which day is not known before it is typed. To whom it is news does not depend on that.
LATER = 7


@dataclass(frozen=True)
class Hear:
    """How many would be told if its days stay, and if it gets others."""

    fans: int
    moved: int | None = None

    @property
    def depends(self) -> bool:
        return self.moved is not None and self.moved != self.fans


def published(event: Event) -> Event:
    return _with(event, status=Status.PUBLISHED)


def with_reveal_mode(event: Event, *, on: bool) -> Event:
    return _with(event, reveal_mode=on)


def of_calling_off(event: Event, at: datetime) -> dict[str, Hear]:
    """Return how many hear of each way to call an event off, or on again, that there is."""
    if event.status != Status.PUBLISHED:
        return {}
    rows = list(board.read(event))
    off = CalledOff(event.called_off)
    goes_ahead = _with(event, called_off=CalledOff.NO)
    moved = heard.would_hear(*_moved(goes_ahead, rows, _later_than(event, at)))
    found = {}
    if off != CalledOff.NO:
        found["go_ahead"] = Hear(heard.would_hear(goes_ahead, rows), moved)
    if off != CalledOff.POSTPONED:
        postponed = _with(event, called_off=CalledOff.POSTPONED)
        found["postpone"] = Hear(heard.would_hear(postponed, rows), moved)
    if off != CalledOff.CANCELLED:
        found["cancel"] = Hear(heard.would_hear(_with(event, called_off=CalledOff.CANCELLED), rows))
    return found


def _with(event: Event, **values: object) -> Event:
    found = copy.copy(event)
    for name, value in values.items():
        setattr(found, name, value)
    return found


def _later_than(event: Event, at: datetime) -> date:
    today = times.festival_day(at, event.timezone, event.day_turn)
    return times.later_day(max(event.first_day, today), LATER)


def _moved(
    event: Event, rows: Sequence[Performance], first_day: date
) -> tuple[Event, list[Performance]]:
    """Return both as they would be on other days; every set moves by as many as the event."""
    by = (first_day - event.first_day).days
    there = _with(event, first_day=first_day, last_day=times.later_day(event.last_day, by))
    sets = [copy.copy(row) for row in rows]
    for row in sets:
        row.day = times.later_day(row.day, by)
    return there, sets
