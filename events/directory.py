"""The lists of bands and of venues, and how they are searched.

A name is looked for as people type it: without its accents, its punctuation or its article. No
database does that alike, so a few thousand short rows are compared here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from accounts.models import Organization
from bands.names import LONGEST_NAME, bare, normalise
from events import public_library

PAGE = 60


@dataclass(frozen=True)
class Entry:
    """One band or venue: its name, and what else it is found by."""

    slug: str
    name: str
    facts: tuple[str, ...]

    @property
    def letter(self) -> str:
        """Return the heading it stands under."""
        first = bare(self.name)[:1]
        return first.upper() if first.isalpha() else "#"


def bands(organization: Organization) -> list[Entry]:
    rows = public_library.bands(organization).values_list("slug", "name", "genres", "home_town")
    return _in_order(
        Entry(slug, name, (*genres, town) if town else tuple(genres))
        for slug, name, genres, town in rows
    )


def venues(organization: Organization) -> list[Entry]:
    return _in_order(
        Entry(venue.slug, venue.name, (venue.address,) if venue.address else ())
        for venue in public_library.venues(organization)
    )


# The same few thousand rows are compared at every keystroke of everybody.
_bare = lru_cache(maxsize=10_000)(bare)


@lru_cache(maxsize=10_000)
def _words(entry: Entry) -> str:
    """Return everything that an entry is found by."""
    squeezed = bare(entry.name).replace(" ", "")  # “acdc” finds AC/DC
    return " ".join([normalise(entry.name), squeezed, *map(bare, (entry.name, *entry.facts))])


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Sort as a person looks things up; the database's own order depends on the database."""
    return sorted(entries, key=lambda entry: (_bare(entry.name), entry.name))


def wanted(typed: str) -> str:
    """Return what somebody looks for; nobody looks for more than a name."""
    seen = "".join(letter if letter.isprintable() else " " for letter in typed[:LONGEST_NAME])
    return " ".join(seen.split())


def matching(entries: list[Entry], query: str) -> list[Entry]:
    """Keep the entries in which every typed word stands somewhere; all where nothing is typed."""
    forms = [form.split() for form in (normalise(query), bare(query))]
    return [entry for entry in entries if any(_has(_words(entry), words) for words in forms)]


def _has(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)
