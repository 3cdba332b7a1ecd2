"""What an operator must see: what is waiting and why, what is in doubt, whether anything is late.

The command, the staff page and `/readyz` all read it here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Min

from settimes import signs
from settimes.outbox import breaker, clock, gate, waits
from settimes.outbox.models import Breaker, Decision, Message, Priority
from settimes.outbox.states import HELD, OPEN, State
from settimes.outbox.waits import Wait

MOST_REASONS = 20
MOST_UNCERTAIN = 100
# The reaper comes with every sweep; a lease left over for longer means that nobody reaps.
SWEEPS_MISSED = 3
# These ended, or must be ended, otherwise than planned.
AMISS = (State.FAILED, State.SUPPRESSED, State.UNCERTAIN, State.BOUNCED)


@dataclass(frozen=True)
class Tally:
    state: State
    count: int
    oldest: timedelta


@dataclass(frozen=True)
class Reason:
    state: State
    reason: str
    count: int


@dataclass(frozen=True)
class Facts:
    at: datetime
    counts: list[Tally]
    waits: list[Wait]
    reasons: list[Reason]
    uncertain: list[Message]
    breaker: Breaker
    breaker_open: bool
    queue_ages: dict[Priority, timedelta | None]
    worker_seen: float | None
    beat_seen: float | None
    to_do: list[str]
    overdue: list[str]

    @property
    def missing(self) -> list[str]:
        """Return, in sentences, whom nobody has seen lately. The cache may have forgotten them."""
        found = []
        if not signs.is_recent(self.worker_seen):
            found.append("No worker is seen: no mail leaves.")
        if not signs.is_recent(self.beat_seen):
            found.append("Beat is not seen: nobody looks for mail that waits.")
        return found

    @property
    def total(self) -> int:
        return self._in(*State)

    # What a list leaves out is said, so that its sum is the one above it.

    @property
    def more_waits(self) -> int:
        return max(0, self._in(*OPEN) - sum(each.count for each in self.waits))

    @property
    def more_reasons(self) -> int:
        return max(0, self._in(*AMISS) - sum(each.count for each in self.reasons))

    @property
    def more_uncertain(self) -> int:
        return max(0, self._in(State.UNCERTAIN) - len(self.uncertain))

    def _in(self, *states: State) -> int:
        return sum(each.count for each in self.counts if each.state in states)


def facts() -> Facts:
    """Return everything at once. It counts all rows: for a person, never in the way of a mail."""
    at = clock.read()
    found = {
        State(state): (count, oldest)
        for state, count, oldest in Message.objects.order_by()
        .values_list("state")
        .annotate(Count("pk"), Min("changed"))
    }
    counts = [
        Tally(state, found[state][0], at - found[state][1]) for state in State if state in found
    ]
    state_of_breaker = breaker.read()
    doubtful = Message.objects.filter(state=State.UNCERTAIN)
    return Facts(
        at=at,
        counts=counts,
        waits=waits.groups(state_of_breaker),
        reasons=_reasons(),
        uncertain=list(doubtful.order_by("changed")[:MOST_UNCERTAIN]),
        breaker=state_of_breaker,
        breaker_open=breaker.is_open(state_of_breaker),
        queue_ages={priority: queue_age(priority) for priority in Priority},
        worker_seen=signs.seconds_since("worker"),
        beat_seen=signs.seconds_since("beat"),
        to_do=_to_do(found.get(State.UNCERTAIN, (0, at))[0], state_of_breaker),
        overdue=overdue(),
    )


def queue_age(priority: Priority) -> timedelta | None:
    """Return for how long the oldest due mail has been due."""
    first = Message.objects.due(priority).values_list("not_before", flat=True).first()
    return None if first is None else max(timedelta(0), clock.read() - first)


def overdue() -> list[str]:
    """Return, in sentences, what should have left long ago."""
    late = []
    for priority, limit in [
        (Priority.URGENT, settings.MAIL_OVERDUE_URGENT),
        (Priority.BULK, settings.MAIL_OVERDUE_BULK),
    ]:
        age = queue_age(priority)
        if age is not None and age > limit:
            late.append(f"{priority.label} mail is due for {spoken(age)}.")
    forgotten = clock.now(-settings.MAIL_SWEEP * SWEEPS_MISSED)
    if Message.objects.filter(state__in=HELD, lease_until__lt=forgotten).exists():
        late.append("Mail is held by a worker that is gone, and nobody takes it back.")
    return late


def _reasons() -> list[Reason]:
    rows = (
        Message.objects.filter(state__in=AMISS)
        .order_by()
        .values_list("state", "reason")
        .annotate(count=Count("pk"))
        .order_by("-count", "state", "reason")[:MOST_REASONS]
    )
    return [Reason(State(state), reason, count) for state, reason, count in rows]


def _to_do(uncertain: int, state_of_breaker: Breaker) -> list[str]:
    to_do = []
    if why_shut := gate.why_shut():
        to_do.append(why_shut)
    if uncertain:
        mails = "1 mail is" if uncertain == 1 else f"{uncertain} mails are"
        to_do.append(f"{mails} in doubt: resend or close.")
    if state_of_breaker.trouble == Breaker.Trouble.CONFIGURATION:
        to_do.append(
            f"The mail settings are wrong, no mail leaves:"
            f" {state_of_breaker.phase}: {state_of_breaker.reason}"
        )
    return to_do


def inconsistencies() -> list[str]:
    """Return, in sentences, what does not add up; empty when every mail is accounted for."""
    wrong = []
    planned = Message.objects.count()
    named = Message.objects.filter(state__in=State.values).count()
    if planned != named:
        wrong.append(f"{planned} mails were planned, {named} are in a known state.")
    resent = Message.objects.filter(state=State.RESENT)
    if resent.filter(resent_as__isnull=True).exists():
        wrong.append("A mail is marked as sent again, and there is no such second mail.")
    if Message.objects.filter(resends__isnull=False).exclude(resends__state=State.RESENT).exists():
        wrong.append("A mail was sent again that is not marked so.")
    settled = Message.objects.filter(state__in=[State.RESENT, State.CLOSED]).count()
    if settled != Decision.objects.count():
        wrong.append(f"{settled} mails were settled by {Decision.objects.count()} decisions.")
    if not _commits_are_durable():
        wrong.append("The database may forget a commit: a mail could be sent twice.")
    return wrong


def _commits_are_durable() -> bool:
    """True if a commit survives a power cut: `handing` must be on disk before the body leaves."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous")
            return int(cursor.fetchone()[0]) >= 2  # noqa: PLR2004 - FULL
        cursor.execute("SHOW synchronous_commit")
        return str(cursor.fetchone()[0]) != "off"


def spoken(age: timedelta) -> str:
    """Return a length of time as a person says it: 45 s, 12 min, 3 h, 4 days."""
    seconds = int(age.total_seconds())
    for size, unit in [(172_800, 86_400), (7200, 3600), (120, 60)]:
        if seconds >= size:
            return f"{seconds // unit} {({86_400: 'days', 3600: 'h', 60: 'min'})[unit]}"
    return f"{seconds} s"
