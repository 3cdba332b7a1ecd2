"""Which column says what: the names that people give them, written out."""

import unicodedata

# The first name of each is our own, as exports write it.
HEADINGS = {
    "band": ("band", "band_name", "name", "artist", "artist_name", "act", "performer"),
    "venue": ("venue", "venue_name", "room", "stage", "location", "place"),
    "day": ("day", "date", "event_date", "festival_day"),
    "start": ("start", "start_time", "set_time", "time"),
    "end": ("end", "end_time", "finish"),
    "genre": ("genre", "genres"),
    "url": ("url", "link", "website"),
    "notes": ("notes", "note", "comments", "comment"),
    "announced": ("announced",),
    "cancelled": ("cancelled", "canceled"),
    "address": ("address", "venue_address"),
}
FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
KNOWN = "band, venue, day, start, end, genre, url, notes, announced, cancelled"
# No heading we know is longer; normalising a longer one would only take time.
LONGEST_HEADING = 40


def field_of(heading: str) -> str | None:
    """Return what a column of this heading says; None where we do not know."""
    plain = unicodedata.normalize("NFKC", heading.strip()[:LONGEST_HEADING]).casefold()
    return FIELDS.get("_".join(plain.replace("-", " ").replace("_", " ").split()))
