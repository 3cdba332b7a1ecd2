"""What cannot wait for a digest: on an event's days, of sets that are soon."""

from datetime import datetime

from django.conf import settings

from events import times
from events.models import Event
from fans import truth
from fans.digests import URGENT
from fans.owed import Owed
from fans.truth import Facts, News

PRESSING = {News.CANCELLED, News.BACK_ON, News.CALLED_OFF, News.POSTPONED}


def is_on(event: Event, at: datetime) -> bool:
    """Say whether it is one of the event's days."""
    return times.opens_at(event) <= at < times.closes_at(event)


def is_urgent(one: Owed, at: datetime) -> bool:
    if not is_on(one.event, at) or not _is_soon(one, at):
        return False
    if one.news == News.MOVED:
        return _is_far(one) and not _was_just_told(one, at)
    return one.news in PRESSING


def _is_soon(one: Owed, at: datetime) -> bool:
    """Say whether a set begins soon, where it was or where it is; of a whole event, something."""
    if one.performance is None:
        return True
    places = [one.facts, *([truth.told(one.told)] if one.told else [])]
    starts = [start for place in places if (start := _starts(place, one.event))]
    # A set that is on already is soon enough. One without a time may begin at any moment.
    return not starts or any(start < at + settings.URGENT_WITHIN for start in starts)


def _is_far(one: Owed) -> bool:
    """Say whether somebody would miss it: it is elsewhere, or begins at quite another time."""
    if one.told is None:
        return False
    was = truth.told(one.told)
    before, after = _starts(was, one.event), _starts(one.facts, one.event)
    if was.venue != one.facts.venue or before is None or after is None:
        return True
    return bool(abs(after - before) >= settings.URGENT_MOVE)


def _was_just_told(one: Owed, at: datetime) -> bool:
    """Say whether an urgent mail about this set went out just now: a move waits for the digest."""
    told = one.told
    return (
        told is not None
        and told.message is not None
        and told.message.kind == URGENT
        and at - told.at < settings.QUIET_FOR
    )


def _starts(facts: Facts, event: Event) -> datetime | None:
    if facts.day is None or facts.start is None:
        return None
    return times.instant(facts.day, facts.start, event.timezone)
