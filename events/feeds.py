"""Feeds (Atom, RFC 4287): which events became public, and what changed in one since it is.

Every entry is read from the ledger through the visibility rule (`events.public_changes`): nothing
in them, not even an id or a date, depends on what is hidden.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from accounts.models import Organization
from accounts.organizations import site_url
from events import public_changes
from events.change_words import Words
from events.models import Event, Performance
from events.public_changes import Act, History
from settimes.text import CONTROL

MOST_ENTRIES = 50
# Of more changes at once the feed tells only how many more there were.
MOST_LINES = 40


class _Feed(Atom1Feed):
    """Django's, but dated by its entries alone: an empty one is not of today."""

    def __init__(self, name: str, title: str, page: str, itself: str, updated: datetime) -> None:
        super().__init__(_text(title), page, "", feed_url=itself, feed_guid=name, language="en")
        self.updated = updated

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=self.updated)

    def text(self) -> str:
        return self.writeString("utf-8")


@dataclass(frozen=True)
class _Entry:
    act: Act
    lines: list[str]

    @property
    def title(self) -> str:
        return self.lines[0] if len(self.lines) == 1 else f"{len(self.lines)} changes"


def of_events(organization: Organization) -> str:
    """Write the feed of an organization's public events, the last to become so first."""
    events = list(Event.objects.public().filter(organization=organization))
    histories = public_changes.of_events(organization, events)
    site, words = site_url(organization), Words(organization.clock)
    feed = _Feed(
        name=_id(organization.created.isoformat(), organization.pk),
        title=organization.name,
        page=site + reverse("events:events"),
        itself=site + reverse("events:events_feed"),
        updated=organization.created,
    )
    for event in sorted(events, key=lambda event: _published(event, histories), reverse=True)[
        :MOST_ENTRIES
    ]:
        past = histories[event.pk].event
        feed.add_item(
            unique_id=_id(event.created.isoformat(), event.pk),
            title=_text(words.event_title(event)),
            link=site + reverse("events:schedule", args=[event.slug]),
            description=_markup(words.event_facts(event)),
            author_name=_text(organization.name),
            pubdate=_published(event, histories),
            updateddate=past.changed_at or event.created,
        )
    return feed.text()


def of_changes(event: Event, organization: Organization) -> str:
    """Write the feed of what changed in one public event, the latest first."""
    sets = Performance.objects.public().filter(event=event).select_related("band", "venue")
    history = public_changes.of_event(event, _in_order(sets))
    site = site_url(organization)
    page = site + reverse("events:schedule", args=[event.slug])
    feed = _Feed(
        name=_id(f"changes {event.created.isoformat()}", event.pk),
        title=f"{event.name}: what changed",
        page=page,
        itself=site + reverse("events:changes_feed", args=[event.slug]),
        updated=event.created,
    )
    for entry in _entries(history, Words(organization.clock))[:MOST_ENTRIES]:
        feed.add_item(
            unique_id=_id(str(entry.act.operation), event.pk),
            title=_text(entry.title),
            link=page,
            description=_markup(entry.lines),
            author_name=_text(organization.name),
            pubdate=entry.act.at,
            updateddate=entry.act.at,
        )
    return feed.text()


def _in_order(sets: QuerySet[Performance]) -> list[Performance]:
    return list(sets.order_by("day", "start", "band__normalised_name", "pk"))


def _entries(history: History, words: Words) -> list[_Entry]:
    """Put what each act changed for strangers into lines, the latest act first."""
    acts: dict[Act, list[str]] = {}
    shown: set[Act] = set()
    for event_step in history.event.steps:
        if event_step.after is not None:
            acts[event_step.act] = words.of_event(event_step.before, event_step.after)
        if event_step.before is None:
            shown.add(event_step.act)
    new: dict[Act, int] = {}
    for past in history.sets.values():
        for step in past.steps:
            if step.act in shown and step.before is None:
                new[step.act] = new.get(step.act, 0) + 1
            elif step.after is not None and (line := words.of_set(step.before, step.after)):
                acts.setdefault(step.act, []).append(line)
    for act, number in new.items():
        acts.setdefault(act, []).append(words.with_sets(number))
    found = sorted(acts.items(), key=lambda pair: pair[0].pk, reverse=True)
    return [_Entry(act, lines) for act, lines in found if lines]


def _published(event: Event, histories: dict[int, History]) -> datetime:
    first = histories[event.pk].event.first_shown
    return first.at if first else event.created


def _id(secret: str, key: int) -> str:
    """Name an entry for good, by what nobody else can guess and nothing can be told from."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{secret} {key}')}"


def _markup(lines: Iterable[str]) -> str:
    """Write lines as the HTML that Atom calls a summary; whoever reads it unescapes it once."""
    whole = list(lines)
    kept = whole[:MOST_LINES]
    if len(whole) > len(kept):
        kept.append(f"And {len(whole) - len(kept)} more.")
    return "<br>".join(escape(_text(line)) for line in kept)


def _text(text: str) -> str:
    """Leave out what XML cannot hold."""
    return CONTROL.sub("", text)
