"""News in words: the lines of a mail, and its subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import shorten

from django.utils.dateformat import format as write
from django.utils.text import get_text_list

from accounts.models import Organization
from accounts.organizations import site_url
from events import times
from events.addresses import path_of
from events.models import Event, Performance, Venue
from events.templatetags.nights import days as days_text
from fans import truth
from fans.owed import OFF, Owed, is_gone
from fans.truth import Facts, News, State

# What is read first: what a fan would stand before a closed door for.
URGENCY = [
    *(News.CALLED_OFF, News.POSTPONED, News.CANCELLED),
    *(News.MOVED, News.BACK_ON, News.ANNOUNCED),
]
NOT_ON = {News.CALLED_OFF, News.POSTPONED, News.CANCELLED}
CHANGES = {News.MOVED, News.BACK_ON}
LONGEST_NAME = 60  # in a subject
LABELS = {
    # Not “new”: to whoever follows later it is told as well, and may be weeks old by then.
    News.ANNOUNCED: "Announced",
    News.MOVED: "Moved",
    News.CANCELLED: "Cancelled",
    News.BACK_ON: "Back on",
    News.CALLED_OFF: "Cancelled",
    News.POSTPONED: "Postponed",
}
STILL = "Still cancelled"
MOST_NAMES = 5
# What became of an event, where its name and days stand above.
OF_EVENT = {
    News.CALLED_OFF: "The whole event is cancelled",
    News.POSTPONED: "The whole event is postponed",
    News.BACK_ON: "The event goes ahead after all",
}


@dataclass(frozen=True)
class Place:
    """Where and when: Saturday 10 October | 21:00 → 21:30 | , Room 47; no arrow if not moved."""

    before: str = ""
    was: str = ""
    now: str = ""
    after: str = ""

    def __str__(self) -> str:
        change = f"{self.was} → {self.now}" if self.was else self.now
        return f"{self.before}{change}{self.after}"


@dataclass(frozen=True)
class Line:
    """One set's news, or what became of the whole event."""

    news: News
    label: str
    name: str
    place: Place
    reason: str
    link: str
    # Of a whole event: what became of it, in a sentence.
    words: str = ""

    @property
    def is_off(self) -> bool:
        return self.news in NOT_ON

    @property
    def is_changed(self) -> bool:
        return self.news in CHANGES

    @property
    def rank(self) -> int:
        """Say how soon it is read: what stays cancelled is no news beside that an event is on."""
        return len(URGENCY) if self.label == STILL else URGENCY.index(self.news)

    @property
    def subject(self) -> str:
        name = shorten(self.name, LONGEST_NAME, placeholder="…")
        return f"{self.label}: {name}, {self.place}"


@dataclass(frozen=True)
class Night:
    """The news of one event."""

    event: Event
    link: str
    lines: list[Line]

    @property
    def days(self) -> str:
        return days_text(self.event.first_day, self.event.last_day)

    @property
    def is_off(self) -> bool:
        return self.event.called_off != Event.CalledOff.NO

    @property
    def leads_to(self) -> str:
        """Name what is behind the link: of an event that is off there is no schedule to see."""
        return "See what is known" if self.is_off else "See the schedule"


def nights(owed: Sequence[Owed], organization: Organization) -> list[Night]:
    """Put news in words, grouped by event; a query for the names of venues that were left."""
    names = _venue_names(owed)
    site = site_url(organization)
    return [
        Night(
            event=news[0].event,
            link=site + path_of("events:schedule", news[0].event.slug),
            lines=_lines(news, names, site, organization.clock),
        )
        for _, group in groupby(owed, key=lambda one: one.event.pk)
        if (news := list(group))
    ]


def apart(owed: Sequence[Owed], organization: Organization) -> list[Line]:
    """Put each piece of news in words by itself: one line for each, in the same order."""
    names, site = _venue_names(owed), site_url(organization)
    return [
        _of_event(one, site) if one.is_of_all else _of_set(one, names, site, organization.clock)
        for one in owed
    ]


def subject(found: Sequence[Night]) -> str:
    """Say the most urgent news, and how many more there are."""
    lines = [line for night in found for line in night.lines]
    first = min(lines, key=lambda line: line.rank)
    others = len(lines) - 1
    return first.subject + (f", and {others} more" if others else "")


def _lines(news: Sequence[Owed], names: Mapping[int, str], site: str, hours: int) -> list[Line]:
    """Tell of each set; of an event that is called off or goes ahead again, once for all."""
    of_all = [one for one in news if one.is_of_all]
    lines = [_of_event(of_all[0], site, _playing(of_all))] if of_all else []
    return lines + [_of_set(one, names, site, hours) for one in news if not _is_known(one)]


