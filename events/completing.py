"""What a name or a line that is being typed may become."""

from collections.abc import Iterable

from bands.names import COMPARED, bare

MOST_OFFERED = 8


def names(typed: str, known: Iterable[str]) -> list[str]:
    """Return the names that hold what has been typed, those that begin with it in front."""
    wanted = bare(typed[:COMPARED])
    if not typed.strip() or not wanted:
        return []
    holding = [
        (not key.startswith(wanted), key, name) for name in known if wanted in (key := bare(name))
    ]
    return [name for _, _, name in sorted(holding)[:MOST_OFFERED]]


def lines(typed: str, *, bands: Iterable[str], venues: Iterable[str]) -> list[str]:
    """Return the line with its last word completed: the band, or after an @ the venue."""
    before, at, last = typed.rpartition("@")
    if at:
        return [f"{before}@ {name}" for name in names(last, venues)]
    return names(typed, bands)
