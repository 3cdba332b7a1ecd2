"""Those who come late: who has just begun to follow is told what there is already."""

import time
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fans import owed, planning
from fans.apart import one_by_one
from fans.models import Follow, Subscriber
from fans.reach import is_paused

AT_ONCE = 200


def collect(until: float) -> bool:
    """Work on late comers until this time of `time.monotonic`; False if there are more left."""
    _come_back(timezone.now())
    while _some():
        if time.monotonic() > until:
            return False
    return True


@transaction.atomic
def _some() -> bool:
    """Serve the next few people; False when there are no more."""
    at = timezone.now()
    new = Follow.objects.filter(collected_at=None, confirmed__lte=at - settings.QUIET_FOR)
    rows = Subscriber.objects.select_for_update(skip_locked=True, of=("self",))
    # Who is just clicking through the bands waits until the last one.
    busy = Follow.objects.filter(confirmed__gt=at - settings.QUIET_FOR).values("subscriber")
    found = rows.filter(pk__in=new.values("subscriber")).exclude(pk__in=busy)
    people = list(found.select_related("organization").order_by("pk")[:AT_ONCE])
    one_by_one(lambda some: planning.digests(some, owed.to_all(some, at), at), people)
    new.filter(subscriber__in=people).update(collected_at=at)
    return len(people) == AT_ONCE


def _come_back(at: datetime) -> None:
    """End pauses that are over, and look again what these people have missed."""
    paused = Subscriber.objects.filter(paused_until__isnull=False).select_related("organization")
    people = [person for person in paused if not is_paused(person, at)]
    over = [person.pk for person in people]
    if over:
        with transaction.atomic():
            # Who has just chosen another day keeps it.
            longest = max(person.paused_until for person in people if person.paused_until)
            rows = Subscriber.objects.filter(pk__in=over, paused_until__lte=longest)
            rows.update(paused_until=None)
            Follow.objects.filter(subscriber__in=over).update(collected_at=None)
