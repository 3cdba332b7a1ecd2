"""What had an address before has it still: one history of slugs for events, bands and venues.

A page that finds nothing public at a slug asks `now_at`, and redirects. Whoever has a slug today
comes first; of several that had it, the last one.
"""

from typing import TypeVar

from django.db.models import QuerySet

from bands.models import Band
from events.models import Event, FormerSlug, Venue

Row = TypeVar("Row", Event, Band, Venue)


def keep(row: Event | Band | Venue, slug: str) -> None:
    """Remember that `row` had `slug`, in the transaction that gives it another."""
    kind = row._meta.model_name or ""
    FormerSlug.objects.filter(**{kind: row, "slug": slug}).delete()
    FormerSlug.objects.create(**{kind: row, "slug": slug})


def now_at(public: QuerySet[Row], slug: str) -> str | None:
    """Return today's slug of what had `slug` once; `public` holds all that may be found."""
    found = public.filter(former_slugs__slug=slug).order_by("-former_slugs__pk")
    return found.values_list("slug", flat=True).first()
