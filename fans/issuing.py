"""Planning issues: who has one due that says anything. Done twice or anywhere, planned once."""

import time
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import Organization
from fans import contents
from fans.apart import one_by_one
from fans.composing import organization_why_not
from fans.frequencies import due_on, issue_day, opens_at
from fans.issues import ISSUE
from fans.models import Subscriber, Subscription
from fans.reach import why_not
from settimes.outbox.models import Priority
from settimes.outbox.planning import Plan, plan_many

AT_ONCE = 100


def collect(until: float) -> bool:
    """Plan what is due until this time of `time.monotonic`; False if there is more left."""
    at = timezone.now()
    for organization in Organization.objects.order_by("pk"):
        day = issue_day(organization, at)
        while day and _some(organization, day, at):
            if time.monotonic() > until:
                return False
    return True


@transaction.atomic
def _some(organization: Organization, day: date, at: datetime) -> bool:
    """Serve the next few people; False when there are no more."""
    due = _due(organization, day)
    rows = Subscriber.objects.select_for_update(skip_locked=True, of=("self",))
    found = rows.filter(pk__in=due.values("subscriber")).select_related("organization")
    people = list(found.order_by("pk")[:AT_ONCE])
    if not people:
        return False
    subscriptions = list(due.filter(subscriber__in=people))
    reached = [
        one for one in people if not (why_not(one, at) or organization_why_not(organization))
    ]

    def serve(some: Sequence[Subscriber]) -> int:
        said = contents.of_all(organization, some, subscriptions, day, at)
        plans = [_plan(one, day) for one in some if not said[one.pk].is_empty]
        plan_many(plans)
        return len(plans)

    one_by_one(serve, reached)
    rows_due = Subscription.objects.filter(pk__in=[row.pk for row in subscriptions])
    rows_due.update(issued_for=day)
    return len(people) == AT_ONCE


def skip(organization: Organization, at: datetime) -> None:
    """Take today's issues for sent; what they did not say, the next ones say."""
    if day := issue_day(organization, at):
        due = list(_due(organization, day).values_list("pk", flat=True))
        Subscription.objects.filter(pk__in=due).update(issued_for=day)


def _due(organization: Organization, day: date) -> QuerySet[Subscription]:
    """Return whose issue of this day nobody has looked for; new ones wait for their first day."""
    return Subscription.objects.filter(
        Q(issued_for=None) | Q(issued_for__lt=day),
        subscriber__organization=organization,
        frequency__in=due_on(day),
        confirmed__lte=opens_at(organization, day),
    )


def _plan(person: Subscriber, day: date) -> Plan:
    payload = {"subscriber": person.pk, "organization": person.organization_id}
    return Plan(
        key=f"{ISSUE}:{person.pk}:{day}",
        kind=ISSUE,
        to=person.email,
        priority=Priority.BULK,
        payload=payload | {"day": str(day)},
    )
