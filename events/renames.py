"""New names for bands and venues: fans notice them, so they stand in the ledger of every event
that the band or venue is part of, as one operation."""

import uuid
from typing import TypeVar

from django.core.exceptions import ValidationError

from accounts.models import User
from bands.models import Band
from bands.names import normalise, problem
from events import ledger
from events.act import Act, verb
from events.ledger import Kind
from events.models import ChangeSet, Event, Venue
from settimes.pages import tokens

Named = TypeVar("Named", Band, Venue)


@verb
def rename_band(band: Band, name: str, *, by: User | None) -> ChangeSet | None:
    """Rename a band. Raises `ValidationError` where another band has that name."""
    row = Band.objects.select_for_update().get(pk=band.pk)
    return _rename(row, Kind.BAND, name, by)


@verb
def rename_venue(venue: Venue, name: str, *, by: User | None) -> ChangeSet | None:
    """Rename a venue. Raises `ValidationError` where another venue has that name."""
    row = Venue.objects.select_for_update().get(pk=venue.pk)
    return _rename(row, Kind.VENUE, name, by)


def _rename(row: Named, kind: Kind, name: str, by: User | None) -> ChangeSet | None:
    operation = uuid.uuid4()
    was, before = row.name, ledger.values_of(row, kind)
    acts = [Act(event, by=by, operation=operation) for event in events_with(row)]
    for act in acts:
        act.take_other(kind, row)
    save_name(row, name)
    label = f"Renamed {was} to {row.name}"
    found = ledger.entry(kind, row, before)
    if acts or found is None:
        written = [act.write(label) for act in acts]
        return written[0] if written else None
    return ledger.record(row.organization, None, [found], label=label, by=by, operation=operation)


def events_with(row: Band | Venue) -> list[Event]:
    """Return the events it has a set at, in the order in which acts lock them."""
    live = row.performances.live()
    return list(Event.objects.filter(pk__in=live.values("event")).order_by("pk"))


def save_name(row: Band | Venue, name: str) -> None:
    """Check and save a new name; also used to take a rename back."""
    row.name = " ".join(name.split())
    wrong = name_problem(row, row.name)
    if wrong:
        raise ValidationError({"name": wrong})
    row.save(update_fields=["name", "normalised_name", "updated"])
    tokens.renew(row.organization_id)


def name_problem(row: Band | Venue, name: str) -> str | None:
    """Say what keeps this row, saved or not, from having this name; None where nothing does."""
    wrong = problem(name)
    if wrong:
        return wrong
    others = type(row).objects.filter(organization=row.organization).exclude(pk=row.pk)
    same = others.filter(normalised_name=normalise(name)).first()
    return f"There is already {same.name}. Add what tells them apart." if same else None
