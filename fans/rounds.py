"""Going through everybody who is owed something of an event, a few at a time.

A round is a row. Whoever works on it locks it, writes what comes of some people and how far it has
come in one transaction, and may die at any moment: the next one goes on from there.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Case, Exists, OuterRef, QuerySet, When, prefetch_related_objects
from django.utils import timezone

from events import uncollected
from events.models import Event
from events.uncollected import Touched
from fans import owed, planning, recording, urgent
from fans.apart import one_by_one
from fans.models import Follow, Round, Subscriber, Told
from fans.settled import Unsettled
from settimes.outbox.crash import crash_point

logger = logging.getLogger(__name__)
Mode = Round.Mode
# Statements take lists of so many, and a transaction so long keeps nobody waiting.
AT_ONCE = 500
WRITES = {Mode.HUSH, Mode.DOUBT}
NOTHING_WAITS = Unsettled(Touched(frozenset(), frozenset()), frozenset())


def go_on(until: float) -> bool:
    """Work on what was begun until this time of `time.monotonic`; False if there is more left.

    What is urgent goes first, also while a long round is under way.
    """
    done: list[int] = []
    while pk := _next(done):
        if not _some_of(pk):
            done.append(pk)  # it is over, somebody else is at it, or it cannot be served
        crash_point("after_some_of_round")
        if time.monotonic() > until:
            return False
    return True


def _some_of(pk: int) -> bool:
    """Serve the next few people; False also where this fails, which must hold up no other round."""
    try:
        return some(pk)
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("a round cannot be served", extra={"round": pk})
        return False


def _next(done: Sequence[int]) -> int | None:
    is_urgent = Case(When(mode=Mode.HURRY, then=0), default=1)
    rows = Round.objects.filter(finished=None).exclude(pk__in=done).order_by(is_urgent, "pk")
    return rows.values_list("pk", flat=True).first()


@transaction.atomic
def some(pk: int) -> bool:
    """Serve the next few people of a round; False when it is over, or somebody else is at it."""
    rows = Round.objects.select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("event__organization").filter(pk=pk, finished=None).first()
    if row is None:
        return False
    now = timezone.now()
    found = concerned(row.event).filter(pk__gt=row.cursor).order_by("pk")
    if row.mode in WRITES:  # what is told; a mail that is handed over does so under the same lock
        found = found.select_for_update(of=("self",))
    people = list(found[:AT_ONCE])
    if people:
        serve = SERVE[Mode(row.mode)]
        row.mails += one_by_one(lambda some: serve(row, some, now), people)
        row.cursor = people[-1].pk
    if len(people) < AT_ONCE:
        row.finished = now
        if row.mode == Mode.HUSH:
            # What else was to be told of the event has waited for the end of it.
            Round.objects.create(event=row.event, mode=Mode.TELL, began=now)
    row.save(update_fields=["mails", "cursor", "finished"])
    crash_point("before_round_commits")
    return row.finished is None


def concerned(event: Event) -> QuerySet[Subscriber]:
    """Return who follows a band that plays there, or was told of the event or a set of it."""
    follows = Follow.objects.filter(
        subscriber=OuterRef("pk"),
        confirmed__isnull=False,
        band__in=event.performances.public().values("band"),
    )
    told = Told.objects.filter(event=event, recipient=OuterRef("recipient"))
    return Subscriber.objects.filter(
        Exists(follows) | Exists(told), organization=event.organization, confirmed__isnull=False
    ).select_related("organization")


def _tell(row: Round, people: Sequence[Subscriber], at: datetime) -> int:
    return planning.digests(people, owed.to_all(people, at, event=row.event), at)


def _hurry(row: Round, people: Sequence[Subscriber], at: datetime) -> int:
    found = owed.to_all(people, at, event=row.event, since=at - settings.UNDO_FOR)
    told = [one.told for each in found.values() for one in each if one.told and one.told.message_id]
    prefetch_related_objects(told, "message")  # `urgent` asks what kind of mail it was
    pressing = {
        pk: [one for one in each if urgent.is_urgent(one, at)] for pk, each in found.items()
    }
    return planning.urgent_mails(people, pressing, at)


def _hush(row: Round, people: Sequence[Subscriber], at: datetime) -> int:
    """Hush up what the acts have changed that this round took; all, where the event was held."""
    # What was changed since is told: only that waits here.
    later = Unsettled(uncollected.touched([row.event_id]), frozenset())
    hushed = uncollected.touched([row.event_id], collected=row.began)
    found = owed.to_all(people, at, event=row.event, waiting=later)
    for person in people:
        news = [
            one
            for one in found.get(person.pk, ())
            if not row.up_to or hushed.includes(row.event_id, one.set_key)
        ]
        if news:
            recording.hush(person.recipient, news, at)
    return 0


def _doubt(row: Round, people: Sequence[Subscriber], at: datetime) -> int:
    found = owed.to_all(people, at, event=row.event, waiting=NOTHING_WAITS)
    return planning.in_doubt(people, found, at, why=row.reason)


SERVE: Mapping[Mode, Callable[[Round, Sequence[Subscriber], datetime], int]] = {
    Mode.TELL: _tell,
    Mode.HURRY: _hurry,
    Mode.HUSH: _hush,
    Mode.DOUBT: _doubt,
}
