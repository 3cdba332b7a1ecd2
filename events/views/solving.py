"""What would solve a conflict, as a form that does it: the set's own, filled in."""

from collections.abc import Iterable
from dataclasses import dataclass

from events.models import Performance
from events.remedies import Remedy
from events.set_form import new_form_key, texts


@dataclass(frozen=True)
class Way:
    """One remedy. Without `performance` there is nothing to press."""

    text: str
    deed: str = ""
    performance: Performance | None = None
    fields: tuple[tuple[str, object], ...] = ()


def solving(remedies: Iterable[Remedy]) -> list[Way]:
    return [_way(remedy) for remedy in remedies]


def _way(remedy: Remedy) -> Way:
    if remedy.moved is None:
        return Way(remedy.text)
    slug = remedy.moved.venue.slug if remedy.moved.venue else ""
    fields = {**texts(remedy.moved), "venue_is": slug, "form_key": new_form_key()}
    return Way(remedy.text, remedy.deed, remedy.moved, tuple(fields.items()))
