"""Lines that are no set: a venue alone, a date, a venue's name where a band should be.

A plain rule on purpose: what could be a band's name is kept, and a person drops the rest.
"""

import re
from collections.abc import Collection

from bands.names import LONGEST_NAME, normalise
from events.importing.cells import Said
from events.typed_times import UNKNOWN

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s+[0-9]{4})?"
A_DATE = re.compile(
    rf"{WEEKDAY}(?:{MONTH}\s+{DAY}|{DAY}\s+(?:of\s+)?{MONTH}){YEAR}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}"
)


def why_not_a_set(said: Said, bands: Collection[str], venues: Collection[str]) -> str:
    """Say why a line is no set, "" where it may be one.

    `bands` and `venues` are the names known to be one, normalised; a band's name counts first.
    """
    if not said.band:
        return "No band, a venue alone." if said.venue else "No band."
    name = normalise(said.band[: LONGEST_NAME + 1])
    if name in bands:
        return ""
    if name in UNKNOWN:
        return "No band yet."
    if name in venues:
        return "A venue, not a band."
    return "A date, not a band." if A_DATE.fullmatch(name) else ""
