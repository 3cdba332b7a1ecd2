"""What a person says about a table that was read: columns, cells mended, lines left out, names."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from events.importing.reading import Line, Sheet, Table, table


@dataclass
class Decisions:
    """Everything is by the line's number in the file, as text; names are normalised."""

    columns: list[str | None] = field(default_factory=list)  # empty: as the first line names them
    headless: bool = False  # the first line is a set, too
    announce: bool = False  # new sets are announced where their line does not say
    cells: dict[str, dict[str, str]] = field(default_factory=dict)
    left_out: list[int] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)  # sets, whatever they look like
    bands: dict[str, str] = field(default_factory=dict)  # the slug of the one that is meant, or NEW
    venues: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Decisions":
        return cls(**stored)

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    def table(self, sheet: Sheet) -> Table:
        """Read the sheet as the person says. Raises `UnclearColumns`."""
        found = table(sheet, self.columns, headless=self.headless)
        return Table([self._mended(line) for line in found.lines], found.unknown)

    def leave_out(self, numbers: list[int]) -> None:
        self.left_out = sorted({*self.left_out, *numbers})
        self.kept = [number for number in self.kept if number not in set(numbers)]

    def keep(self, numbers: list[int]) -> None:
        self.kept = sorted({*self.kept, *numbers})
        self.left_out = [number for number in self.left_out if number not in set(numbers)]

    def _mended(self, line: Line) -> Line:
        cells = self.cells.get(str(line.number))
        return replace(line, cells={**line.cells, **cells}, surplus=False) if cells else line


Decide = Callable[[Decisions], None]
