"""Which band or venue a name means."""

from collections.abc import Iterable, Mapping
from typing import Generic

from bands.names import alike, bare, normalise
from events.importing.plan import Choice, Known
from events.naming import NEW


class Library(Generic[Known]):
    """The bands or venues that are there, to be asked for many names."""

    def __init__(self, rows: Iterable[Known], answers: Mapping[str, str] | None = None) -> None:
        """`answers` say for normalised names which one is meant: its slug, or `NEW`."""
        self.by_name: dict[str, Known] = {row.normalised_name: row for row in rows}
        self._answers = answers or {}
        self._bare: dict[str, str] = {}
        self._choices: dict[str, Choice[Known]] = {}
        self._new: dict[str, str] = {}

    def choose(self, name: str) -> Choice[Known]:
        """Return the one of this name, else the only one that differs in accents, punctuation or
        article, else a new one."""
        key = normalise(name)
        if key not in self._choices:
            row = self.by_name.get(key)
            if row is None:
                self._choices[key] = self._answered(name, key) or self._unknown(name)
            else:
                self._choices[key] = Choice(row.name, row)
        return self._choices[key]

    def new_twin(self, choice: Choice[Known]) -> str:
        """Return the new name, met before, that differs from this new one only so; else ""."""
        if choice.row:
            return ""
        first = self._new.setdefault(bare(choice.name), choice.name)
        return first if normalise(first) != choice.key else ""

    def _answered(self, name: str, key: str) -> Choice[Known] | None:
        answer = self._answers.get(key)
        if answer == NEW:
            return Choice(name)
        chosen = next((row for row in self.by_name.values() if row.slug == answer), None)
        return Choice(chosen.name, chosen) if answer and chosen else None

    def _unknown(self, name: str) -> Choice[Known]:
        self._bare = self._bare or {key: bare(row.name) for key, row in self.by_name.items()}
        wanted = bare(name)
        keys = alike(wanted, self._bare)
        exact = [key for key in keys if self._bare[key] == wanted]
        candidates = tuple(self.by_name[key] for key in keys)
        if len(exact) == 1:
            row = self.by_name[exact[0]]
            return Choice(row.name, row, candidates)
        return Choice(name, alike=candidates)