def _is_known(one: Owed) -> bool:
    """Say whether the line of the event says it all: a set is where it was."""
    if not one.is_of_all:
        return False
    was = truth.told(one.told) if one.told else None
    return one.news != News.BACK_ON or was is None or replace(was, state=State.ON) == one.facts


def _playing(news: Sequence[Owed]) -> list[str]:
    """Name whom somebody wanted to see there: of sets that are gone nothing is said."""
    rows = [row for one in news if one.news in NOT_ON and (row := _public_set(one))]
    return list(dict.fromkeys(row.band.name for row in rows))


def _public_set(one: Owed) -> Performance | None:
    row = one.performance
    gone = row is None or one.told is None or is_gone(row, one.event, one.told)
    return None if gone else row


def _of_event(one: Owed, site: str, playing: Sequence[str] = ()) -> Line:
    event = one.event
    names = [*playing[:MOST_NAMES]]
    if len(playing) > MOST_NAMES:
        names.append(f"{len(playing) - MOST_NAMES} more that you follow")
    with_it = f", {get_text_list(names, 'and')} with it" if names else ""
    return Line(
        news=one.news,
        label=LABELS[one.news],
        name=event.name,
        place=Place(now=days_text(event.first_day, event.last_day)),
        reason=event.called_off_reason if one.news != News.BACK_ON else "",
        link=site + path_of("events:schedule", event.slug),
        words=f"{OF_EVENT[one.news]}{with_it}.",
    )


def _of_set(one: Owed, names: Mapping[int, str], site: str, hours: int) -> Line:
    row = one.performance
    assert row is not None  # noqa: S101 - what is told of a whole event went elsewhere
    now = one.facts
    was = truth.told(one.told) if one.told and one.news in CHANGES else now
    is_still = one.news == News.CANCELLED and one.told is not None and one.told.state in OFF
    return Line(
        news=one.news,
        label=STILL if is_still else LABELS[one.news],
        name=row.band.name,
        place=moved(was, now, names, hours),
        reason=row.cancel_reason if one.news == News.CANCELLED else "",
        link=site + path_of("events:band", row.band.slug),
    )


def moved(was: Facts, now: Facts, names: Mapping[int, str], hours: int) -> Place:
    """Write what was and what is, without repeating what stays.

    Saturday 10 October 21:00 → 21:30, Room 47
    """
    at = [_time(one, hours) for one in (was, now)]
    venues = [_venue(one, names) for one in (was, now)]
    days, venue = [_day(one) for one in (was, now)], f", {venues[1]}"
    if was.day != now.day:
        return Place(was=f"{days[0]}{at[0]}, {venues[0]}", now=f"{days[1]}{at[1]}{venue}")
    if was.start == now.start and was.venue == now.venue:
        return Place(before=days[1], now=at[1], after=venue)
    if was.start == now.start:
        return Place(before=f"{days[1]}{at[1]}, ", was=venues[0], now=venues[1])
    if was.venue == now.venue:
        return Place(before=days[0], was=at[0], now=at[1], after=venue)
    return Place(before=days[0], was=f"{at[0]}, {venues[0]}", now=f"{at[1]}{venue}")


def _day(facts: Facts) -> str:
    """Write the day as it stands before its time: a clock follows at once, words after a comma."""
    if facts.day is None:
        return ""
    return write(facts.day, "l j F") + (", " if facts.start is None else " ")


def _time(facts: Facts, hours: int) -> str:
    """Write the time; 00:25 of Saturday is on Sunday by the calendar, which nobody may guess."""
    if facts.start is None:
        return "time to be announced"
    night = " (after midnight)" if facts.start >= times.DAY else ""
    return times.clock_text(facts.start, hours=hours) + night


def _venue(facts: Facts, names: Mapping[int, str]) -> str:
    if facts.venue is None:
        return "venue to be announced"
    return names.get(facts.venue, "another venue")


def _venue_names(owed: Sequence[Owed]) -> dict[int, str]:
    names = {row.venue.pk: row.venue.name for one in owed if (row := one.performance) and row.venue}
    left = {
        one.told.venue
        for one in owed
        if one.news in CHANGES and one.told and one.told.venue is not None
    } - set(names)
    if left:
        names |= dict(Venue.objects.filter(pk__in=left).values_list("pk", "name"))
    return names
