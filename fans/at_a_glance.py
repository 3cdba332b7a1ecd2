"""What organizers see beside an event in their list: its news waits, is on hold, or is in doubt.

The comparison of `owed`, once for all events: the number of statements depends on none of them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Organization
from events import times, uncollected
from events.models import Event, Performance
from events.uncollected import Touched
from events.visibility import event_is_public
from fans import owed, reach, reckoning, truth
from fans.models import Hold, Notice, Told
from fans.reckoning import COMPARED
from settimes.outbox.states import State
from settimes.text import counted


def of(organization: Organization, events: Sequence[Event]) -> dict[int, list[str]]:
    """Return what to say beside these events of one organization, by the id of the event."""
    found: dict[int, list[str]] = defaultdict(list)
    keys = [event.pk for event in events]
    held = set(Hold.objects.filter(event__in=keys).values_list("event", flat=True))
    for pk in held:
        found[pk].append("News on hold")
    public = {each.pk: each for each in events if event_is_public(each) and each.pk not in held}
    for pk in _waiting(organization, public, timezone.now()):
        found[pk].append("News waits")
    doubtful = Notice.objects.filter(event__in=keys, message__state=State.UNCERTAIN).order_by()
    mails = doubtful.values("event").annotate(mails=Count("message", distinct=True))
    for pk, number in mails.values_list("event", "mails"):
        found[pk].append(f"{counted(number, 'mail')} in doubt")
    return found


def _waiting(organization: Organization, events: Mapping[int, Event], at: datetime) -> set[int]:
    """Return the events of which somebody is to hear what was changed lately."""
    touched = uncollected.touched(events)
    if not (touched.events or touched.sets):
        return set()
    open_events = {pk: each for pk, each in events.items() if at < times.closes_at(each)}
    found = _of_sets(organization, open_events, touched, at)
    return found | _of_all(organization, open_events, touched, at)


def _of_sets(
    organization: Organization, events: Mapping[int, Event], touched: Touched, at: datetime
) -> set[int]:
    people, follows = reach.reachable(organization, at), reckoning.follows(organization, at)
    sets = Performance.objects.public().filter(
        Q(event__in=touched.events) | Q(pk__in=touched.sets), event__in=list(events)
    )
    rows = [row for row in sets if not truth.is_over(row, events[row.event_id], at)]
    told = reckoning.told_of_sets(people, Told.objects.filter(performance__in=rows))
    followers = reckoning.by_band(follows, rows)
    found = set()
    for row in rows:
        row.event = events[row.event_id]
        groups = told.get(row.pk, [])
        is_untold = followers.get(row.band_id, 0) > sum(fans for _, fans in groups)
        cases = [*(was for was, _ in groups), *([None] if is_untold else [])]
        if any(owed.of_set(row, was) for was in cases):
            found.add(row.event_id)
    return found


def _of_all(
    organization: Organization, events: Mapping[int, Event], touched: Touched, at: datetime
) -> set[int]:
    """Return those of which somebody was told as a whole what is not true any more."""
    people = reach.reachable(organization, at)
    of_events = Told.objects.filter(event__in=touched.events & events.keys())
    told = reckoning.told_of_all(people, of_events)
    groups = list(told.order_by().values("event", *COMPARED).distinct())
    found = {pk for was in groups if owed.of_event(events[pk := was.pop("event")], Told(**was))}
    changed = {pk: events[pk] for pk in touched.events & events.keys()}
    return found | {share.owed.event.pk for share in reckoning.of_gone(changed, people, at)}
