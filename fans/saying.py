"""News in words: the lines of a mail, and its subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse
from django.utils.dateformat import format as write

from accounts.models import Organization
from accounts.organizations import site_url
from events import times
from events.addresses import path_of
from events.models import Event, Venue
from events.templatetags.nights import days as days_text
from fans import truth
from fans.owed import Owed
from fans.truth import Facts, News, State

# What is read first: what a fan would stand before a closed door for.
URGENCY = [
    *(News.CALLED_OFF, News.POSTPONED, News.CANCELLED),
    *(News.MOVED, News.BACK_ON, News.ANNOUNCED),
]
LABELS = {
    News.ANNOUNCED: "New",
    News.MOVED: "Moved",
    News.CANCELLED: "Cancelled",
    News.BACK_ON: "Back on",
    News.CALLED_OFF: "Cancelled",
    News.POSTPONED: "Postponed",
}


@dataclass(frozen=True)
class Line:
    """One set's news, or what became of the whole event."""

    news: News
    label: str
    name: str
    text: str
    reason: str
    link: str

    @property
    def subject(self) -> str:
        about = ", ".join(part for part in (self.name, self.text) if part)
        return f"{self.label}: {about}"


@dataclass(frozen=True)
class Night:
    """The news of one event."""

    event: Event
    link: str
    lines: list[Line]


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


def subject(found: Sequence[Night]) -> str:
    """Say the most urgent news, and how many more there are."""
    lines = [line for night in found for line in night.lines]
    first = min(lines, key=lambda line: URGENCY.index(line.news))
    others = len(lines) - 1
    return first.subject + (f", and {others} more" if others else "")


def _lines(news: Sequence[Owed], names: Mapping[int, str], site: str, hours: int) -> list[Line]:
    """Tell of each set; of an event that is called off or goes ahead again, once for all."""
    of_all = [one for one in news if one.is_of_all]
    lines = [_of_event(of_all[0], site)] if of_all else []
    return lines + [_of_set(one, names, site, hours) for one in news if not _is_known(one)]


def _is_known(one: Owed) -> bool:
    """Say whether the line of the event says it all: a set is where it was."""
    if not one.is_of_all:
        return False
    was = truth.told(one.told) if one.told else None
    return one.news != News.BACK_ON or was is None or replace(was, state=State.ON) == one.facts


def _of_event(one: Owed, site: str) -> Line:
    event = one.event
    return Line(
        news=one.news,
        label=LABELS[one.news],
        name=event.name,
        text=days_text(event.first_day, event.last_day),
        reason=event.called_off_reason if one.news != News.BACK_ON else "",
        link=site + path_of("events:schedule", event.slug),
    )


def _of_set(one: Owed, names: Mapping[int, str], site: str, hours: int) -> Line:
    row = one.performance
    assert row is not None  # noqa: S101 - what is told of a whole event went elsewhere
    now = one.facts
    if one.news == News.MOVED and one.told:
        text = moved(truth.told(one.told), now, names, hours)
    else:
        text = place(now, names, hours)
    cancelled = one.news == News.CANCELLED
    return Line(
        news=one.news,
        label=LABELS[one.news],
        name=row.band.name,
        text=text,
        reason=row.cancel_reason if cancelled else "",
        link=site + reverse("events:band", args=[row.band.slug]),
    )


def place(facts: Facts, names: Mapping[int, str], hours: int) -> str:
    """Write where and when: Saturday 10 October 21:00, Room 47."""
    return f"{_day(facts)} {_time(facts, hours)}, {_room(facts, names)}"


def moved(was: Facts, now: Facts, names: Mapping[int, str], hours: int) -> str:
    """Write what was and what is, without repeating what stays.

    Saturday 10 October 21:00 → 21:30, Room 47
    """
    if was.day != now.day:
        return f"{place(was, names, hours)} → {place(now, names, hours)}"
    before = [_time(was, hours), _room(was, names)]
    after = [_time(now, hours), _room(now, names)]
    if was.start == now.start:
        return f"{_day(now)} {after[0]}, {before[1]} → {after[1]}"
    if was.venue == now.venue:
        return f"{_day(now)} {before[0]} → {after[0]}, {after[1]}"
    return f"{_day(now)} {', '.join(before)} → {', '.join(after)}"


def _day(facts: Facts) -> str:
    return write(facts.day, "l j F") if facts.day else ""


def _time(facts: Facts, hours: int) -> str:
    if facts.start is None:
        return "time to be announced"
    return times.clock_text(facts.start, hours=hours)


def _room(facts: Facts, names: Mapping[int, str]) -> str:
    if facts.venue is None:
        return "room to be announced"
    return names.get(facts.venue, "another room")


def _venue_names(owed: Sequence[Owed]) -> dict[int, str]:
    names = {row.venue.pk: row.venue.name for one in owed if (row := one.performance) and row.venue}
    left = {
        one.told.venue
        for one in owed
        if one.news == News.MOVED and one.told and one.told.venue is not None
    } - set(names)
    if left:
        names |= dict(Venue.objects.filter(pk__in=left).values_list("pk", "name"))
    return names
