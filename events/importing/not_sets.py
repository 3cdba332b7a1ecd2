"""Lines that are no set: a venue alone, a date, a venue's name where a band should be.

A plain rule on purpose: what could be a band's name is kept, and a person drops the rest. Where
somebody is there to be asked, what hardly is a name is asked about.
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

GENRES = {
    *("acoustic", "blues", "celtic", "country", "dub", "electronic", "emo", "experimental", "folk"),
    *("funk", "garage", "grunge", "hardcore", "hip hop", "hip-hop", "house", "indie", "jazz"),
    *("metal", "pop", "post-punk", "psych", "punk", "rap", "reggae", "rock", "roots", "shoegaze"),
    *("singer-songwriter", "ska", "soul", "surf", "synth pop", "techno"),
}
SMALL_PRINT = r"\b(?:tickets?|admission|presale|sold out|stay tuned|all ages|lineup)\b|\$\s?[0-9]"
HARDLY = (
    (re.compile(r"(?:^|\s)@\w"), "It names a handle."),
    (re.compile(r"https?://|\bwww\.", re.IGNORECASE), "It is a web address."),
    (re.compile(SMALL_PRINT, re.IGNORECASE), "It reads like small print."),
)
# A long name has capitals, a sentence mostly has none.
MANY_WORDS = 8


def doubt(said: Said, genres: Collection[str]) -> str:
    """Say why a line with a new band's name may be no set; a time says that it is one."""
    name = said.band
    if said.slot.start is not None:
        return ""
    for pattern, why in HARDLY:
        if pattern.search(name):
            return why
    if name.casefold() in GENRES or name.casefold() in genres:
        return "It is a genre."
    words = [word for word in name.split() if word[0].isalpha()]
    small = sum(word[0].islower() for word in words)
    return (
        "It reads like a sentence." if len(words) >= MANY_WORDS and small * 2 > len(words) else ""
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
