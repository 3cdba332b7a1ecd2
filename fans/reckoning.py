"""How many hear of what: the comparison of `owed`, made once for all who were told the same.

For organizers, who ask before they act and while it waits. The number of statements does not depend
on the followers, and hardly on the sets.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Organization
from events.models import Event, Performance
from events.visibility import event_is_public, is_public
from fans import owed, reach, truth
from fans.models import Follow, Subscriber, Subscription, Told
from fans.owed import Owed
from fans.truth import Facts

# What somebody was told, as far as it is compared.
COMPARED = (*(field.name for field in fields(Facts)), "heard", "hushed")
# A statement asks about so many sets: SQLite takes no longer condition.
AT_ONCE = 200
Groups = list[tuple[Told, int]]


@dataclass(frozen=True)
class Share:
    """One piece of news, and to how many it is news in this way."""

    owed: Owed
    fans: int
    # Nobody was told anything of this set yet.
    is_first: bool = False


def to_come(event: Event, rows: Iterable[Performance], at: datetime) -> list[Performance]:
    """Keep the sets of which fans may hear; event and rows may hold what is not saved yet."""
    found = [row for row in rows if is_public(row, event) and not truth.is_over(row, event, at)]
    for row in found:
        row.event = event
    return found


def shares(
    event: Event, rows: Sequence[Performance], at: datetime, *, whole: bool = False
) -> list[Share]:
    """Return what is news of these sets, which `to_come` has kept; with `whole` of the event too.

    Who follows a band and was told the same of its set is one share. In the order of the sets.
    """
    people = reach.reachable(event.organization, at)
    told = told_of_sets(people, Told.objects.filter(event=event)) if rows else {}
    followers = by_band(follows(event.organization, at), rows)
    found = []
    if whole and event_is_public(event):
        groups = _groups(told_of_all(people, Told.objects.filter(event=event)))[None]
        found = [Share(one, fans) for was, fans in groups if (one := owed.of_event(event, was))]
        found += of_gone({event.pk: event}, people, at)
    for row in rows:
        groups = told.get(row.pk, [])
        untold = followers.get(row.band_id, 0) - sum(fans for _, fans in groups)
        cases: list[tuple[Told | None, int]] = [(None, untold), *groups]
        found += [
            Share(one, fans, is_first=not groups)
            for was, fans in cases
            if fans > 0 and (one := owed.of_set(row, was))
        ]
    return found


def of_gone(events: Mapping[int, Event], people: QuerySet[Subscriber], at: datetime) -> list[Share]:
    """Return what of these public events is news to those who know a set that is gone."""
    if not events:
        return []
    follows = Follow.objects.filter(
        subscriber=OuterRef("pk"), band=OuterRef(OuterRef("band")), confirmed__isnull=False
    )
    followers = people.filter(Exists(follows), recipient=OuterRef("recipient"))
    denied = reduce(or_, map(_is_denied, events.values()))
    groups = _groups(
        Told.objects.filter(denied, Exists(followers), performance__isnull=False, heard=True)
    )
    found = []
    for _, row in sorted(Performance.objects.in_bulk(list(groups)).items()):
        event = events[row.event_id]
        if truth.is_over(row, event, at):
            continue
        for was, fans in groups[row.pk]:
            if owed.is_gone(row, event, was) and (one := owed.of_gone(row, event, was)):
                found.append(Share(one, fans))
    return found


def _is_denied(event: Event) -> Q:
    """Return the condition for what an event may deny as it is now; `owed.of_gone` decides."""
    now = truth.of_event(event).state
    is_denied = Q(state__in=owed.OFF) if now == Told.State.ON else ~Q(state=now)
    return Q(event=event.pk) & is_denied


def people(event: Event, of: Iterable[Share], at: datetime) -> set[int]:
    """Return who hears any of these, by the id of the subscriber: everybody once."""
    reached = reach.reachable(event.organization, at)
    of_bands = follows(event.organization, at)
    found: set[int] = set()
    rest = iter(of)
    while some := list(islice(rest, AT_ONCE)):
        if of_sets := [_follows_so(each) for each in some if each.owed.performance]:
            rows = of_bands.filter(reduce(or_, of_sets)).values_list("subscriber", flat=True)
            found |= set(rows.distinct())
        if of_all := [_facts(each.owed.told) for each in some if not each.owed.performance]:
            told = told_of_all(reached, Told.objects.filter(reduce(or_, of_all), event=event))
            heard = reached.filter(recipient__in=told.values("recipient"))
            found |= set(heard.values_list("pk", flat=True))
    return found


def knew(event: Event, rows: Sequence[Performance], at: datetime) -> int:
    """Count who was told of any of these sets and believes that it goes ahead, each once."""
    told = Told.objects.filter(
        event=event, performance__in=rows, heard=True, state=Told.State.ON
    ).filter(recipient__in=reach.reachable(event.organization, at).values("recipient"))
    return told.order_by().values("recipient").distinct().count()


def followers(event: Event, at: datetime) -> int:
    """Count who follows a band that plays there, announced or not."""
    bands = event.performances.live().values("band")
    of_bands = follows(event.organization, at).filter(band__in=bands)
    return of_bands.values("subscriber").distinct().count()


def follows(organization: Organization, at: datetime) -> QuerySet[Follow]:
    """Return the follows of all who can be written to."""
    reached = reach.is_reachable(organization, at, prefix="subscriber__")
    return Follow.objects.filter(reached, confirmed__isnull=False).order_by()


def by_band(wanted: QuerySet[Follow], rows: Iterable[Performance]) -> dict[int, int]:
    """Count these follows for each band of these sets."""
    bands = {row.band_id for row in rows}
    if len(bands) <= AT_ONCE:  # of more it is quicker to count all than to look for each
        wanted = wanted.filter(band__in=bands)
    counted = wanted.values("band").annotate(fans=Count("pk")).values_list("band", "fans")
    return {band: fans for band, fans in counted if band in bands}


def told_of_sets(people: QuerySet[Subscriber], told: QuerySet[Told]) -> dict[int | None, Groups]:
    """Return what those of these people were told of each set who follow its band."""
    # In this order: from an address to its person to the follow, an index each.
    of_band = Follow.objects.filter(
        subscriber=OuterRef("pk"),
        band=OuterRef(OuterRef("performance__band")),
        confirmed__isnull=False,
    )
    followers = people.filter(Exists(of_band), recipient=OuterRef("recipient"))
    return _groups(told.filter(Exists(followers), performance__isnull=False))


def told_of_all(people: QuerySet[Subscriber], told: QuerySet[Told]) -> QuerySet[Told]:
    """Return what those of these people were told of events as a whole who want such news."""
    wants = Subscription.objects.filter(subscriber=OuterRef("pk"), confirmed__isnull=False)
    readers = people.filter(Exists(wants), recipient=OuterRef("recipient"))
    return told.filter(Exists(readers), performance=None)


def _groups(rows: QuerySet[Told]) -> dict[int | None, Groups]:
    """Return who was told the same, as a row that stands for them all and their number, by set."""
    counted = rows.order_by().values("performance", *COMPARED).annotate(fans=Count("pk"))
    found: dict[int | None, Groups] = defaultdict(list)
    for row in counted.order_by("performance", *COMPARED):
        fans, performance = row.pop("fans"), row.pop("performance")
        found[performance].append((Told(performance_id=performance, **row), fans))
    return found


def _follows_so(share: Share) -> Q:
    """Return the condition for the follow of somebody to whom this is news in this way."""
    row, told = share.owed.performance, share.owed.told
    assert row is not None  # noqa: S101 - who calls it has looked
    is_of_band = Q(band=share.owed.facts.band)  # whose set it was, where it is gone
    if share.is_first:
        return is_of_band
    tells = Told.objects.filter(performance=row.pk, recipient=OuterRef("subscriber__recipient"))
    return is_of_band & Q(Exists(tells.filter(_facts(told))) if told else ~Exists(tells))


def _facts(told: Told | None) -> Q:
    return Q(**{name: getattr(told, name) for name in COMPARED})
