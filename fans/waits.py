"""What waits at an event to be told, as its organizers see it: what, to how many, until when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from events import uncollected
from events.models import Event
from events.uncollected import Waiting
from fans import collecting, composing, reckoning, rounds, saying, urgent
from fans.models import Hold, Round
from fans.reckoning import Share
from fans.saying import Line
from settimes.outbox import gate


@dataclass(frozen=True)
class News:
    """One piece of news in words, how many hear it, and when if it cannot wait."""

    line: Line
    fans: int
    at: datetime | None


@dataclass(frozen=True)
class Progress:
    """A round on its way."""

    round: Round
    reached: int
    people: int


@dataclass(frozen=True)
class Waits:
    news: list[News]
    people: int
    # Who follows a band that plays there.
    followers: int
    acts: int
    told_at: datetime | None
    hold: Hold | None
    # Why no mail would leave, in a sentence.
    shut: str

    @property
    def first_at(self) -> datetime | None:
        """Return when the first of what cannot wait is told."""
        return min((each.at for each in self.news if each.at), default=None)


def of(event: Event, at: datetime) -> Waits:
    waiting = next(iter(uncollected.waiting(event)), None)
    hold = Hold.objects.filter(event=event).select_related("by").first()
    found = _shares(event, at, waiting=waiting, is_held=hold is not None)
    return Waits(
        news=_news(event, found, at),
        people=len(reckoning.people(event, found, at)),
        followers=reckoning.followers(event, at),
        acts=waiting.acts if waiting else 0,
        told_at=collecting.told_at(waiting) if waiting and not hold else None,
        hold=hold,
        shut=composing.organization_why_not(event.organization) or gate.why_shut(),
    )


def shares(event: Event, at: datetime) -> list[Share]:
    """Return the news that waits: of what acts have touched; where it is held, of everything."""
    waiting = next(iter(uncollected.waiting(event)), None)
    is_held = Hold.objects.filter(event=event).exists()
    return _shares(event, at, waiting=waiting, is_held=is_held)


def _shares(event: Event, at: datetime, *, waiting: Waiting | None, is_held: bool) -> list[Share]:
    if waiting is None and not is_held:
        return []
    touched = uncollected.touched([event.pk])
    rows = event.performances.public().select_related("band", "venue").in_order()
    is_all = is_held or event.pk in touched.events
    kept = rows if is_all else [row for row in rows if row.pk in touched.sets]
    return reckoning.shares(event, reckoning.to_come(event, kept, at), at, whole=is_all)


def under_way(event: Event) -> list[Progress]:
    """Return the rounds that are not through yet, and how far they have come."""
    people = rounds.concerned(event)
    return [
        Progress(each, people.filter(pk__lte=each.cursor).count(), people.count())
        for each in Round.objects.filter(event=event, finished=None)
    ]


def _news(event: Event, found: Sequence[Share], at: datetime) -> list[News]:
    """Put shares in words; what is news of the whole event is said once."""
    of_all = [each for each in found if each.owed.is_of_all]
    of_sets = [each for each in found if not each.owed.is_of_all]
    lines = saying.apart([each.owed for each in [*of_all[:1], *of_sets]], event.organization)
    numbers = [each.fans for each in of_sets]
    if of_all:
        numbers.insert(0, len(reckoning.people(event, of_all, at)))
    at_once = _at_once(event, [*of_all[:1], *of_sets], at)
    return [News(*one) for one in zip(lines, numbers, at_once, strict=True)]


def _at_once(event: Event, found: Sequence[Share], at: datetime) -> list[datetime | None]:
    """Return when each of these is told, where it cannot wait for the others."""
    if not found or not urgent.is_on(event, at):
        return [None] * len(found)
    touched = uncollected.touched_at(event)
    lasts = [max(_times(touched, each), default=at) for each in found]
    return [
        last + settings.UNDO_FOR if urgent.is_urgent(each.owed, at) else None
        for each, last in zip(found, lasts, strict=True)
    ]


def _times(touched: Mapping[int | None, datetime], share: Share) -> set[datetime]:
    return {at for key in (None, share.owed.set_key) if (at := touched.get(key))}
