"""What is owed to whom: what is public, true and settled, against what they were last told.

The one comparison behind digests, urgent mails, counts and what an organizer sees waiting. The
number of queries depends neither on the subscribers nor on the sets.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from events import times
from events.models import Event, Performance
from events.visibility import event_is_public, is_public
from fans import truth
from fans.models import Follow, Subscriber, Subscription, Told
from fans.settled import Unsettled, unsettled
from fans.truth import Facts, News

OFF = {Told.State.CALLED_OFF, Told.State.POSTPONED}
OFF_NEWS = {News.CALLED_OFF, News.POSTPONED}
# What somebody was told, by event and set; by the event alone, what they were told of it.
TellsOf = Mapping[tuple[int, int | None], Told]


@dataclass(frozen=True)
class Owed:
    """One piece of news for one person; of a whole event where no set is named."""

    event: Event
    performance: Performance | None
    news: News
    facts: Facts
    told: Told | None

    @property
    def set_key(self) -> int | None:
        return self.performance.pk if self.performance else None

    @property
    def is_of_all(self) -> bool:
        """Say whether it is news of the whole event, though perhaps known by one of its sets."""
        was_off = self.told is not None and self.told.state in OFF
        back_on = self.news == News.BACK_ON and was_off
        return self.performance is None or self.news in OFF_NEWS or back_on

    @property
    def goes_with_event(self) -> bool:
        """Say whether it goes with the event's news: also what stays off when that is on."""
        return self.is_of_all or (self.told is not None and self.told.state in OFF)

    @property
    def key(self) -> str:
        """Name what is told and what was before: the same for as long as both are."""
        about = f"set {self.performance.pk}" if self.performance else f"event {self.event.pk}"
        return f"{about}, {self.told.number if self.told else 0}: {self.news} {self.facts}"


def to_all(
    subscribers: Sequence[Subscriber],
    at: datetime,
    *,
    event: Event | None = None,
    waiting: Unsettled | None = None,
    since: datetime | None = None,
) -> dict[int, list[Owed]]:
    """Return what is owed to each of these, by their id, in the order of the nights.

    Only of one event where it is named. What waits is left out: what any act touched that was not
    collected, with `since` only what was touched later than that; or what `waiting` says.
    """
    people = {subscriber.pk: subscriber for subscriber in subscribers}
    follows = Follow.objects.filter(subscriber__in=list(people), confirmed__isnull=False)
    sets = _sets(follows, at, event)
    tells = _tells(subscribers, at, event)
    events = {row.event_id for row in sets}
    events |= {row.event_id for told in tells.values() for row in told.values()}
    if waiting is None:
        waiting = unsettled(events, since=since)
    by_band: dict[int, list[Performance]] = defaultdict(list)
    for row in sets:
        if not waiting.includes(row.event_id, row.pk):
            by_band[row.band_id].append(row)
    wanted: dict[int, list[Performance]] = defaultdict(list)
    followed: dict[int, set[int]] = defaultdict(set)
    for pk, band in follows.values_list("subscriber", "band"):
        wanted[pk] += by_band[band]
        followed[pk].add(band)
    found: dict[int, list[Owed]] = defaultdict(list)
    for pk, rows in wanted.items():
        found[pk] += _of_sets(rows, tells[people[pk].recipient])
    known = {pk: _of_bands(tells[people[pk].recipient], bands) for pk, bands in followed.items()}
    for pk, one in _of_gone(known, waiting, at):
        found[pk].append(one)
    for pk in _readers(people, tells):
        found[pk] += _of_events(people[pk], tells[people[pk].recipient], waiting, at)
    for pk, news in found.items():
        news.extend(_still_off(wanted[pk], tells[people[pk].recipient], news))
    return {pk: sorted(owed, key=_place) for pk, owed in found.items() if owed}


def to_one(subscriber: Subscriber, at: datetime, *, since: datetime | None = None) -> list[Owed]:
    return to_all([subscriber], at, since=since).get(subscriber.pk, [])


def _sets(follows: QuerySet[Follow], at: datetime, event: Event | None) -> list[Performance]:
    """Return the public sets of the bands followed that are not over."""
    rows = Performance.objects.public().filter(
        band__in=follows.values("band"), event__last_day__gte=times.earliest_last_day(at)
    )
    if event:
        rows = rows.filter(event=event)
    found = rows.select_related("event", "band", "venue")
    return [row for row in found if not truth.is_over(row, row.event, at)]


def _tells(
    subscribers: Sequence[Subscriber], at: datetime, event: Event | None
) -> dict[str, dict[tuple[int, int | None], Told]]:
    """Return what each address was told of events that are not over."""
    hashes = [subscriber.recipient for subscriber in subscribers]
    rows = Told.objects.filter(
        recipient__in=hashes, event__last_day__gte=times.earliest_last_day(at)
    )
    if event:
        rows = rows.filter(event=event)
    found: dict[str, dict[tuple[int, int | None], Told]] = defaultdict(dict)
    for row in rows.select_related("event"):
        found[row.recipient][row.event_id, row.performance_id] = row
    return found


