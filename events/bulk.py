"""What doing something to many sets would do: the same deed, looked at instead of written.

A plan runs the deed on rows in memory, in an act that cannot write. It is judged on the final
arrangement, so that two sets may change places, and says of each set what it was and becomes, and
which conflicts come and go.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from events import conflicts
from events.act import Act
from events.conflicts import Conflict
from events.deeds import Deed, holding
from events.ledger import Kind, values_of
from events.lineup import Seen, done, event_of
from events.models import Event, Performance

# What the ledger keeps for itself, and nobody sees of a set.
UNTOLD = {"first_public"}


@dataclass(frozen=True)
class Line:
    """One set before and after; `before` is None where it is made. `holders` have its slot."""

    before: Performance | None
    after: Performance
    holders: tuple[Performance, ...] = ()

    @property
    def changed(self) -> set[str]:
        now = values_of(self.after, Kind.PERFORMANCE)
        was = values_of(self.before, Kind.PERFORMANCE) if self.before else {}
        return {name for name in now if now[name] != was.get(name)} - UNTOLD


@dataclass(frozen=True)
class Plan:
    """What would be written. `same` are the chosen sets that it leaves as they are."""

    event: Event
    label: str
    lines: list[Line]
    same: list[Performance]
    made: list[Conflict]
    solved: list[Conflict]
    staying: int

    @property
    def holders(self) -> list[Performance]:
        return [holder for line in self.lines for holder in line.holders]


def plan(
    performances: Sequence[Performance],
    deed: Deed,
    *,
    into: Event | None = None,
    seen: Seen | None = None,
) -> Plan:
    """Say what `lineup.do` would write. Raises what it would raise."""
    act = Act(into or event_of(performances), by=None, only_looks=True)
    act.refuse_archived()
    label = done(act, performances, deed, seen)
    found = {row.public_id: row for row in _lineup(act.event)}
    touched = {one.performance.public_id: one.performance for one in act.touched()}
    final = list({**found, **touched}.values())
    lines = [
        line
        for row in touched.values()
        if (line := Line(found.get(row.public_id), row)).before is None or line.changed
    ]
    back = [line.after for line in lines if "cancelled_at" in line.changed and line.before]
    taken = {row.public_id: tuple(held) for row, held in holding(_on(back), final)}
    before = _conflicts(found.values(), act.event)
    after = _conflicts(final, act.event)
    made, solved = conflicts.made_and_solved(before, after)
    changes = {line.after.public_id for line in lines}
    return Plan(
        event=act.event,
        label=label,
        lines=[
            Line(line.before, line.after, taken.get(line.after.public_id, ())) for line in lines
        ],
        same=[] if into else [row for row in performances if row.public_id not in changes],
        made=made,
        solved=solved,
        staying=len(after) - len(made),
    )


def _lineup(event: Event) -> list[Performance]:
    rows = event.performances.live().select_related("band", "venue").in_order()
    return list(rows)


def _on(rows: Iterable[Performance]) -> list[Performance]:
    return [row for row in rows if row.cancelled_at is None]


def _conflicts(rows: Iterable[Performance], event: Event) -> list[Conflict]:
    return conflicts.find(rows, min_changeover=event.min_changeover)
