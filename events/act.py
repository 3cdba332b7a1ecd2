"""One change of one event's lineup in the making.

A verb begins an `Act`, takes the rows it is about, changes them in memory, and has the act write
them: rows with their version and `first_public`, the event with its revision, and the ledger's
entry, in one transaction. All of it, or a `Refused` and nothing.
"""

import functools
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from typing import ParamSpec

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from events import former_slugs, ledger
from events.ledger import Entry, Kind, Values, values_of
from events.models import ChangeSet, Event, Performance
from events.rules import check_event, check_performance, is_inside
from events.saving import save_changed
from events.taken import Taken
from events.visibility import event_is_public, is_public

P = ParamSpec("P")

# Only organizers notice these; everything else of a public event is seen by fans.
PRIVATE_EVENT_FIELDS = {"min_changeover", "reveal_mode"}
# By themselves these change nothing that a fan sees of a set.
UNSEEN_FIELDS = {"announced_at", "first_public"}
DAY_FIELDS = {"first_day", "last_day", "day_turn"}
# So many rows are fetched by id; for more the whole lineup is read (SQLite takes 999 parameters).
MOST_IDS = 500


class Refused(Exception):
    """The lineup stays as it was; the message tells the person who asked why."""


class NotPossible(Refused):
    """What was asked cannot be done."""


class Misfits(NotPossible):
    """Several sets would not fit into the lineup; `sets` has them by what stands in their way."""

    def __init__(self, sets: Mapping[str, Sequence[Performance]]) -> None:
        self.sets = dict(sets)
        super().__init__(
            " ".join(
                f"{', '.join(str(row.band) for row in rows)}: {why}" for why, rows in sets.items()
            )
        )


class StaleEdit(Refused):
    """Somebody changed a row first. `theirs` are the rows as they are now."""

    def __init__(self, theirs: Sequence[Performance], gone: int = 0) -> None:
        self.theirs = list(theirs)
        names = [str(performance.band) for performance in theirs]
        names += [f"{gone} removed"] if gone else []
        super().__init__(f"Somebody changed this first: {', '.join(names)}.")


class Repeated(Exception):
    """This form was submitted before; `first` is what it did then."""

    def __init__(self, first: ChangeSet) -> None:
        self.first = first
        super().__init__(str(first))


def closed(event: Event) -> str:
    return f"{event} is archived. Unarchive it to change its lineup."


