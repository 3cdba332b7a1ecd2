"""A set in the hands of an act: as it was found, and as it is now."""

from dataclasses import dataclass

from events.ledger import Kind, Values, values_of
from events.models import Event, Performance
from events.visibility import is_public


@dataclass
class Taken:
    """A set as the act found it; `before` is None for one that the act makes."""

    performance: Performance
    before: Values | None
    was_public: bool

    @property
    def after(self) -> Values:
        return values_of(self.performance, Kind.PERFORMANCE)

    @property
    def differs(self) -> bool:
        return self.before is None or self.after != self.before

    @property
    def changed(self) -> set[str]:
        before = self.before or {}
        return {name for name, value in self.after.items() if value != before.get(name)}

    def keep_first_public(self, event: Event) -> None:
        """Remember where a set stood when it became public; forget it when it is public no more."""
        row = self.performance
        if not is_public(row, event):
            row.first_public = None
        elif row.first_public is None:
            place = self.after
            if self.was_public and self.before and self.before["first_public"] is None:
                place = self.before  # public before the ledger knew of it
            row.first_public = {
                "day": place["day"],
                "start": place["start"],
                "venue": place["venue_id"],
            }
