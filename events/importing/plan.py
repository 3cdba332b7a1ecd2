"""The plan of an import: what each line would do, in words and in values."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from bands.models import Band
from bands.names import normalise
from events.importing.cells import Problem, Said
from events.models import Event, Performance, Venue

Known = TypeVar("Known", Band, Venue)


SET_FIELDS = {"venue", "start", "end", "notes", "announced", "cancelled"}


class Kind(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    ASK = "ask"
    DOUBT = "doubt"
    NOT_A_SET = "not a set"
    LEFT_OUT = "left out"
    ERROR = "error"


@dataclass(frozen=True)
class Choice(Generic[Known]):
    """The band or venue that a line means: one that is there, or a new one of that name.

    `alike` are those that are there and look like it: then a person should look.
    """

    name: str
    row: Known | None = None
    alike: tuple[Known, ...] = ()

    @property
    def key(self) -> str:
        return normalise(self.name)


@dataclass(frozen=True)
class Edit:
    """One field's change, in words."""

    field: str
    old: str
    new: str


@dataclass
class Row:
    """One line of the table and what becomes of it."""

    said: Said
    band: Choice[Band] | None = None
    venue: Choice[Venue] | None = None
    day: date | None = None
    # What applying it does; a question that is still open is in `kind`.
    outcome: Kind = Kind.CREATE
    performance: Performance | None = None  # the set it is about, where there is one
    edits: list[Edit] = field(default_factory=list)
    same_as: int | None = None  # the earlier line that a duplicate repeats
    reason: str = ""  # why it is not a set
    doubt: str = ""  # why it may be no set; a person says
    remarks: list[str] = field(default_factory=list)
    in_conflict: bool = False

    @property
    def kind(self) -> Kind:
        if self.doubt:
            return Kind.DOUBT
        asks = any(choice and choice.alike for choice in (self.band, self.venue))
        return Kind.ASK if asks and self.outcome in {Kind.CREATE, Kind.UPDATE} else self.outcome

    @property
    def is_open(self) -> bool:
        """Whether somebody has to say something before it can be imported."""
        choices = (self.band, self.venue)
        asks = any(choice and choice.alike and not choice.row for choice in choices)
        return bool(self.doubt) or (asks and self.outcome in {Kind.CREATE, Kind.UPDATE})

    @property
    def number(self) -> int:
        return self.said.line

    @property
    def stands(self) -> bool:
        """Whether it is about a set of its own."""
        return self.outcome in {Kind.CREATE, Kind.UPDATE, Kind.UNCHANGED}

    def fail(self, column: str, message: str) -> None:
        self.said.problems.append(Problem(column, message))
        self.outcome = Kind.ERROR


@dataclass
class Facts:
    """What an import adds to a band where nothing was known."""

    genres: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@dataclass
class Plan:
    event: Event
    rows: list[Row]
    digest: str  # of the lineup that it was made against
    remarks: list[str] = field(default_factory=list)
    # By normalised name: what is filled in where bands and venues have blanks.
    facts: dict[str, Facts] = field(default_factory=dict)
    streets: dict[str, str] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Kind]:
        return Counter(row.kind for row in self.rows)

    @property
    def errors(self) -> list[Row]:
        return [row for row in self.rows if row.outcome == Kind.ERROR]

    @property
    def other_days(self) -> list[Row]:
        """The lines whose day is none of the event's, as in the list of its last edition."""
        return [
            row
            for row in self.errors
            if any(problem.field == "day" for problem in row.said.problems)
        ]

    @property
    def changes(self) -> list[Row]:
        return [row for row in self.rows if row.outcome in {Kind.CREATE, Kind.UPDATE}]

    @property
    def sets(self) -> list[Row]:
        """The changes that touch a set, not only what is known of its band or venue."""
        return [
            row
            for row in self.changes
            if row.outcome == Kind.CREATE or any(edit.field in SET_FIELDS for edit in row.edits)
        ]

    @property
    def new_venues(self) -> list[str]:
        found = (row.venue for row in self.changes if row.venue and not row.venue.row)
        return list({venue.key: venue.name for venue in found}.values())
