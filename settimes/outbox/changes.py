"""Moving a row from one state to another: one conditional UPDATE, and the app told with it."""

import logging
from contextlib import nullcontext
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from settimes.outbox import clock, statements
from settimes.outbox.crash import crash_point
from settimes.outbox.kinds import kind_named
from settimes.outbox.models import Message, Suppression
from settimes.outbox.states import DUE, HELD, OPEN, TOLD_FROM, WAYS, State
from settimes.outbox.words import fit

logger = logging.getLogger(__name__)

REAPED_AT_ONCE = 500
A_MOMENT = timedelta(seconds=1)  # until what is true no more is composed anew


class LostClaim(Exception):
    """The row is not ours any more; whoever has it now decides."""


class NotOwed(Exception):
    """The mail must not be sent; the text says why."""


def change(
    message: Message,
    source: State,
    to: State,
    *,
    owner: str = "",
    tell: bool = True,
    **fields: object,
) -> bool:
    """Move `message` from `source` to `to` and tell its app; False if it is not there any more.

    With `owner`, only if that owner still has it.
    """
    if to not in WAYS[source]:
        raise ValueError(f"There is no way from {source} to {to}.")
    if isinstance(reason := fields.get("reason"), str):
        fields["reason"] = fit(reason)
    if to not in HELD:
        fields["lease_until"] = None
    if source == State.BOUNCED:  # it was sent, and came back
        fields["sent"] = None
    # An uncertain mail keeps its owner: should that one still learn the answer, it is proof.
    if to not in (*HELD, State.UNCERTAIN):
        fields["owner"] = ""
    with transaction.atomic():
        rows = Message.objects.filter(pk=message.pk, state=source)
        if owner:
            rows = rows.filter(owner=owner)
        if not rows.update(state=to, changed=clock.now(), **fields):
            return False
        message.state = to
        if tell and source in TOLD_FROM:
            kind_named(message.kind).moved(message, to)
    return True


def claim(*, priority: int, limit: int, owner: str) -> list[Message]:
    """Take up to `limit` due mails, oldest first; each row gets one owner.

    PostgreSQL skips rows that another worker is just taking; SQLite's IMMEDIATE transaction lets
    one worker in at a time. Either way the conditional UPDATE decides.
    """
    with transaction.atomic():
        found = list(Message.objects.due(priority).select_for_update(skip_locked=True)[:limit])
        if not found:
            return []
        mine = Message.objects.filter(pk__in=[message.pk for message in found], state__in=DUE)
        taken = mine.update(
            state=State.CLAIMED,
            owner=owner,
            lease_until=clock.now(settings.MAIL_CLAIM_LEASE),
            changed=clock.now(),
        )
        if taken != len(found):
            return list(Message.objects.filter(owner=owner, state=State.CLAIMED).order_by("pk"))
    for message in found:
        message.state, message.owner = State.CLAIMED, owner
    return found


def hand(message: Message, *, owner: str) -> None:
    """Commit that the mail is being handed over. Only after this may its body leave.

    The same owner, a lease that still runs, still owed, and the app's own record with it: all in
    one transaction, so that whoever dies now leaves a row that says so.
    """
    kind = kind_named(message.kind)
    with transaction.atomic():
        if not statements.to_handing(message.pk, owner):
            why = why_suppressed([message]).get(message.recipient)
            raise NotOwed(why) if why else LostClaim
        if reason := kind.why_not_owed(message):
            raise NotOwed(reason)
        message.state = State.HANDING
        kind.moved(message, State.HANDING)
        crash_point("before_handing_commits")


def sent(message: Message, owner: str, words: str, *, tell: bool = True) -> bool:
    """Record that the server took the mail, also when the reaper already doubted it."""
    kind = kind_named(message.kind)
    # A statement is a transaction by itself; a kind that records nothing needs no other.
    alone = nullcontext() if kind.records_nothing else transaction.atomic()
    with alone:
        for source in (State.HANDING, State.UNCERTAIN):
            if statements.to_sent(message.pk, owner, source, fit(words)):
                message.state = State.SENT
                if tell:
                    kind.moved(message, State.SENT)
                return True
    return False


def why_suppressed(messages: list[Message]) -> dict[str, str]:
    """Return the reason for each of these recipients that must not be written to."""
    recipients = [message.recipient for message in messages]
    rows = Suppression.objects.filter(recipient__in=recipients)
    return dict(rows.values_list("recipient", "reason"))


def release(messages: list[Message], *, owner: str, wait: timedelta = timedelta(0)) -> None:
    """Give back what was claimed and not begun: nothing has left, nothing is charged."""
    later = {"not_before": clock.now(wait)} if wait else {}
    Message.objects.filter(
        pk__in=[message.pk for message in messages], state=State.CLAIMED, owner=owner
    ).update(state=State.PLANNED, owner="", lease_until=None, changed=clock.now(), **later)


def put_off(
    message: Message,
    source: State,
    *,
    owner: str,
    reason: str,
    phase: str,
    wait: timedelta,
    tell: bool = True,
) -> bool:
    """Let the mail wait for another try, or give up when it has been tried for days."""
    given_up = Message.objects.filter(
        pk=message.pk, first_tried__lt=clock.now(-settings.MAIL_RETRY_FOR)
    ).exists()
    if given_up:
        reason = f"gave up: {reason}"
        return change(
            message, source, State.FAILED, owner=owner, tell=tell, reason=reason, phase=phase
        )
    fields: dict[str, object] = {"first_tried": Coalesce(F("first_tried"), clock.now())}
    if source == State.CLAIMED:  # at `handing` the try was counted already
        fields["tries"] = F("tries") + 1
    return change(
        message,
        source,
        State.WAITING,
        owner=owner,
        tell=tell,
        reason=reason,
        phase=phase,
        not_before=clock.now(wait),
        **fields,
    )


def reap() -> int:
    """Take back what dead workers held. Claimed: nothing has left. Handing: nobody knows.

    A locked row is being written by its worker, who may be frozen in the midst of it. It is left
    for later; waiting for it would hold up everything else for as long.
    """
    freed = 0
    if claimed := _held_too_long(State.CLAIMED):
        with transaction.atomic():
            rows = Message.objects.lease_over(State.CLAIMED).select_for_update(skip_locked=True)
            free = list(rows.filter(pk__in=claimed).values_list("pk", flat=True))
            freed = Message.objects.filter(pk__in=free, state=State.CLAIMED).update(
                state=State.PLANNED, owner="", lease_until=None, changed=clock.now()
            )
    doubtful = sum(_doubt(pk) for pk in _held_too_long(State.HANDING))
    if doubtful:
        logger.error("mails in doubt", extra={"count": doubtful})
    return freed + doubtful


def doubt(rows: QuerySet[Message], *, reason: str) -> int:
    """Doubt whatever has not left, as far as the rows know: a backup has forgotten what came after.

    Only for a site that was put back, before its workers run.
    """
    return rows.filter(state__in=OPEN).update(
        state=State.UNCERTAIN, reason=fit(reason), lease_until=None, changed=clock.now()
    )


def _held_too_long(state: State) -> list[int]:
    return list(Message.objects.lease_over(state).values_list("pk", flat=True)[:REAPED_AT_ONCE])


def _doubt(pk: int) -> bool:
    with transaction.atomic():
        rows = Message.objects.lease_over(State.HANDING).select_for_update(skip_locked=True)
        message = rows.filter(pk=pk).first()
        return message is not None and change(
            message,
            State.HANDING,
            State.UNCERTAIN,
            owner=message.owner,
            reason="the worker died while handing it over",
            phase="handing",
        )
