"""What the public may see: the one rule, as a query and for a row in memory.

Every surface a stranger, a crawler, a feed reader or a mail can reach goes through it. An event is
public once published, and stays so when archived. A set is public when its event is, it has not
been removed, and reveal mode is off or it has been announced. A cancelled set stays public.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

if TYPE_CHECKING:
    from events.models import Event, Performance

PUBLIC_STATUSES = ("published", "archived")


class Gate(StrEnum):
    """How far the gate is open. All but `PUBLIC` is for previews, and needs a member or a token."""

    PUBLIC = "public"
    IF_PUBLISHED = "if published"  # what would be public if the event were published now
    EVERYTHING = "everything"  # with the sets that are not announced yet


def public_event(prefix: str = "") -> Q:
    """Return the condition for an event reached through `prefix`, like `event__`."""
    return Q(**{f"{prefix}status__in": PUBLIC_STATUSES})


def public_performance(prefix: str = "", *, gate: Gate = Gate.PUBLIC) -> Q:
    """Return the condition for a performance reached through `prefix`, like `performances__`."""
    revealed = Q(**{f"{prefix}event__reveal_mode": False})
    announced = Q(**{f"{prefix}announced_at__isnull": False})
    live = Q(**{f"{prefix}removed_at__isnull": True})
    if gate == Gate.EVERYTHING:
        return live
    seen = live & (revealed | announced)
    return seen if gate == Gate.IF_PUBLISHED else public_event(f"{prefix}event__") & seen


def event_is_public(event: "Event") -> bool:
    """Say the same of an event in memory."""
    return event.status in PUBLIC_STATUSES


def is_public(performance: "Performance", event: "Event") -> bool:
    """Say the same of a set in memory; `event` may hold values that are not saved yet."""
    return event_is_public(event) and is_shown(performance, event)


def is_shown(performance: "Performance", event: "Event") -> bool:
    """Say whether a set is public as soon as its event is."""
    return performance.removed_at is None and (
        not event.reveal_mode or performance.announced_at is not None
    )
