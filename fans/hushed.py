"""What became public and was hushed up: an organizer decided that nobody hears of it.

Whoever follows is noted as told of it. Of those who want news by city and genre nobody knows yet
who they will be; so for them it is read from the ledger, act by act.
"""

from collections.abc import Iterable

from django.db.models import Q

from events.ledger import Kind
from events.models import Change, Event
from events.uncollected import Touched
from fans.models import Round

# A set is new once it is public, and once another band plays it.
NEW_BY = ["first_public", "band_id"]


def hushed(events: Iterable[int]) -> Touched:
    """Return the events and sets whose last becoming public was hushed up."""
    rounds = Round.objects.filter(event__in=list(events), mode=Round.Mode.HUSH)
    acts = set(rounds.values_list("event", "began"))
    if not acts:
        return Touched(frozenset(), frozenset())
    becoming = Q(kind=Kind.PERFORMANCE, after__has_any_keys=NEW_BY)
    becoming |= Q(kind=Kind.EVENT, after__status=Event.Status.PUBLISHED)
    changes = Change.objects.filter(becoming, change_set__event__in={event for event, _ in acts})
    last = {
        (kind, target): (event, collected) in acts
        for kind, target, event, collected in changes.order_by("pk").values_list(
            "kind", "target_id", "change_set__event", "change_set__collected_at"
        )
    }
    found = [place for place, is_hushed in last.items() if is_hushed]
    return Touched(
        frozenset(target for kind, target in found if kind == Kind.EVENT),
        frozenset(target for kind, target in found if kind == Kind.PERFORMANCE),
    )
