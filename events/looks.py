"""What of a lineup is looked at, and how it is grouped: the query of the lineup's page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from bands.names import COMPARED, bare
from events.models import Performance


class By(StrEnum):
    TIME = "time"
    VENUE = "venue"


class Show(StrEnum):
    ALL = "all"
    CONFLICTS = "conflicts"
    UNANNOUNCED = "unannounced"
    TBA = "tba"
    CANCELLED = "cancelled"


SHOWN = {
    Show.ALL: "All sets",
    Show.CONFLICTS: "With a conflict",
    Show.UNANNOUNCED: "Not announced",
    Show.TBA: "Time or venue TBA",
    Show.CANCELLED: "Cancelled",
}
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Look:
    by: By = By.TIME
    show: Show = Show.ALL
    search: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Look":
        """Read a query; what it says that means nothing is passed over."""
        by, show = query.get("by", ""), query.get("show", "")
        return cls(
            By(by) if by in list(By) else By.TIME,
            Show(show) if show in list(Show) else Show.ALL,
            " ".join(query.get("q", "").split())[:LONGEST_SEARCH],
        )

    @property
    def query(self) -> str:
        """Write it the way an address holds it, with the question mark; empty for the usual."""
        parts = {"by": self.by, "show": self.show, "q": self.search}
        usual = {"by": By.TIME, "show": Show.ALL, "q": ""}
        said = {name: value for name, value in parts.items() if value != usual[name]}
        return f"?{urlencode(said)}" if said else ""

    @property
    def is_narrow(self) -> bool:
        return self.show != Show.ALL or bool(self.search)

    def grouped(self, by: By) -> "Look":
        return replace(self, by=by)

    def only(self, show: Show) -> "Look":
        return replace(self, show=show, search="")

    def keeps(self, row: Performance, *, in_conflict: bool) -> bool:
        return self._shows(row, in_conflict=in_conflict) and self._finds(row)

    def _shows(self, row: Performance, *, in_conflict: bool) -> bool:
        going_ahead = row.cancelled_at is None
        match self.show:
            case Show.CONFLICTS:
                return in_conflict
            case Show.UNANNOUNCED:
                return going_ahead and row.announced_at is None
            case Show.TBA:
                return going_ahead and (row.start is None or row.venue_id is None)
            case Show.CANCELLED:
                return not going_ahead
        return True

    def _finds(self, row: Performance) -> bool:
        if not self.search:
            return True
        text = " ".join([row.band.name, row.venue.name if row.venue else "", row.note])
        return bare(self.search) in bare(text[:COMPARED])
