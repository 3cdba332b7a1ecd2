"""Putting a set into the lineup, or changing one, with the band and venue it names.

What is named and not there yet is made along, in the same transaction: where the verb refuses,
no band is left behind.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from accounts.models import Organization, User
from bands.library import bands_named
from bands.models import Band
from bands.names import normalise
from events import lineup
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance, Venue
from events.times import Slot
from events.venues import venues_named


@dataclass(frozen=True)
class Wish:
    """What a set should be. A band or venue that is not there yet is given by its name."""

    band: Band | str
    day: date
    venue: Venue | str | None
    slot: Slot
    note: str = ""


def book(event: Event, wish: Wish, *, by: User | None, form_key: str = "") -> ChangeSet | None:
    """Add a set. Raises what `lineup.add` raises."""

    def work() -> ChangeSet | None:
        new = NewSet(
            band=band_of(event.organization, wish.band),
            day=wish.day,
            venue=venue_of(event.organization, wish.venue),
            slot=wish.slot,
            note=wish.note,
        )
        return lineup.add(event, [new], by=by, form_key=form_key)

    return _at_once(work)


def rebook(
    performance: Performance, changed: dict[str, object], *, by: User, version: int, form_key: str
) -> ChangeSet | None:
    """Change the fields that were typed anew. Raises what `lineup.edit` raises."""
    organization = performance.event.organization

    def work() -> ChangeSet | None:
        fields = dict(changed)
        if isinstance(name := fields.get("band"), str):
            fields["band"] = band_of(organization, name)
        if isinstance(name := fields.get("venue"), str):
            fields["venue"] = venue_of(organization, name)
        seen = {performance.public_id: version}
        return lineup.edit(performance, by=by, seen=seen, form_key=form_key, **fields)

    return _at_once(work)


def band_of(organization: Organization, band: Band | str) -> Band:
    if isinstance(band, Band):
        return band
    return bands_named(organization, [band])[normalise(band)]


def venue_of(organization: Organization, venue: Venue | str | None) -> Venue | None:
    if venue is None or isinstance(venue, Venue):
        return venue
    return venues_named(organization, [venue])[normalise(venue)]


def _at_once(work: Callable[[], ChangeSet | None]) -> ChangeSet | None:
    try:
        with transaction.atomic():
            return work()
    except IntegrityError:
        # Somebody made a band or venue of this name in the same moment: now it is there.
        with transaction.atomic():
            return work()
