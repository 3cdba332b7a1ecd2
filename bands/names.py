"""When two names are the same name, and when they only look alike.

*The same*: equal after `normalise`; refused twice in one organization. *Similar*: equal but for
accents, punctuation, a leading article or a slip of the finger; only ever a warning.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.utils.text import slugify
from rapidfuzz import fuzz, process

from settimes.text import CONTROL, UNKEPT

Key = TypeVar("Key")

LONGEST_NAME, LONGEST_SLUG = 100, 60
# No name is as long; normalising 50 KB of stacked accents takes a second.
COMPARED = 1_000
# One slip in ten characters scores 90 with rapidfuzz's ratio; unrelated short names stay below.
ALIKE = 88
# Spaces, controls, and what only formats others.
INVISIBLE = {"Zs", "Cc", "Cf"}
ARTICLES = re.compile(r"^(the|a|an|les|le|la|los|die|der|das)\s+")


def normalise(name: str) -> str:
    """Return the key under which a name is unique: NFKC, case folded, trimmed, single spaces."""
    folded = unicodedata.normalize("NFKC", " ".join(name.split())[:COMPARED]).casefold()
    # Folding takes some letters apart (ΐ), which an upper-case spelling has in other pieces.
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def problem(name: str) -> str | None:
    """Say what keeps a text from being a name; None where nothing does."""
    if all(unicodedata.category(letter) in INVISIBLE for letter in normalise(name)):
        return "Give it a name."
    if CONTROL.search(name):
        return UNKEPT
    if len(name) > LONGEST_NAME:
        return f"A name has at most {LONGEST_NAME} characters; this has {len(name)}."
    return None


def bare(name: str) -> str:
    """Return the name without accents, punctuation and a leading article."""
    letters = unicodedata.normalize("NFKD", normalise(name))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = " ".join(re.sub(r"[\W_]+", " ", plain.replace("&", " and ")).split())
    return ARTICLES.sub("", words) or normalise(name)


def similar(name: str, known: Mapping[Key, str], *, limit: int = 5) -> list[Key]:
    """Return the keys of the names that look like `name`, the most alike first."""
    return alike(bare(name), {key: bare(other) for key, other in known.items()}, limit=limit)


def alike(bare_name: str, bare_known: Mapping[Key, str], *, limit: int = 5) -> list[Key]:
    """Do the same with bare names: whoever looks for many names makes them bare once."""
    found = process.extract(
        bare_name, bare_known, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=limit
    )
    return [key for _, _, key in found]


def holding(name: str, known: Mapping[Key, str], *, limit: int = 5) -> list[Key]:
    """Return the keys of the names that `name` is a part of, word by word; the shortest first."""
    words = set(bare(name).split())
    found = [key for key, other in known.items() if words <= set(bare(other).split())]
    return sorted(found, key=lambda key: len(known[key]))[:limit]


def slug_for(name: str, taken: Iterable[str], *, otherwise: str) -> str:
    """Return an address for `name` that nobody has yet; `otherwise` serves names like “Ø!?”."""
    stem = re.sub("[-_]+", "-", slugify(normalise(name))).strip("-")
    stem = stem[:LONGEST_SLUG].rstrip("-") or otherwise
    used = taken if isinstance(taken, set) else set(taken)  # thousands of names share one set
    slug, number = stem, 1
    while slug in used:
        number += 1
        ending = f"-{number}"
        slug = stem[: LONGEST_SLUG - len(ending)].rstrip("-") + ending
    return slug