def verb(function: Callable[P, ChangeSet | None]) -> Callable[P, ChangeSet | None]:
    """Make a function one transaction that answers a repeated submit with its first outcome.

    It returns what it wrote in the ledger, or None where everything was so already.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> ChangeSet | None:
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        except Repeated as repeated:
            return repeated.first

    return run


class Act:
    def __init__(
        self,
        event: Event,
        *,
        by: User | None,
        form_key: str = "",
        operation: uuid.UUID | None = None,
        only_looks: bool = False,
    ) -> None:
        # Acts on one event wait for each other here, so that versions are compared in peace.
        # SQLite has no row locks: there a transaction begins by taking the one write lock.
        # One that only looks waits for nobody, and cannot write.
        events = Event.objects.all() if only_looks else Event.objects.select_for_update()
        self.event = events.get(pk=event.pk)
        self.only_looks = only_looks
        self.by = by
        self.form_key = form_key
        self.operation = operation or uuid.uuid4()
        self.now = timezone.now()
        self._event_was = copy(self.event)
        self._event_before = values_of(self.event, Kind.EVENT)
        self._taken: dict[int, Taken] = {}
        self._made: list[Taken] = []
        self._others: list[tuple[str, Model, Values | None]] = []
        first = (
            ChangeSet.objects.filter(by=by, form_key=form_key, event=event).first()
            if form_key
            else None
        )
        if first:
            raise Repeated(first)

    def refuse_archived(self) -> None:
        if self.event.status == Event.Status.ARCHIVED:
            raise NotPossible(closed(self.event))

    def take(
        self, performances: Iterable[Performance], seen: Mapping[str, int] | None = None
    ) -> list[Performance]:
        """Read the sets anew, in the order given.

        `seen` holds the versions a person saw, by public id; where it is silent the version of the
        given row counts. Raises `StaleEdit` where a row has moved on or is gone.
        """
        wanted = {performance.pk: performance for performance in performances}
        if not wanted:
            raise NotPossible("Choose a set first.")
        if any(performance.event_id != self.event.pk for performance in wanted.values()):
            raise NotPossible("These sets are not all of one event.")
        versions = {
            pk: (seen or {}).get(performance.public_id, performance.version)
            for pk, performance in wanted.items()
        }
        fresh = {row.pk: row for row in self._read(list(wanted)) if not row.removed_at}
        stale = [row for pk, row in fresh.items() if row.version != versions[pk]]
        if stale or len(fresh) < len(wanted):
            raise StaleEdit(stale, gone=len(wanted) - len(fresh))
        return self._keep(fresh[pk] for pk in wanted)

    def take_all(self) -> list[Performance]:
        """Read every live set of the event, in order."""
        rows = self.event.performances.live().select_related("band", "venue").in_order()
        return self._keep(rows)

    def take_whatever(self, ids: Sequence[int]) -> list[Performance]:
        """Read sets whatever their version, removed ones too: only undo looks at those."""
        return self._keep(self._read(ids))

    def make(self, performance: Performance) -> None:
        """Add a set, which is written with the act."""
        performance.event = self.event
        self._made.append(Taken(performance, None, was_public=False))

    def take_other(self, kind: str, row: Model) -> None:
        """Take a band or venue along; the verb saves it, the act records it."""
        self._others.append((kind, row, values_of(row, kind)))

    def note_made(self, kind: str, row: Model) -> None:
        """Record a row that the verb has just made."""
        self._others.append((kind, row, None))

    def _read(self, ids: Sequence[int]) -> list[Performance]:
        rows = self.event.performances.select_related("band", "venue")
        if len(ids) <= MOST_IDS:
            return list(rows.filter(pk__in=ids))
        chosen = set(ids)
        return [row for row in rows if row.pk in chosen]

    def _keep(self, rows: Iterable[Performance]) -> list[Performance]:
        kept = []
        for row in rows:
            row.event = self.event
            before = values_of(row, Kind.PERFORMANCE)
            taken = Taken(row, before, was_public=is_public(row, self._event_was))
            kept.append(self._taken.setdefault(row.pk, taken).performance)
        return kept

    def write(self, label: str, *, undoes: uuid.UUID | None = None) -> ChangeSet | None:
        """Write what has changed; None where nothing has. Raises `Refused`, `ValidationError`."""
        if self.only_looks:
            raise TypeError("An act that only looks cannot write.")
        touched = self.touched()
        event_entry = ledger.entry(Kind.EVENT, self.event, self._event_before)
        others = [found for one in self._others if (found := ledger.entry(*one))]
        if not (touched or event_entry or others):
            return None
        self._check_event(event_entry)
        if self._fans_notice(touched, event_entry, others):
            self.event.revision += 1
        entries = [*self._save(touched), *others]
        if event_entry:
            entries.append(event_entry)
            self._keep_slug(event_entry)
        self.event.save(
            update_fields=[*(event_entry.after if event_entry else ()), "revision", "updated"]
        )
        return ledger.record(
            self.event.organization,
            self.event,
            entries,
            label=label,
            by=self.by,
            operation=self.operation,
            form_key=self.form_key,
            undoes=undoes,
        )

    @property
    def _all(self) -> list[Taken]:
        return [*self._taken.values(), *self._made]

    def touched(self) -> list[Taken]:
        """Return the sets as `write` would write them, checked. Raises what it raises."""
        now, was = self.event, self._event_was
        if (now.status, now.reveal_mode) != (was.status, was.reveal_mode):
            self.take_all()  # what is public may change for any of them
        for one in self._all:
            one.keep_first_public(self.event)
        touched = [one for one in self._all if one.differs]
        _check([one.performance for one in touched], self.event)
        return touched

    def _check_event(self, event_entry: Entry | None) -> None:
        if event_entry:
            check_event(self.event)
        if event_entry and DAY_FIELDS & set(event_entry.after):
            outside = [row for row in self.take_all() if not is_inside(row, self.event)]
            if outside:
                names = ", ".join(str(row.band) for row in outside)
                verb = "lie" if len(outside) > 1 else "lies"
                raise NotPossible(f"Then {names} {verb} outside the event. Move or remove first.")

    def _fans_notice(
        self, touched: list[Taken], event_entry: Entry | None, others: list[Entry]
    ) -> bool:
        is_public_now, was_public = map(event_is_public, (self.event, self._event_was))
        if not (is_public_now and was_public):
            return is_public_now or was_public
        if event_entry and set(event_entry.after) - PRIVATE_EVENT_FIELDS:
            return True
        if any(one.was_public and one.changed - UNSEEN_FIELDS for one in touched):
            return True
        if any(one.was_public != is_public(one.performance, self.event) for one in self._all):
            return True
        renamed = {(other.kind, other.target_id) for other in others}
        return any(
            (Kind.BAND, row.band_id) in renamed or (Kind.VENUE, row.venue_id) in renamed
            for row in (self.event.performances.public() if renamed else ())
        )

    def _keep_slug(self, event_entry: Entry) -> None:
        was_public = event_is_public(self._event_was)  # the slug of a draft nobody knew
        if was_public and "slug" in event_entry.after:
            former_slugs.keep(self.event, self._event_was.slug)

    def _save(self, touched: list[Taken]) -> list[Entry]:
        """Write the rows in as few statements as there can be, and return their entries."""
        made = [one.performance for one in touched if one.before is None]
        Performance.objects.bulk_create(made)
        changed = [(one.performance, one.before) for one in touched if one.before is not None]
        save_changed(changed, at=self.now)
        entries = (ledger.entry(Kind.PERFORMANCE, one.performance, one.before) for one in touched)
        return [found for found in entries if found]


def _check(rows: Sequence[Performance], event: Event) -> None:
    """Refuse sets that do not fit: a single one field by field, of several by name."""
    misfits: dict[str, list[Performance]] = {}
    for row in rows:
        try:
            check_performance(row, event)
        except ValidationError as error:
            if len(rows) == 1:
                raise
            for why in error.messages:
                misfits.setdefault(why, []).append(row)
    if misfits:
        raise Misfits(misfits)
