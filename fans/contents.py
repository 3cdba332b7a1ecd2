"""What an issue says: new events, new bands of events that are known, and what is on.

From what is public, true and settled, and what each address was told. The number of queries depends
neither on the subscribers nor on the sets.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from accounts.models import Organization
from bands.names import normalise
from events import times
from events.models import Event, Performance
from fans import truth
from fans.frequencies import Frequency, next_issue
from fans.hushed import hushed
from fans.models import Subscriber, Subscription, Told
from fans.owed import OFF, Owed
from fans.settled import unsettled
from fans.truth import Facts, News


@dataclass(frozen=True)
class Wish:
    """A subscription, as it is compared: until which day it wants to know what is on."""

    city: str
    genre: str
    until: date


@dataclass(frozen=True)
class Bill:
    """An event ahead, with the sets of it that may be told: in the order of the nights."""

    event: Event
    sets: list[Performance]
    # By set; by None those of the whole event. Compared with what many people were told.
    facts: dict[int | None, Facts]
    is_hushed: bool

    def of(self, wishes: Sequence[Wish]) -> list[Performance]:
        """Return the sets of the genres that somebody wants."""
        wanted = {wish.genre for wish in wishes}
        if "" in wanted:
            return self.sets
        return [
            row for row in self.sets if any(normalise(one) in wanted for one in row.band.genres)
        ]


@dataclass(frozen=True)
class Part:
    """What is said of one event."""

    event: Event
    # That the event is known from now on, where it was not.
    of_all: list[Owed]
    sets: list[Owed] = field(default_factory=list)


@dataclass(frozen=True)
class Contents:
    new: list[Part]
    more: list[Part]
    on: list[Part]

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.more or self.on)

    @property
    def owed(self) -> list[Owed]:
        """Return what somebody who reads it was told."""
        parts = chain(self.new, self.more, self.on)
        return [one for part in parts for one in (*part.of_all, *part.sets)]

    @property
    def keys(self) -> list[str]:
        return [*(one.key for one in self.owed), *(f"on {part.event.pk}" for part in self.on)]


def of_all(
    organization: Organization,
    people: Sequence[Subscriber],
    subscriptions: Iterable[Subscription],
    day: date,
    at: datetime,
) -> dict[int, Contents]:
    """Return what the issue of this day says to each of these, by their id."""
    wishes = defaultdict(list)
    for row in subscriptions:
        until = next_issue(Frequency(row.frequency), day)
        wishes[row.subscriber_id].append(Wish(normalise(row.city), normalise(row.genre), until))
    bills = _bills(organization, at)
    tells = _tells(people, bills)
    return {
        person.pk: _of_one(bills, wishes[person.pk], tells[person.recipient], day)
        for person in people
    }


def _bills(organization: Organization, at: datetime) -> list[Bill]:
    """Return the events ahead that may be told, and go ahead."""
    rows = Event.objects.filter(
        organization=organization,
        status=Event.Status.PUBLISHED,
        called_off=Event.CalledOff.NO,
        last_day__gte=times.earliest_last_day(at),
    ).order_by("first_day", "pk")
    events = {row.pk: row for row in rows if at < times.closes_at(row)}
    waiting, kept = unsettled(events), hushed(events)
    sets = defaultdict(list)
    found = Performance.objects.public().filter(event__in=events, cancelled_at=None)
    for row in found.select_related("band", "venue"):
        row.event = events[row.event_id]
        may_be_told = row.pk not in kept.sets and not waiting.includes(row.event_id, row.pk)
        if may_be_told and not truth.is_over(row, row.event, at):
            sets[row.event_id].append(row)
    return [
        _bill(event, sorted(sets[pk], key=_place), is_hushed=pk in kept.events)
        for pk, event in events.items()
        if not waiting.includes(pk, None)
    ]


def _bill(event: Event, sets: list[Performance], *, is_hushed: bool) -> Bill:
    facts: dict[int | None, Facts] = {row.pk: truth.of_set(row, event) for row in sets}
    return Bill(event, sets, facts | {None: truth.of_event(event)}, is_hushed)


def _tells(
    people: Sequence[Subscriber], bills: Sequence[Bill]
) -> dict[str, dict[int, dict[int | None, Told]]]:
    """Return what each address was told of these events, by event and set."""
    rows = Told.objects.filter(
        recipient__in=[person.recipient for person in people],
        event__in=[bill.event.pk for bill in bills],
    )
    found: dict[str, dict[int, dict[int | None, Told]]]
    found = defaultdict(lambda: defaultdict(dict))
    for row in rows.defer("before", "message", "at"):
        found[row.recipient][row.event_id][row.performance_id] = row
    return found


def _of_one(
    bills: Sequence[Bill],
    wishes: Sequence[Wish],
    tells: Mapping[int, Mapping[int | None, Told]],
    day: date,
) -> Contents:
    contents = Contents([], [], [])
    for bill in bills:
        event = bill.event
        wanted = [wish for wish in wishes if wish.city in {"", normalise(event.city)}]
        sets = bill.of(wanted)
        wants_all = any(not wish.genre for wish in wanted) and not bill.is_hushed
        if not (sets or wants_all):
            continue
        told = tells.get(event.pk, {})
        if any(_is_believed_off(row) for row in told.values()):
            continue  # a digest says first that it is back on
        part = Part(event, _new(bill, [None], told), _new(bill, sets, told))
        if not any(row.heard for row in told.values()):
            if part.of_all or part.sets:
                contents.new.append(part)
        elif part.sets:
            contents.more.append(part)
        elif event.last_day >= day and any(event.first_day < wish.until for wish in wanted):
            contents.on.append(part)
    return contents


def _is_believed_off(row: Told) -> bool:
    """Say whether somebody heard that it is off, and nobody decided that they hear no other."""
    return row.heard and {row.state, truth.hushed_state(row) or row.state} <= OFF


def _new(
    bill: Bill, sets: Iterable[Performance | None], told: Mapping[int | None, Told]
) -> list[Owed]:
    """Return what of these is new to somebody who was told that; None is the whole event."""
    found = []
    for row in sets:
        key = row.pk if row else None
        before, facts = told.get(key), bill.facts[key]
        if truth.news(before, facts) == News.ANNOUNCED:
            found.append(Owed(bill.event, row, News.ANNOUNCED, facts, before))
    return found


def _place(row: Performance) -> tuple[object, ...]:
    return row.day, row.start is None, row.start or 0, row.band.normalised_name, row.pk
