"""Finding bands and venues on an organizer's shelves: by name, by likeness, by what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import Organization
from bands.models import Band
from bands.names import bare, normalise, similar
from events.models import Performance, Venue

LIVE_SETS = Count("performances", filter=Q(performances__removed_at__isnull=True))


@dataclass(frozen=True)
class Twin:
    """A band or venue that looks like a name that is being typed, and the events it was at."""

    row: Band | Venue
    events: list[str]


def found(model: type[Band] | type[Venue], organization: Organization, typed: str) -> list[int]:
    """Return the ids of what matches, in order of name; accents and punctuation do not matter."""
    place = "home_town" if model is Band else "city"
    wanted = bare(typed) if typed.strip() else ""
    rows = model._default_manager.filter(organization=organization).order_by("normalised_name")
    return [
        pk
        for pk, name, where in rows.values_list("pk", "name", place)
        if wanted in bare(name) or wanted in bare(where) or normalise(typed) in normalise(name)
    ]


def with_sets(model: type[Band] | type[Venue], ids: Iterable[int]) -> "QuerySet[Band | Venue]":
    """Return these rows with the number of their sets, removed ones left out, as `live_sets`."""
    rows = model._default_manager.filter(pk__in=list(ids)).annotate(live_sets=LIVE_SETS)
    return rows.order_by("normalised_name")


def twins(
    model: type[Band] | type[Venue],
    organization: Organization,
    name: str,
    *,
    besides: int | None = None,
) -> list[Twin]:
    """Return what looks like `name`, the most alike first."""
    others = model._default_manager.filter(organization=organization).exclude(pk=besides or 0)
    ids = similar(name, dict(others.values_list("pk", "name")))
    if not ids:
        return []
    by_id = {row.pk: row for row in others.filter(pk__in=ids)}
    kind = "band" if model is Band else "venue"
    played = Performance.objects.live().filter(**{f"{kind}__in": ids})
    events: dict[int, list[str]] = defaultdict(list)
    for pk, event in played.order_by("-event__first_day").values_list(f"{kind}_id", "event__name"):
        if event not in events[pk]:
            events[pk].append(event)
    return [Twin(by_id[pk], events[pk]) for pk in ids]


def missing(row: Band | Venue) -> list[str]:
    """Name the facts that fans would look for and do not find."""
    if isinstance(row, Band):
        facts = {"no bio": row.bio, "no genre": row.genres, "no link": row.links}
    else:
        facts = {
            "no address": row.street or row.city,
            "not on the map": row.latitude is not None,
        }
    return [words for words, there in facts.items() if not there]
