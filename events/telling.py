"""The history of an event as a page tells it: who did what, to which sets, and the way back."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from events import history, undone
from events.models import Change, ChangeSet, Event

# So many rows are told at once; the rest is on the entry's own page.
TOLD_AT_ONCE = 12
A_REVERSAL = re.compile(r"(?P<verb>Undid|Redid): (?P<what>.*)", re.DOTALL)
A_DEED = re.compile(r"[A-Z][a-z]+ed\b")


@dataclass(frozen=True)
class Entry:
    """One act. `why_not` says what keeps it from being undone."""

    change_set: ChangeSet
    said: str
    rows: list[history.Row]
    more: int
    is_undone: bool
    why_not: str


def entries(
    event: Event, change_sets: Sequence[ChangeSet], *, most: int | None = TOLD_AT_ONCE
) -> list[Entry]:
    """Tell these acts of one event; the number of queries does not depend on how many."""
    changes: dict[int, list[Change]] = defaultdict(list)
    for change in Change.objects.filter(change_set__in=change_sets).order_by("pk"):
        changes[change.change_set_id].append(change)
    taken_back = undone.operations(event.organization, event)
    why_not = undone.reasons(
        event,
        {
            each.pk: changes[each.pk]
            for each in change_sets
            if each.operation not in taken_back and changes[each.pk]
        },
    )
    told = [change for each in change_sets for change in changes[each.pk][:most]]
    rows = iter(history.rows(told, hours=event.organization.clock))
    return [
        Entry(
            change_set=each,
            said=sentence(each),
            # What only the ledger itself needs leaves a row without a line.
            rows=[row for row in islice(rows, len(changes[each.pk][:most])) if row.lines],
            more=len(changes[each.pk]) - len(changes[each.pk][:most]),
            is_undone=each.operation in taken_back,
            why_not=why_not.get(each.pk, ""),
        )
        for each in change_sets
    ]


def sentence(change_set: ChangeSet) -> str:
    """Say who did what: “Sam moved 6 sets to Room 47”."""
    label, by = change_set.label, change_set.by
    reversal = A_REVERSAL.fullmatch(label)
    if reversal:
        label = f"{reversal['verb']} “{reversal['what']}”"
    elif A_DEED.fullmatch(label):
        label = f"{label} the event"
    if by is None:
        return label
    if reversal or A_DEED.match(label):
        return f"{by} {label[0].lower()}{label[1:]}"
    return f"{by}: {label}"
