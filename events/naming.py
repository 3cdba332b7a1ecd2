"""Which band or venue a typed name means: the one of that name, one that looks alike, a new one.

A name that only looks like another is asked about, unless nothing but accents, punctuation or an
article sets them apart: then the known one is meant until somebody says it is another, and says
what tells the two apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bands.models import Band
from bands.names import LONGEST_NAME, bare, holding, normalise, problem, similar
from events.models import Venue

Row = TypeVar("Row", Band, Venue)
# Typed nowhere, and no slug: slugs have no capital letters.
NEW = "NEW"


class NotAName(ValueError):
    """The text can be no name; the message says why."""


class Undecided(ValueError):
    """Somebody has to say which one is meant."""


class NoDetail(ValueError):
    """A new one needs a name that tells it apart."""


@dataclass(frozen=True)
class Meant(Generic[Row]):
    """What a name may mean: `known` if nobody objects, else another candidate, or a new one."""

    typed: str
    known: Row | None
    candidates: tuple[Row, ...]
    is_same: bool  # `known` has this very name

    @property
    def is_open(self) -> bool:
        return self.known is None and bool(self.candidates)

    @property
    def is_new(self) -> bool:
        return not self.candidates


def meant(typed: str, rows: Iterable[Row]) -> Meant[Row]:
    """Look a name up. Raises `NotAName`."""
    name = " ".join(typed.split())
    wrong = problem(name)
    if wrong:
        raise NotAName(wrong)
    by_name = {normalise(row.name): row for row in rows}
    same = by_name.get(normalise(name))
    names = {key: row.name for key, row in by_name.items()}
    # “Feline” may well be The Feline & Fiddle: where nothing else looks like it, that is asked.
    alike = similar(name, names) or holding(name, names)
    found = [by_name[key] for key in alike]
    if same is not None:
        others = [row for row in found if row.slug != same.slug]
        return Meant(name, same, tuple([same] + others), is_same=True)  # noqa: RUF005
    twins = [row for row in found if bare(row.name) == bare(name)]
    return Meant(name, twins[0] if len(twins) == 1 else None, tuple(found), is_same=False)


def decided(
    found: Meant[Row], answer: str = "", detail: str = "", *, was_shown: bool = True
) -> Row | str:
    """Return the one that is meant, or the name of a new one.

    `answer` is a candidate's slug or `NEW`, `detail` what tells a new one apart. Where nobody
    `was_shown` yet which one is meant, only one of the very name is taken unasked. Raises
    `Undecided`, `NoDetail`, `NotAName`.
    """
    chosen = {row.slug: row for row in found.candidates}.get(answer)
    if chosen is not None:
        return chosen
    if answer == NEW:
        return _new_name(found, " ".join(detail.split()))
    if found.is_open or (found.known and not found.is_same and not was_shown):
        raise Undecided("Which one is it?")
    return found.known or found.typed


def _new_name(found: Meant[Row], detail: str) -> str:
    name = f"{found.typed} ({detail})" if detail else found.typed
    twins = [row for row in found.candidates if bare(row.name) == bare(name)]
    if twins:
        raise NoDetail(f"Add what tells it apart from {twins[0].name}, like: Tribute.")
    if len(name) > LONGEST_NAME:
        raise NotAName(f"A name has at most {LONGEST_NAME} characters; this has {len(name)}.")
    wrong = problem(name)
    if wrong:
        raise NotAName(wrong)
    return name
