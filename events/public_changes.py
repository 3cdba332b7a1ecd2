"""What of the ledger strangers may know: every change that they could see when it was made.

The ledger is read backwards from how things stand: act by act the rows are put back to what they
were, and the visibility rule is asked of them again. What happened to a set or an event while it
was hidden is no change here, and neither is anything that shows on no public page.
"""

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Q

from accounts.models import Organization
from bands.models import Band
from events import ledger
from events.ledger import Kind
from events.models import Change, Event, Performance, Venue
from events.visibility import event_is_public, is_public

Names = dict[int, str]


class Act(NamedTuple):
    """What of a `ChangeSet` may be told; its label may name what is hidden."""

    pk: int
    at: datetime
    operation: UUID


class Touched(NamedTuple):
    """One row that an act touched, with what it was before; None where the act made it."""

    kind: str
    target_id: int
    before: ledger.Values | None


COLUMNS = (
    *("change_set__event_id", "change_set_id", "change_set__at", "change_set__operation"),
    *("kind", "target_id", "before"),
)
Acts = Mapping[Act, Iterable[Touched]]


class EventFace(NamedTuple):
    """What strangers see of an event, apart from its sets."""

    name: str
    slug: str
    first_day: date
    last_day: date
    timezone: str
    called_off: str
    called_off_reason: str
    city: str
    ticket_url: str
    links: object
    doors: object
    description: str


class SetFace(NamedTuple):
    """What strangers see of a set, with what its calendar entry says of the event."""

    band: str
    venue: str | None
    day: date
    start: int | None
    end: int | None
    cancelled: bool
    cancel_reason: str
    note: str
    event: tuple[str, str, str, str, str]


F = TypeVar("F", SetFace, EventFace)


@dataclass(frozen=True)
class Step(Generic[F]):
    """How something looked before and after an act; None where it was hidden."""

    act: Act
    before: F | None
    after: F | None


@dataclass(frozen=True)
class Past(Generic[F]):
    """The steps of one set or event, the newest first."""

    steps: Sequence[Step[F]]

    @property
    def sequence(self) -> int:
        """Count how often it has been shown otherwise than the time before."""
        shown = sum(step.after is not None for step in self.steps)
        return shown - (bool(self.steps) and self.steps[-1].before is None)

    @property
    def changed_at(self) -> datetime | None:
        return max((step.act.at for step in self.steps if step.after is not None), default=None)

    @property
    def first_shown(self) -> Act | None:
        """Return the act that made it public; None where it was made outside of the ledger."""
        if not self.steps or self.steps[-1].before is not None:
            return None
        return self.steps[-1].act


@dataclass(frozen=True)
class History:
    """The past of one event, and of its sets by their id."""

    event: Past[EventFace]
    sets: Mapping[int, Past[SetFace]]


def of_event(event: Event, performances: Sequence[Performance]) -> History:
    """Return the past of an event and of its public sets, which come with band and venue."""
    return _histories([event], performances, Q(change_set__event=event))[event.pk]


def of_band(band: Band, performances: Sequence[Performance]) -> dict[int, History]:
    """Return the past of a band's public sets by event; each comes with event and venue."""
    own = Performance.objects.public().filter(band=band)
    about = Q(kind=Kind.PERFORMANCE, target_id__in=own.values("pk")) | ~Q(kind=Kind.PERFORMANCE)
    events = {row.event_id: row.event for row in performances}
    which = Q(change_set__event__in=own.values("event")) & about
    return _histories(events.values(), performances, which)


def of_events(organization: Organization, events: Sequence[Event]) -> dict[int, History]:
    """Return the past of an organization's public events, without their sets."""
    public = Event.objects.public().filter(organization=organization)
    return _histories(events, [], Q(change_set__event__in=public, kind=Kind.EVENT))


