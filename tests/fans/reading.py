"""What a fan knows who only reads the mails: an independent reading, with nothing of the code.

A line about a set is the last word on it. A line about a whole event is the last word on every set
of it that the fan knows of: off, all of them; back on, all that were off because of it.
"""

import re
from dataclasses import dataclass, field
from email.message import EmailMessage

from tests.fans.post import text_of

ON, CANCELLED, CALLED_OFF, POSTPONED = "on", "cancelled", "called off", "postponed"
OFF = {CALLED_OFF, POSTPONED}
LABEL = re.compile(r"(Announced|Moved|(?:Still c|C)ancelled|Back on|Postponed): (.+)")
TIME = r"\d\d:\d\d(?: \(after midnight\))?|time to be announced"
PLACE = re.compile(rf"(?P<day>\w+day \d+ \w+),? (?P<time>{TIME})(?:, (?P<venue>.+))?")
LATER = re.compile(rf"(?P<time>{TIME})(?:, (?P<venue>.+))?")
STATES = {"Announced": ON, "Moved": ON, "Back on": ON, "Cancelled": CANCELLED}
STATES["Still cancelled"] = CANCELLED

Place = tuple[str, str, str]
Word = tuple[str, Place]


@dataclass(frozen=True)
class Line:
    """One line of a mail. Of a whole event it names no band."""

    event: str
    label: str
    band: str | None
    was: Place | None = None
    now: Place | None = None


def lines_of(mail: EmailMessage, events: set[str]) -> list[Line]:
    """Read a mail from top to bottom, as the person does to whom it came."""
    found, event = [], ""
    body = text_of(mail).splitlines()
    for number, text in enumerate(body):
        if text in events:
            event = text
        elif about := LABEL.fullmatch(text):
            label, name = about.groups()
            if name in events:
                assert name == event
                found.append(Line(event, label, None))
            else:
                found.append(Line(event, label, name, *_places(body[number + 1])))
    assert found, f"It says nothing:\n{text_of(mail)}"
    return found


def _places(text: str) -> tuple[Place | None, Place]:
    """Read “Saturday 10 October 21:00 → 21:30, Room 47”: what stays is said once."""
    before, arrow, after = text.partition(" → ")
    first = PLACE.fullmatch(before)
    assert first, text
    if not arrow:
        return None, (first["day"], first["time"], first["venue"])
    if second := PLACE.fullmatch(after):
        was = (first["day"], first["time"], first["venue"])
        return was, (second["day"], second["time"], second["venue"])
    if second := LATER.fullmatch(after):
        was = (first["day"], first["time"], first["venue"] or second["venue"])
        return was, (first["day"], second["time"], second["venue"] or first["venue"])
    return (first["day"], first["time"], first["venue"]), (first["day"], first["time"], after)


@dataclass
class Reader:
    """One fan's head."""

    words: dict[tuple[str, str], Word] = field(default_factory=dict)

    def read(self, line: Line) -> None:
        """Take a line in; it must say something new, and start from what was said before."""
        if line.band is None:
            self._of_event(line)
            return
        assert line.now
        place = (line.event, line.band)
        before, now = self.words.get(place), (STATES[line.label], line.now)
        assert now != before, f"This was known already: {line}"
        assert (line.label == "Announced") == (before is None), f"{line} after {before}"
        if line.label == "Moved":
            assert before == (ON, line.was), f"{line} after {before}"
        self.words[place] = now

    def _of_event(self, line: Line) -> None:
        known = {key: word for key, word in self.words.items() if key[0] == line.event}
        off = {"Cancelled": CALLED_OFF, "Postponed": POSTPONED}.get(line.label)
        if off:
            changed = {key: (off, word[1]) for key, word in known.items() if word[0] != off}
        else:
            assert line.label == "Back on", line
            changed = {key: (ON, word[1]) for key, word in known.items() if word[0] in OFF}
        assert changed, f"This was known already: {line}, of {known}"
        self.words |= changed
