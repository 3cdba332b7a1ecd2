"""Which acts are undone, and whether the others can still be.

An act is undone while something that took it back stands: taking that back in turn (a redo) puts
the act in force again. Whether one can be undone is the rule of `events.undo`, asked here for
many acts at once without changing anything.
"""

from uuid import UUID

from accounts.models import Organization
from events.models import ChangeSet, Event


def operations(organization: Organization, event: Event | None) -> set[UUID]:
    """Return the operations that are undone now, of an event or of what belongs to no event."""
    taken_back: set[UUID] = set()
    pairs = ChangeSet.objects.filter(
        organization=organization, event=event, undoes__isnull=False
    ).order_by("-pk")
    # The newest first: what took something back is older than what took it back itself.
    for operation, undoes in pairs.values_list("operation", "undoes"):
        if operation not in taken_back and undoes:
            taken_back.add(undoes)
    return taken_back
