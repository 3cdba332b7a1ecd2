"""A plan on a page: what it comes to, its lines in the order in which they need a person."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from events.importing import words
from events.importing.plan import Kind, Plan, Row
from events.importing.reading import Sheet

NEED = (Kind.ERROR, Kind.DOUBT, Kind.ASK)
# What can be looked at alone: its name in the address, its word on the page, the kinds.
SHOWS: dict[str, tuple[str, tuple[Kind, ...]]] = {
    "need": ("need you", NEED),
    "new": ("new", (Kind.CREATE,)),
    "changed": ("changed", (Kind.UPDATE,)),
    "conflict": ("in conflict", ()),
    "same": ("the same", (Kind.UNCHANGED,)),
    "twice": ("twice", (Kind.DUPLICATE,)),
    "out": ("left out", (Kind.NOT_A_SET, Kind.LEFT_OUT)),
}
# Without a choice: what needs somebody first, then what will happen; the rest is folded away.
FIRST = (*NEED, Kind.UPDATE, Kind.CREATE)
TONES = {
    Kind.ERROR: "is-trouble",
    Kind.DOUBT: "is-trouble",
    Kind.ASK: "is-trouble",
    Kind.UPDATE: "is-changed",
    Kind.UNCHANGED: "is-out",
    Kind.DUPLICATE: "is-out",
    Kind.NOT_A_SET: "is-out",
    Kind.LEFT_OUT: "is-out",
}


@dataclass(frozen=True)
class Tally:
    show: str
    word: str
    count: int


@dataclass(frozen=True)
class Offer:
    """A name that looks like one that is there: which one is it?"""

    noun: str
    typed: str
    names: list[tuple[str, str]]  # value of the button, name
    new: str  # value of the button


@dataclass
class Shown:
    """One line on the page."""

    row: Row
    raw: str
    offers: list[Offer] = field(default_factory=list)

    @property
    def title(self) -> str:
        return words.TITLES.get(kind_of(self.row)) or words.title(self.row)

    @property
    def tone(self) -> str:
        return TONES.get(kind_of(self.row), "is-conflict" if self.row.in_conflict else "")

    @property
    def name(self) -> str:
        return self.row.band.name if self.row.band else self.row.said.band or self.row.said.venue

    @property
    def facts(self) -> str:
        return ", ".join(words.where_and_when(self.row))

    @property
    def is_new_band(self) -> bool:
        return bool(self.row.band and not self.row.band.row)

    @property
    def is_new_venue(self) -> bool:
        return bool(self.row.venue and not self.row.venue.row)


def kind_of(row: Row) -> Kind:
    """Return what it is to a person; what was taken for a known one unasked needs nobody."""
    return row.kind if row.is_open else row.outcome


def in_conflict(plan: Plan) -> list[Row]:
    """Return the lines that would be in conflict, without those that change nothing."""
    return [row for row in plan.changes if row.in_conflict]


def tallies(plan: Plan) -> list[Tally]:
    """Count the lines by what they need; what there is none of is left out."""
    counts = Counter(map(kind_of, plan.rows))
    found = [
        Tally(show, word, sum(counts[kind] for kind in kinds))
        for show, (word, kinds) in SHOWS.items()
        if kinds
    ]
    found.insert(3, Tally("conflict", SHOWS["conflict"][0], len(in_conflict(plan))))
    return [tally for tally in found if tally.count]


def rows(plan: Plan, show: str) -> list[Row]:
    """Return the lines to look at, by what they need, then as they stand in the file."""
    if show == "all":
        return plan.rows
    if show == "conflict":
        return in_conflict(plan)
    kinds = SHOWS[show][1] if show in SHOWS else FIRST
    order = {kind: place for place, kind in enumerate(kinds)}
    chosen = [row for row in plan.rows if kind_of(row) in order]
    return sorted(chosen, key=lambda row: (order[kind_of(row)], not row.in_conflict, row.number))


def shown(some: Iterable[Row], sheet: Sheet) -> Iterator[Shown]:
    """Say of these lines what was written, and what may be meant."""
    written = dict(sheet.lines)
    for row in some:
        cells = [" ".join(cell.split()) for cell in written[row.number]]
        raw = " · ".join(cell for cell in cells if cell)
        yield Shown(row, raw, list(_offers(row)) if row.is_open else [])


def digest(plan: Plan) -> str:
    """Return a text that is another one as soon as the plan does anything else than was shown."""
    said = [
        (
            row.number,
            row.kind,
            row.performance and row.performance.pk,
            row.band and (row.band.name, row.band.row and row.band.row.pk),
            row.venue and (row.venue.name, row.venue.row and row.venue.row.pk),
            row.said.announced,
            row.edits,
        )
        for row in plan.rows
    ]
    return hashlib.sha256(repr((plan.digest, said)).encode(errors="replace")).hexdigest()


def _offers(row: Row) -> Iterator[Offer]:
    for noun, choice, typed in (
        ("band", row.band, row.said.band),
        ("venue", row.venue, row.said.venue),
    ):
        if choice and choice.alike and not choice.row:
            names = [(f"{noun} {row.number} {one.slug}", one.name) for one in choice.alike]
            yield Offer(noun, typed, names, f"{noun} {row.number} NEW")
