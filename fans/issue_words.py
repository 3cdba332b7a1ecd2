"""An issue in words: what is new, and what is on, event by event."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from accounts.models import Organization
from accounts.organizations import site_url
from bands.links import host_of
from events import times
from events.addresses import path_of
from events.models import Event, Performance
from events.templatetags.nights import days as days_text
from fans import saying
from fans.contents import Contents, Part
from fans.frequencies import Frequency
from fans.models import Subscription
from fans.owed import Owed

# What is listed before “and 12 more”: of a new event its bands, of one that is known its news.
MOST_NAMES, MOST_LINES = 12, 30
SPANS = {
    Frequency.MONTHLY: "This month",
    Frequency.WEEKLY: "This week",
    Frequency.DAILY: "Today",
}


@dataclass(frozen=True)
class Line:
    """A set: who plays, when and where."""

    name: str
    text: str
    link: str


@dataclass(frozen=True)
class Entry:
    """An event."""

    name: str
    about: str
    link: str
    tickets: str
    lines: list[Line] = field(default_factory=list)
    names: str = ""


@dataclass(frozen=True)
class Section:
    title: str
    entries: list[Entry]


@dataclass(frozen=True)
class Said:
    heading: str
    subject: str
    sections: list[Section]


def said(
    contents: Contents,
    subscriptions: Sequence[Subscription],
    followed: Collection[int],
    organization: Organization,
) -> Said:
    """Put an issue in words. Bands that the reader follows come first, with their times."""
    words = _Words(organization, followed)
    span = next(
        text for often, text in SPANS.items() if often in {s.frequency for s in subscriptions}
    )
    sections = [
        Section("New events", [words.of_new(part) for part in contents.new]),
        Section("New bands", [words.of_known(part) for part in contents.more]),
        Section(f"On {span.lower()}", [words.of_event(part.event) for part in contents.on]),
    ]
    heading, names = _gist(contents, span)
    others = len(names) - 1
    return Said(
        heading=heading,
        subject=f"{heading}: {_short(names[0])}" + (f", and {others} more" if others else ""),
        sections=[section for section in sections if section.entries],
    )


def _gist(contents: Contents, span: str) -> tuple[str, list[str]]:
    """Return what matters most: what kind of news, and the names of all that is of this kind."""
    if contents.new:
        return f"New{_where(contents.new)}", [part.event.name for part in contents.new]
    if contents.more:
        at = f" at {_short(contents.more[0].event.name)}" if len(contents.more) == 1 else " bands"
        return f"New{at}", [name for part in contents.more for name in _names(part.sets)]
    return f"{span}{_where(contents.on)}", [part.event.name for part in contents.on]


def _where(parts: Iterable[Part]) -> str:
    """Name the city, if they are all in one."""
    cities = {part.event.city for part in parts}
    return f" in {cities.pop()}" if len(cities) == 1 and "" not in cities else ""


def _short(name: str) -> str:
    return shorten(name, saying.LONGEST_NAME, placeholder="…")


def _names(sets: Iterable[Owed]) -> list[str]:
    """Return the bands, each once."""
    return list(dict.fromkeys(row.band.name for one in sets if (row := one.performance)))


class _Words:
    def __init__(self, organization: Organization, followed: Collection[int]) -> None:
        self.site, self.hours = site_url(organization), organization.clock
        self.followed = followed

    def of_event(self, event: Event, lines: Sequence[Line] = (), names: str = "") -> Entry:
        doors = times.doors_minute(event, event.first_day)
        about = [days_text(event.first_day, event.last_day), event.city]
        if doors is not None:
            about.append(f"doors {times.clock_text(doors, hours=self.hours)}")
        return Entry(
            name=event.name,
            about=", ".join(part for part in about if part),
            link=self.site + path_of("events:schedule", event.slug),
            tickets=event.ticket_url if host_of(event.ticket_url) else "",
            lines=list(lines),
            names=names,
        )

    def of_new(self, part: Part) -> Entry:
        """Name some bands; of those who are followed say when they play."""
        mine = [one for one in part.sets if self._is_followed(one)][:MOST_LINES]
        named = {row.band.name for one in mine if (row := one.performance)}
        names = _some([name for name in _names(part.sets) if name not in named], MOST_NAMES)
        others = f"Also {names}" if named and names else names
        return self.of_event(part.event, self._lines(mine), others)

    def of_known(self, part: Part) -> Entry:
        """Say of the new sets who plays when."""
        first = sorted(part.sets, key=lambda one: not self._is_followed(one))
        left = len(first) - MOST_LINES
        names = f"and {left} more" if left > 0 else ""
        return self.of_event(part.event, self._lines(first[:MOST_LINES]), names)

    def _is_followed(self, one: Owed) -> bool:
        return one.performance is not None and one.performance.band_id in self.followed

    def _lines(self, sets: Iterable[Owed]) -> list[Line]:
        return [self._line(one, row) for one in sets if (row := one.performance)]

    def _line(self, one: Owed, row: Performance) -> Line:
        venues = {row.venue.pk: row.venue.name} if row.venue else {}
        return Line(
            name=row.band.name,
            text=str(saying.moved(one.facts, one.facts, venues, self.hours)),
            link=self.site + path_of("events:band", row.band.slug),
        )


def _some(names: Sequence[str], most: int) -> str:
    """Write names as a list that ends."""
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left} more" if left > 0 else "")
