"""A lineup as those who run it see it: rows in groups, what is wrong beside each, sums on top."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.dateformat import format as write

from events import intended, overview, public_sets, times
from events.conflicts import Conflict, Severity
from events.looks import By, Look
from events.models import Event, Performance, Venue
from events.overview import Glance
from events.public_sets import MovedFrom
from events.visibility import is_public

# So many conflicts are spelt out beside one set; the page of conflicts has them all.
MOST_TOLD = 3
NO_VENUE = "no-venue"


@dataclass(frozen=True)
class Trouble:
    """One conflict, as it is said beside one of its two sets."""

    text: str
    is_clear: bool


@dataclass(frozen=True)
class Row:
    performance: Performance
    troubles: tuple[Trouble, ...]
    untold: int  # conflicts beyond those
    moved_from: MovedFrom | None

    @property
    def id(self) -> str:
        return self.performance.public_id


@dataclass(frozen=True)
class Group:
    """The rows of one day or venue. `id` is that of its element."""

    id: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Board:
    """`mark` names the latest act in it: what came later can be asked for by it."""

    event: Event
    look: Look
    mark: int
    glance: Glance
    rows: Mapping[str, Row]
    groups: tuple[Group, ...]
    venues: list[Venue]

    @property
    def performances(self) -> list[Performance]:
        return [row.performance for row in self.rows.values()]

    @property
    def shown(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def of(event: Event, look: Look) -> Board:
    """Read the lineup in as many statements for many sets as for one."""
    # The mark first: what is done while the rows are read is then told once more, never missed.
    mark = latest_act(event)
    return arranged(event, look, mark, list(read(event)), list(venues_of(event)))


def latest_act(event: Event) -> int:
    found = event.change_sets.aggregate(latest=Max("pk"))["latest"]
    return int(found or 0)


def read(event: Event) -> Iterable[Performance]:
    rows = event.performances.live().select_related("band", "venue").in_order()
    for row in rows:
        row.event = event
        yield row


def venues_of(event: Event) -> Iterable[Venue]:
    return Venue.objects.filter(organization=event.organization_id)


def arranged(
    event: Event, look: Look, mark: int, performances: list[Performance], venues: list[Venue]
) -> Board:
    found = intended.of_event(event, performances)
    former = {venue.pk: venue.name for venue in venues}
    rows = {
        one.public_id: _row(event, one, found.beside.get(one.public_id, []), former)
        for one in performances
    }
    kept = [row for row in rows.values() if _is_kept(row, look)]
    groups = _by_venue(kept, venues) if look.by == By.VENUE else _by_day(kept, event)
    return Board(
        event=event,
        look=look,
        mark=mark,
        glance=overview.glance(event, len(performances), performances, len(found.open)),
        rows=rows,
        groups=tuple(groups),
        venues=venues,
    )


def _is_kept(row: Row, look: Look) -> bool:
    return look.keeps(row.performance, in_conflict=bool(row.troubles))


def _row(
    event: Event, performance: Performance, found: list[Conflict], former: Mapping[int, str]
) -> Row:
    hours = event.organization.clock
    told = sorted(found, key=lambda conflict: conflict.severity != Severity.CLEAR)[:MOST_TOLD]
    moved = public_sets.moved_from(performance, former)
    return Row(
        performance=performance,
        troubles=tuple(
            Trouble(
                conflict.text(hours=hours, beside=performance),
                is_clear=conflict.severity == Severity.CLEAR,
            )
            for conflict in told
        ),
        untold=len(found) - len(told),
        moved_from=moved if moved and moved.was_known and is_public(performance, event) else None,
    )


def _by_day(rows: list[Row], event: Event) -> Iterable[Group]:
    by_day: dict[date, list[Row]] = {day: [] for day in times.days(event)}
    for row in rows:
        by_day.setdefault(row.performance.day, []).append(row)
    for day in sorted(by_day):
        heading = write(day, "l j F") if event.is_multi_day else ""
        yield Group(f"day-{day}", heading, tuple(by_day[day]))


def _by_venue(rows: list[Row], venues: list[Venue]) -> Iterable[Group]:
    """Yield every venue of the organization: one without rows is a place for one to come."""
    by_venue: dict[int | None, list[Row]] = defaultdict(list)
    for row in rows:
        by_venue[row.performance.venue_id].append(row)
    for venue in venues:
        yield Group(f"at-{venue.slug}", venue.name, tuple(by_venue[venue.pk]))
    yield Group(NO_VENUE, "Venue to be announced", tuple(by_venue[None]))
