"""What changed since fans could first see it: the ledger, read through the visibility rule.

One line for each set that is public now, comparing what is true with what was public when the
look-back begins. Whatever happened to a set before it became public is never looked at: reading
its changes backwards ends at the one that showed it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from events.ledger import Kind
from events.models import Change, Performance, Venue
from events.public_sets import MovedFrom, PublicSet
from events.schedule import Schedule

# A look-back of so many changed rows, and a list of so many lines.
MOST_CHANGES, MOST_LINES = 500, 20
# More sets than this shown at once are one line.
MOST_NEW = 3
PLACE = {"day": "day", "start": "start", "venue": "venue_id"}
# What, changed by itself, makes a set public; of an event as a whole nothing else changes in it.
SHOWING = {"announced_at", "removed_at"}


class What(StrEnum):
    NEW = "new"
    MOVED = "moved"
    KNOWN = "known"  # was to be announced
    CANCELLED = "cancelled"
    BACK = "back on"


@dataclass(frozen=True)
class News:
    """One line; `many` new sets at once have no `set` of their own."""

    what: What
    at: datetime
    set: PublicSet | None
    was: MovedFrom | None = None
    many: int = 1


@dataclass(frozen=True)
class Step:
    """One change of one set."""

    change_set: int
    at: datetime
    before: Mapping[str, object] | None
    after: Mapping[str, object]

    @property
    def shows(self) -> bool:
        """Say whether the set became public by it, or became another band's."""
        if self.before is None or "band_id" in self.after:
            return True
        touched = set(self.after)
        return "first_public" in touched and (
            bool(touched & SHOWING) or touched == {"first_public"}
        )


def of(schedule: Schedule) -> list[News]:
    """Return what changed, the latest first; two queries at most."""
    stories = _stories(schedule)
    venues = _venue_names(schedule, stories)
    lines: list[News] = []
    new: dict[int, list[News]] = defaultdict(list)
    for key, story in stories.items():
        line = _line(schedule.by_key[key], story, venues)
        if line and line.what == What.NEW:
            new[story[-1].change_set].append(line)
        elif line:
            lines.append(line)
    for shown in new.values():
        many = len(shown)
        at_once = [News(What.NEW, shown[0].at, None, many=many)]
        lines += at_once if many > MOST_NEW else shown
    return sorted(lines, key=lambda line: line.at, reverse=True)[:MOST_LINES]


def _stories(schedule: Schedule) -> dict[int, list[Step]]:
    """Return the changes of every public set since it was public, the latest first."""
    # By the database: what happens to hidden sets must not count against the look-back.
    public = Performance.objects.public().filter(event=schedule.event).values("pk")
    rows = (
        Change.objects.filter(
            change_set__event=schedule.event, kind=Kind.PERFORMANCE, target_id__in=public
        )
        .order_by("-pk")
        .values_list("target_id", "change_set_id", "change_set__at", "before", "after")
    )
    stories: dict[int, list[Step]] = defaultdict(list)
    ended: set[int] = set()
    for key, change_set, at, before, after in rows[:MOST_CHANGES]:
        if key in ended or key not in schedule.by_key:
            continue
        step = Step(change_set, at, before, after)
        stories[key].append(step)
        # The first change of a set that was public before the ledger knew keeps `first_public`.
        if step.shows or "first_public" in after:
            ended.add(key)
    return stories


def _line(found: PublicSet, story: list[Step], venues: Mapping[int, str]) -> News | None:
    *_, oldest = story
    if oldest.shows:
        story = story[:-1]
        # With a whole event shown at once none of its sets is news.
        is_new = set(oldest.after) != {"first_public"}
    else:
        is_new = False
    off = [step for step in story if "cancelled_at" in step.after]
    if found.cancelled:
        return News(What.CANCELLED, off[0].at, found) if off else None
    if off and (off[-1].before or {}).get("cancelled_at") is None:
        return News(What.BACK, off[0].at, found)
    if is_new:
        return News(What.NEW, oldest.at, found)
    return _moved(found, story, venues)


def _moved(found: PublicSet, story: list[Step], venues: Mapping[int, str]) -> News | None:
    """Compare the place that the look-back begins with and the one it ends with."""
    first: dict[str, object] = {}
    last: dict[str, object] = {}
    at = None
    for step in story:
        for name, field in PLACE.items():
            if field in step.after and step.before is not None:
                first[name] = step.before[field]
                last.setdefault(name, step.after[field])
                at = at or step.at
    differs = frozenset(name for name in first if first[name] != last[name])
    if not differs or at is None:
        return None
    was = MovedFrom(
        fields=differs,
        day=date.fromisoformat(str(first["day"])) if "day" in differs else found.day,
        start=_whole(first["start"]) if "start" in first else found.start,
        venue=venues.get(_whole(first.get("venue")) or 0),
    )
    return News(What.MOVED if was.was_known else What.KNOWN, at, found, was)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _venue_names(schedule: Schedule, stories: Mapping[int, Iterable[Step]]) -> dict[int, str]:
    left = {
        key
        for story in stories.values()
        for step in story
        if not step.shows and step.before and (key := _whole(step.before.get("venue_id")))
    }
    if not left:
        return {}
    known = Venue.objects.filter(organization=schedule.event.organization_id, pk__in=left)
    return dict(known.values_list("pk", "name"))
