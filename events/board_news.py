"""What has become different in a lineup since a page of it was made, row by row.

The ledger tells which sets were touched, and what they were before; the conflicts of both lineups
tell which other rows now say something else. A save, a bulk act and the page's own asking every
half minute are answered alike.
"""

import copy
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects

from events import board
from events.board import Board, Group, Row
from events.ledger import Kind, put_back
from events.looks import Look
from events.models import AcceptedConflict, Change, Event, Performance

# More is shown by loading the page anew (SQLite takes 999 parameters).
MOST_CHANGES = 400


@dataclass(frozen=True)
class Placed:
    """A row to show. Where it has not just changed in place, it goes after another element."""

    row: Row
    after: str = ""
    first_in: str = ""

    @property
    def moves(self) -> bool:
        return bool(self.after or self.first_in)


@dataclass(frozen=True)
class News:
    """`by` names who changed a row that is being edited, by its id; `is_much` says: load anew."""

    board: Board
    gone: tuple[str, ...] = ()
    rows: tuple[Placed, ...] = ()
    groups: tuple[tuple[Group, str], ...] = ()
    by: Mapping[str, str] | None = None
    is_much: bool = False


def since(
    event: Event, mark: int, look: Look, editing: Collection[str] = (), saved: str = ""
) -> News:
    """Return what has changed since the act `mark`; rows in `editing` are left as they are.

    The set that was just `saved` is told in any case: its form waits to become a row again.
    """
    latest = board.latest_act(event)
    changes = _changes_after(event, mark) if latest > mark else []
    now = sorted(board.read(event), key=in_order)
    venues = list(board.venues_of(event))
    after = board.arranged(event, look, latest, now, venues)
    is_much = _is_much(changes)
    if is_much or not changes:
        rows = (Placed(after.rows[saved]),) if saved in after.rows else ()
        return News(after, rows=rows, is_much=is_much)
    touched, authors = _touched(changes)
    was = sorted(_as_it_was(event, now, changes), key=in_order)
    before = board.arranged(event, look, mark, was, venues)
    changed = {
        row.id
        for row in after.rows.values()
        if row.id == saved
        or row.performance.pk in touched
        or row.id not in before.rows
        or (row.troubles, row.untold) != (before.rows[row.id].troubles, before.rows[row.id].untold)
    }
    by = {
        row.id: authors[row.performance.pk]
        for row in ({**before.rows, **after.rows}).values()
        if row.id in editing and row.performance.pk in touched
    }
    return News(
        board=after,
        gone=tuple(row for row in before.rows if row not in after.rows and row not in editing),
        rows=tuple(_placed(before, after, changed - set(editing), set(editing))),
        groups=tuple(_new_groups(before, after, set(editing))),
        by=by,
    )


def in_order(row: Performance) -> tuple[object, ...]:
    """Sort as `PerformanceQuerySet.in_order` does, in memory."""
    venue = row.venue.normalised_name if row.venue else ""
    return (
        row.day,
        (row.start is None, row.start or 0),
        (row.venue is None, venue),
        row.band.normalised_name,
        row.pk,
    )


def _changes_after(event: Event, mark: int) -> list[Change]:
    """Return what the acts since `mark` did, the latest first."""
    changes = Change.objects.filter(change_set__event=event, change_set__pk__gt=mark)
    return list(changes.select_related("change_set__by").order_by("-pk")[: MOST_CHANGES + 1])


def _is_much(changes: list[Change]) -> bool:
    whole = {Kind.EVENT, Kind.BAND, Kind.VENUE}
    return len(changes) > MOST_CHANGES or any(change.kind in whole for change in changes)


def _touched(changes: list[Change]) -> tuple[set[int], dict[int, str]]:
    """Return the ids of the sets that were touched, and who touched each last."""
    authors: dict[int, str] = {}
    for change in changes:
        if change.kind == Kind.PERFORMANCE:
            by = change.change_set.by
            authors.setdefault(change.target_id, str(by) if by else "Somebody")
    marks = [change.target_id for change in changes if change.kind == Kind.CONFLICT]
    touched = set(authors)
    if marks:
        for pair in AcceptedConflict.objects.filter(pk__in=marks).values_list("first", "second"):
            touched |= set(pair)
    return touched, authors


def _as_it_was(
    event: Event, now: Iterable[Performance], changes: list[Change]
) -> list[Performance]:
    """Take the touched sets back, change by change."""
    backwards = [change for change in changes if change.kind == Kind.PERFORMANCE]
    touched = {change.target_id for change in backwards}
    rows = {row.pk: copy.copy(row) if row.pk in touched else row for row in now}
    away = touched - rows.keys()
    if away:
        gone = event.performances.filter(Q(pk__in=away)).select_related("band", "venue")
        for row in gone:
            row.event = event
            rows[row.pk] = row
    for change in backwards:
        if change.target_id not in rows:
            continue
        if change.before is None:
            del rows[change.target_id]
        else:
            put_back(rows[change.target_id], change.before)
    before = [row for row in rows.values() if row.removed_at is None]
    prefetch_related_objects(before, "band", "venue")
    return before


def _places(groups: Iterable[Group]) -> dict[str, tuple[str, str]]:
    """Return each shown row's group, and the row before it there."""
    return {
        row.id: (group.id, group.rows[number - 1].id if number else "")
        for group in groups
        for number, row in enumerate(group.rows)
    }


def _placed(before: Board, after: Board, changed: set[str], editing: set[str]) -> Iterator[Placed]:
    was, now = _places(before.groups), _places(after.groups)
    new = {group.id for group, _ in _new_groups(before, after, editing)}
    for group in after.groups:
        anchor = ""
        for row in group.rows:
            if row.id in changed and group.id not in new:
                if was.get(row.id) == now[row.id]:
                    yield Placed(row)
                elif anchor:
                    yield Placed(row, after=f"set-{anchor}")
                else:
                    yield Placed(row, first_in=f"{group.id}-rows")
            if row.id not in editing:
                anchor = row.id
    # What no longer answers the search stays where it is until the page is loaded anew.
    yield from (Placed(after.rows[one]) for one in after.rows if one in changed - now.keys())


def _new_groups(before: Board, after: Board, editing: set[str]) -> Iterator[tuple[Group, str]]:
    """Yield the groups that the page may not have yet, each with the element it comes after."""
    filled = {group.id for group in before.groups if group.rows}
    last = ""
    for group in after.groups:
        if group.rows and group.id not in filled:
            rows = tuple(row for row in group.rows if row.id not in editing)
            yield Group(group.id, group.heading, rows), last
        last = group.id
