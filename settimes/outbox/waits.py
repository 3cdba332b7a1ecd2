"""What waits and why: in groups by kind, queue and reason, and in words."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Count, F, Min, Q, Value, When

from settimes import signs
from settimes.outbox import breaker, clock, gate
from settimes.outbox.models import Breaker, Message, Priority
from settimes.outbox.states import HELD, OPEN

MOST_GROUPS = 20
HELD_BY_A_WORKER = Q(state__in=HELD)


@dataclass(frozen=True)
class Wait:
    """Mails of one kind that wait for the same reason."""

    kind: str
    priority: Priority
    why: str
    count: int
    oldest: datetime
    # None for what is in hand, or due and not held up.
    next_try: datetime | None


def groups(pause: Breaker) -> list[Wait]:
    """Return what waits, urgent mails and large groups first, as many as a person can read."""
    held_up = _what_holds_up(pause)
    until = pause.open_until if breaker.is_open(pause) else None
    rows = (
        Message.objects.filter(state__in=OPEN)
        .order_by()
        .annotate(
            in_hand=Case(When(HELD_BY_A_WORKER, then=True), default=False),
            is_due=Case(When(not_before__lte=clock.now(), then=True), default=False),
            said=Case(When(HELD_BY_A_WORKER, then=Value("")), default=F("reason")),
        )
        .values_list("kind", "priority", "in_hand", "is_due", "said")
        .annotate(mails=Count("pk"), oldest=Min("created"), soonest=Min("not_before"))
        .order_by("priority", "-mails", "kind", "said")[:MOST_GROUPS]
    )
    found = []
    for kind, priority, in_hand, is_due, said, count, oldest, not_before in rows:
        if in_hand:
            why, next_try = "being sent", None
        elif is_due:
            why, next_try = "; ".join(filter(None, [said, held_up or "its turn comes"])), until
        else:
            why, next_try = said or "planned for later", not_before
        found.append(Wait(kind, Priority(priority), why, count, oldest, next_try))
    return found


def _what_holds_up(pause: Breaker) -> str:
    """Return why nothing leaves that is due; nothing if it does."""
    if gate.why_shut():
        return "no mail leaves: see above"
    if pause.trouble:
        return f"{pause} ({pause.phase}: {pause.reason})"
    if not signs.is_alive("worker"):
        return "no worker is seen"
    return ""