def _readers(people: Mapping[int, Subscriber], tells: Mapping[str, TellsOf]) -> list[int]:
    """Return who was told of an event as a whole, and still wants news of events."""
    told = [
        pk
        for pk, person in people.items()
        if any(performance is None for _, performance in tells.get(person.recipient, ()))
    ]
    if not told:
        return []
    rows = Subscription.objects.filter(subscriber__in=told, confirmed__isnull=False)
    return list(rows.order_by().values_list("subscriber", flat=True).distinct())


def _of_sets(sets: Iterable[Performance], tells: TellsOf) -> list[Owed]:
    found = (of_set(row, tells.get((row.event_id, row.pk))) for row in sets)
    return [one for one in found if one]


def of_set(row: Performance, told: Told | None) -> Owed | None:
    """Return what of a public set is news to somebody who follows its band."""
    facts = truth.of_set(row, row.event)
    news = truth.news(told, facts)
    # Nobody is told of a concluded event what they never heard of.
    if news and (news != News.ANNOUNCED or row.event.status == Event.Status.PUBLISHED):
        return Owed(row.event, row, news, facts, told)
    return None


def is_gone(row: Performance, event: Event, told: Told) -> bool:
    """Say whether a set is not what somebody was told any more: hidden, removed, another band's."""
    return not is_public(row, event) or row.band_id != told.band


def of_gone(row: Performance, event: Event, told: Told) -> Owed | None:
    """Return what of a public event is news to somebody who knows a set of it that is gone.

    They hear nothing of that set, but that the whole event is off, or on again.
    """
    facts = truth.of_gone(told, event)
    news = truth.news(told, facts)
    return Owed(event, row, news, facts, told) if news in {*OFF_NEWS, News.BACK_ON} else None


def of_event(event: Event, told: Told) -> Owed | None:
    """Return what of a public event is news to somebody who was told of it as a whole."""
    facts = truth.of_event(event)
    news = truth.news(told, facts)
    if news and news != News.ANNOUNCED:
        return Owed(event, None, news, facts, told)
    return None


def _of_bands(tells: TellsOf, bands: Collection[int]) -> list[Told]:
    """Return what somebody was told of sets of these bands."""
    return [told for told in tells.values() if told.performance_id and told.band in bands]


def _of_gone(
    known: Mapping[int, Iterable[Told]], waiting: Unsettled, at: datetime
) -> Iterator[tuple[int, Owed]]:
    """Yield what is owed of sets that are gone; few are told of an event that is off or was."""
    denied = [
        (pk, told)
        for pk, tells in known.items()
        for told in tells
        if truth.of_gone(told, told.event) != truth.told(told)
        and event_is_public(told.event)
        and not waiting.includes(told.event_id, told.performance_id)
    ]
    rows = Performance.objects.in_bulk({told.performance_id for _, told in denied})
    for pk, told in denied:
        event, row = told.event, rows.get(told.performance_id)  # it may have been deleted meanwhile
        if row is None or truth.is_over(row, event, at) or not is_gone(row, event, told):
            continue
        if one := of_gone(row, event, told):
            yield pk, one


def _still_off(sets: Iterable[Performance], tells: TellsOf, owed: Sequence[Owed]) -> list[Owed]:
    """Return what stays cancelled where the event goes ahead again, which would deny it."""
    back_on = {one.event.pk for one in owed if one.is_of_all and one.news == News.BACK_ON}
    found = []
    for row in sets if back_on else ():
        told = tells.get((row.event_id, row.pk))
        facts = truth.of_set(row, row.event)
        believed = row.event_id in back_on and told is not None and told.state in OFF
        if believed and facts.state == Told.State.CANCELLED:
            found.append(Owed(row.event, row, News.CANCELLED, facts, told))
    return found


def _of_events(person: Subscriber, tells: TellsOf, waiting: Unsettled, at: datetime) -> list[Owed]:
    found = []
    for (event, performance), told in tells.items():
        if performance is not None or waiting.includes(event, None):
            continue
        if at >= times.closes_at(told.event):
            continue
        if told.event.organization_id != person.organization_id or not event_is_public(told.event):
            continue
        if one := of_event(told.event, told):
            found.append(one)
    return found


def _place(owed: Owed) -> tuple[object, ...]:
    row = owed.performance
    if row is None:
        return owed.event.first_day, owed.event.pk, 0
    late = row.start is None
    return (
        *(owed.event.first_day, owed.event.pk, 1),
        *(row.day, late, row.start or 0, row.band.normalised_name, row.pk),
    )
