"""What a visitor may choose of a schedule by its address: the one list of its parameters.

Whatever else stands in a query string means nothing, and the page is made of a `Choice` and of
nothing else in it: two addresses with the same choice are the same page, and may share its bytes.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from bands.models import LONGEST_GENRE
from bands.names import LONGEST_SLUG, normalise

PARAMETERS = ("view", "day", "venue", "genre")

BY_TIME, BY_VENUE, GRID = "time", "venue", "grid"
VIEWS = (BY_TIME, BY_VENUE, GRID)
A_DAY = re.compile(r"[1-9][0-9]?", re.ASCII)
A_SLUG = re.compile(rf"[a-z0-9-]{{1,{LONGEST_SLUG}}}", re.ASCII)
# No day, slug or genre is spelt like this: it stands for whatever cannot be one.
NONSENSE = "?"


@dataclass(frozen=True)
class Choice:
    """What is asked for; an empty text is no choice, `NONSENSE` one that nothing can match."""

    view: str = BY_TIME
    day: str = ""
    venue: str = ""
    genre: str = ""

    @property
    def query(self) -> str:
        """Write the choice the one way it is written, with its “?”; empty where it is none."""
        chosen = {name: getattr(self, name) for name in PARAMETERS}
        if self.view == BY_TIME:
            del chosen["view"]
        written = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{written}" if written else ""

    @property
    def narrows(self) -> bool:
        """Say whether it leaves sets out."""
        return bool(self.day or self.venue or self.genre)

    def but(self, **changes: str) -> "Choice":
        return replace(self, **changes)


def read(asked: QueryDict) -> Choice:
    """Read a query string; of a parameter given twice the last counts."""
    view = asked.get("view", "")
    return Choice(
        view=view if view in VIEWS else BY_TIME,
        day=_sound(asked.get("day", ""), A_DAY),
        venue=_sound(asked.get("venue", ""), A_SLUG),
        genre=_genre(asked.get("genre", "")),
    )


def _sound(text: str, shape: re.Pattern[str]) -> str:
    return text if not text or shape.fullmatch(text) else NONSENSE


def _genre(text: str) -> str:
    if len(text) > LONGEST_GENRE:
        return NONSENSE
    return normalise(text)
