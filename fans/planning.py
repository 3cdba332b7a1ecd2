"""Planning the mails that tell. Planned twice, or while another one waits, they are sent once."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from fans import recording
from fans.composing import organization_why_not
from fans.digests import DIGEST, URGENT
from fans.models import Notice, Subscriber
from fans.owed import Owed
from fans.reach import why_not
from settimes.outbox.changes import doubt
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import Plan, free_keys, plan_many
from settimes.outbox.states import DUE, State

OwedTo = Mapping[int, Sequence[Owed]]


class Wanted(NamedTuple):
    """A mail that somebody is to get, what it is to tell, and whether it is planned already."""

    plan: Plan
    person: Subscriber
    owed: Sequence[Owed]
    is_known: bool = False


def digests(people: Sequence[Subscriber], owed: OwedTo, at: datetime) -> int:
    """Plan a digest for each of these to whom something is owed; return how many are new.

    A digest that waits already will tell it all: it is composed when it leaves.
    """
    reached = [person for person in people if owed.get(person.pk) and _may(person, at)]
    waiting = _waiting(reached)
    wanted = [
        Wanted(_plan(DIGEST, person, owed[person.pk], Priority.BULK), person, owed[person.pk])
        for person in reached
        if (person.recipient, person.organization_id) not in waiting
    ]
    return _write(_named(wanted))


def urgent_mails(people: Sequence[Subscriber], owed: OwedTo, at: datetime) -> int:
    """Plan a mail for each set and each of these people; of a whole event, one for all its sets."""
    wanted = []
    for person in people:
        if not owed.get(person.pk) or not _may(person, at):
            continue
        for key, news in _apart(owed[person.pk]).items():
            about = {"event": news[0].event.pk, "performance": key}
            plan = _plan(URGENT, person, news, Priority.URGENT, about)
            wanted.append(Wanted(plan, person, news))
    return _write(_named(wanted))


def in_doubt(people: Sequence[Subscriber], owed: OwedTo, at: datetime, *, why: str) -> int:
    """Take what is owed for told, by mails that are in doubt from the start."""
    reached = [person for person in people if owed.get(person.pk) and _may(person, at)]
    wanted = _named(
        [
            Wanted(_plan(DIGEST, person, owed[person.pk], Priority.BULK), person, owed[person.pk])
            for person in reached
        ]
    )
    _write(wanted)
    keys = [one.plan.key for one in wanted]
    doubt(Message.objects.filter(key__in=keys), reason=why)
    mails = Message.objects.filter(key__in=keys, state=State.UNCERTAIN).in_bulk(field_name="key")
    for one in wanted:
        if message := mails.get(one.plan.key):
            recording.record(message, one.person.recipient, one.owed, at)
    return len(mails)


def _apart(owed: Sequence[Owed]) -> dict[int | None, list[Owed]]:
    """Return news by the set that they are about; all news of the whole event under None."""
    found: dict[int | None, list[Owed]] = defaultdict(list)
    for one in owed:
        found[None if one.goes_with_event else one.set_key].append(one)
    return found


def _may(person: Subscriber, at: datetime) -> bool:
    return not (why_not(person, at) or organization_why_not(person.organization))


def _waiting(people: Sequence[Subscriber]) -> set[tuple[str, int]]:
    rows = Message.objects.filter(
        kind=DIGEST, state__in=DUE, recipient__in=[person.recipient for person in people]
    )
    return {
        (recipient, payload["organization"])
        for recipient, payload in rows.values_list("recipient", "payload")
    }


def _plan(
    kind: str,
    person: Subscriber,
    owed: Sequence[Owed],
    priority: Priority,
    about: Mapping[str, object] | None = None,
) -> Plan:
    """Return the plan, named after what it tells: what failed once is not tried for ever."""
    told = hashlib.sha256("\n".join(one.key for one in owed).encode()).hexdigest()
    payload = {"subscriber": person.pk, "organization": person.organization_id}
    return Plan(
        key=f"{kind}:{person.pk}:{told}",
        kind=kind,
        to=person.email,
        priority=priority,
        payload=payload | dict(about or {}),
    )


def _write(wanted: Sequence[Wanted]) -> int:
    """Plan what is not planned yet, and return how many that are."""
    new = [one for one in wanted if not one.is_known]
    plan_many([one.plan for one in new])
    rows = Message.objects.in_bulk([one.plan.key for one in new], field_name="key")
    notices = [notice for one in new for notice in recording.plan(rows[one.plan.key], one.owed)]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    return len(new)


def _named(wanted: Sequence[Wanted]) -> list[Wanted]:
    """Name what no mail is named after yet, and say of the rest that it is known.

    A mail may leave without what it was planned for, because that waits just then. What it left out
    is owed as before, so it is another mail's, named after both.
    """
    left_out = Notice.objects.filter(message=OuterRef("pk"), dropped=True)
    found: list[Wanted] = []
    rest = [(one.plan.key, one) for one in wanted]
    while rest:
        keys = [one.plan.key for _, one in rest]
        free_keys(keys)
        rows = Message.objects.filter(key__in=keys).annotate(is_left_out=Exists(left_out))
        known = {key: (pk, out) for key, pk, out in rows.values_list("key", "pk", "is_left_out")}
        again = []
        for name, one in rest:
            pk, is_left_out = known.get(one.plan.key, (0, False))
            if is_left_out:
                again.append((name, one._replace(plan=replace(one.plan, key=f"{name}:{pk}"))))
            else:
                found.append(one._replace(is_known=bool(pk)))
        rest = again
    return found
