"""The states of a mail and the ways between them; nothing else may move a row."""

from django.db.models import TextChoices


class State(TextChoices):
    PLANNED = "planned", "Planned"
    CLAIMED = "claimed", "Claimed"  # a worker holds it, nothing has left yet
    HANDING = "handing", "Being handed over"  # from here on the server may have it
    WAITING = "waiting", "Waiting"  # the server said: later
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    SUPPRESSED = "suppressed", "Not sent"
    UNCERTAIN = "uncertain", "Uncertain"
    BOUNCED = "bounced", "Bounced"
    RESENT = "resent", "Sent again by a person"
    CLOSED = "closed", "Closed by a person"


DUE = (State.PLANNED, State.WAITING)
HELD = (State.CLAIMED, State.HANDING)
OPEN = (*DUE, *HELD)

WAYS: dict[State, frozenset[State]] = {
    State.PLANNED: frozenset({State.CLAIMED, State.SUPPRESSED}),
    # A refused address and a template that breaks are known before anything is handed over.
    State.CLAIMED: frozenset(
        {State.PLANNED, State.WAITING, State.HANDING, State.FAILED, State.SUPPRESSED}
    ),
    State.WAITING: frozenset({State.CLAIMED, State.SUPPRESSED}),
    State.HANDING: frozenset({State.SENT, State.WAITING, State.FAILED, State.UNCERTAIN}),
    State.SENT: frozenset({State.BOUNCED}),
    State.UNCERTAIN: frozenset({State.SENT, State.RESENT, State.CLOSED}),
    State.FAILED: frozenset({State.RESENT, State.CLOSED}),
    State.SUPPRESSED: frozenset(),
    State.BOUNCED: frozenset({State.RESENT, State.CLOSED}),
    State.RESENT: frozenset(),
    State.CLOSED: frozenset(),
}
# An app is told of each change from `handing` on: what it recorded then it may have to take back.
TOLD_FROM = frozenset({State.HANDING, State.SENT, State.UNCERTAIN, State.FAILED, State.BOUNCED})