def _histories(
    events: Iterable[Event], performances: Iterable[Performance], which: Q
) -> dict[int, History]:
    told = [Kind.PERFORMANCE, Kind.EVENT, Kind.BAND, Kind.VENUE]
    changes = Change.objects.filter(which, kind__in=told).order_by("-change_set_id", "-pk")
    acts: dict[int, dict[Act, list[Touched]]] = defaultdict(lambda: defaultdict(list))
    former: dict[str, set[int]] = {"band_id": set(), "venue_id": set()}
    for event_id, pk, at, operation, *touched in changes.values_list(*COLUMNS):
        row = Touched(*touched)
        acts[event_id][Act(pk, at, operation)].append(row)
        for column, ids in former.items():
            if row.before and isinstance(one := row.before.get(column), int):
                ids.add(one)
    rows: dict[int, list[Performance]] = defaultdict(list)
    for performance in performances:
        rows[performance.event_id].append(performance)
    bands, venues = _names(Band, former["band_id"]), _names(Venue, former["venue_id"])
    found = {}
    for event in events:
        replay = _Replay(event, rows[event.pk], bands, venues)
        replay.take_back(acts[event.pk])
        found[event.pk] = replay.history
    return found


def _names(model: type[Band | Venue], ids: set[int]) -> Names:
    known = model._default_manager.filter(pk__in=ids)
    return dict(known.values_list("pk", "name")) if ids else {}


class _Replay:
    """One event and its public sets, going back in time."""

    def __init__(self, event: Event, rows: list[Performance], bands: Names, venues: Names) -> None:
        self.event = copy.copy(event)
        self.rows = {row.pk: copy.copy(row) for row in rows}
        self.bands = bands | {row.band_id: row.band.name for row in rows}
        self.venues = venues | {row.venue.pk: row.venue.name for row in rows if row.venue}
        self.unmade: set[int] = set()
        self.look = self._event_face()
        self.looks = {pk: self._face(row) for pk, row in self.rows.items()}
        self.event_steps: list[Step[EventFace]] = []
        self.steps: dict[int, list[Step[SetFace]]] = {pk: [] for pk in self.rows}

    @property
    def history(self) -> History:
        sets = {pk: Past(steps) for pk, steps in self.steps.items()}
        return History(Past(self.event_steps), sets)

    def take_back(self, acts: Acts) -> None:
        for act, changes in acts.items():
            touched = {pk for change in changes for pk in self._put_back(change)}
            before = self._event_face()
            if before != self.look:
                self.event_steps.append(Step(act, before, self.look))
                self.look = before
            for pk in touched:
                face = self._face(self.rows[pk])
                if face != self.looks[pk]:
                    self.steps[pk].append(Step(act, face, self.looks[pk]))
                    self.looks[pk] = face

    def _put_back(self, change: Touched) -> Iterable[int]:
        """Give the target its old values; return the sets that may have looked otherwise."""
        target, before = change.target_id, change.before
        if change.kind == Kind.PERFORMANCE:
            return self._put_set_back(target, before)
        if before is None:
            return ()
        if change.kind == Kind.EVENT:
            ledger.put_back(self.event, before)
            return self.rows
        names = self.bands if change.kind == Kind.BAND else self.venues
        names[target] = str(before["name"])
        column = "band_id" if change.kind == Kind.BAND else "venue_id"
        return [pk for pk, row in self.rows.items() if getattr(row, column) == target]

    def _put_set_back(self, target: int, before: ledger.Values | None) -> Iterable[int]:
        if target not in self.rows:
            return ()
        if before is None:
            self.unmade.add(target)
        else:
            ledger.put_back(self.rows[target], before)
        return (target,)

    def _event_face(self) -> EventFace | None:
        if not event_is_public(self.event):
            return None
        return EventFace(*(getattr(self.event, name) for name in EventFace._fields))

    def _face(self, row: Performance) -> SetFace | None:
        event = self.event
        if row.pk in self.unmade or not is_public(row, event):
            return None
        return SetFace(
            band=self.bands.get(row.band_id, ""),
            venue=None if row.venue_id is None else self.venues.get(row.venue_id, ""),
            day=row.day,
            start=row.start,
            end=row.end,
            cancelled=row.cancelled_at is not None,
            cancel_reason=row.cancel_reason,
            note=row.note,
            event=(
                *(event.name, event.slug, event.timezone),
                *(event.called_off, event.called_off_reason),
            ),
        )
