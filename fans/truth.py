"""What is true of a set, and what of it is news to somebody who was told something else.

Pure functions on rows. From one comparison follow all the promises: what was undone or moved back
differs from nothing, late comers differ from everything, and nobody is told twice.
"""

from dataclasses import astuple, dataclass, replace
from datetime import date, datetime

from events import times
from events.models import Event, Performance
from fans.models import Notice, Told

State = Told.State
News = Notice.News
CALLED_OFF = {
    Event.CalledOff.CANCELLED: State.CALLED_OFF,
    Event.CalledOff.POSTPONED: State.POSTPONED,
}
BY_STATE = {
    State.CANCELLED: News.CANCELLED,
    State.CALLED_OFF: News.CALLED_OFF,
    State.POSTPONED: News.POSTPONED,
}


@dataclass(frozen=True)
class Facts:
    """What a fan is told of: whether, when, in which venue, and who."""

    state: str
    day: date | None = None
    start: int | None = None
    venue: int | None = None
    band: int | None = None


def of_set(performance: Performance, event: Event) -> Facts:
    """Read a set's facts; it must have come through `Performance.objects.public()`."""
    return Facts(
        _state(event, cancelled=performance.cancelled_at is not None),
        performance.day,
        performance.start,
        performance.venue_id,
        performance.band_id,
    )


def of_event(event: Event) -> Facts:
    return Facts(_state(event, cancelled=False))


def of_gone(row: Told, event: Event) -> Facts:
    """Read what is true of a set that is gone: that the event is off or on again; else it stays."""
    was, now = told(row), of_event(event)
    is_changed = now.state != State.ON or was.state in CALLED_OFF.values()
    return replace(was, state=now.state) if is_changed else was


def says(facts: Facts) -> str:
    """Sum up what a mail would say; of what is off nothing of where it would be."""
    if facts.state != State.ON:
        facts = Facts(facts.state, band=facts.band)
    return "/".join("" if value is None else str(value) for value in astuple(facts))


def hushed_state(row: Told) -> str:
    """Read whether it takes place by what nobody was to hear of, if there is such."""
    return row.hushed.partition("/")[0]


def told(row: Told) -> Facts:
    """Read what somebody was told last."""
    return Facts(row.state, row.day, row.start, row.venue, row.band)


def _state(event: Event, *, cancelled: bool) -> str:
    otherwise = State.CANCELLED if cancelled else State.ON
    return CALLED_OFF.get(Event.CalledOff(event.called_off), otherwise)


def news(row: Told | None, now: Facts) -> News | None:
    """Return what is news to somebody who was told what `row` says, or nothing yet."""
    if row and says(now) in row.hushed.splitlines():
        return None
    # A set is new when another band plays it now.
    if row is None or not row.heard or row.band != now.band:
        return News.ANNOUNCED if now.state == State.ON else None
    was = told(row)
    if now.state == State.ON:
        if was.state != State.ON:
            return News.BACK_ON
        return None if was == now else News.MOVED
    # A set that is off is news once, wherever it is moved to. One that stays off when its event is
    # back on is none.
    if now.state == was.state or (now.state == State.CANCELLED and was.state != State.ON):
        return None
    return BY_STATE[State(now.state)]


def is_over(performance: Performance, event: Event, at: datetime) -> bool:
    """Say whether there is nothing left to tell of a set: nobody is told of the past."""
    over = times.over_at(performance, event)
    return at >= (over or times.day_closes_at(event, performance.day))
