"""Choosing a time zone: places by continent, so that a list of 400 can be found through."""

import zoneinfo
from itertools import groupby

CONTINENTS = {
    "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe",
    "Indian", "Pacific",
}  # fmt: skip
Choices = list[tuple[str, list[tuple[str, str]]]]


def choices(now: str = "") -> Choices:
    """Return every zone that is named after a place, and `now` whatever it is called.

    Zones are called “America/Argentina/Ushuaia”: whoever types “Ush” finds it by its town.
    """
    known = {name for name in zoneinfo.available_timezones() if _continent(name) in CONTINENTS}
    groups = [
        (continent, sorted(((name, place(name)) for name in names), key=lambda pair: pair[1]))
        for continent, names in groupby(sorted(known), _continent)
    ]
    rest = {"UTC", now} - known - {""}
    return [*groups, ("Elsewhere", [(name, place(name)) for name in sorted(rest)])]


def place(name: str) -> str:
    """Write a zone's name as people say it: Ushuaia, Argentina."""
    _, _, rest = name.partition("/")
    words = [word.replace("_", " ") for word in (rest or name).split("/")]
    return ", ".join(reversed(words))


def _continent(name: str) -> str:
    return name.partition("/")[0]
