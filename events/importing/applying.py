"""Carrying out a plan: one act on the lineup, all or nothing."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from accounts.models import User
from bands.library import bands_named
from bands.models import Band
from events.act import Act, NotPossible, Refused, verb
from events.deeds import what
from events.importing.arranging import change
from events.importing.decisions import Decisions
from events.importing.plan import Choice, Facts, Known, Plan, Row
from events.importing.planning import lineup_digest, make_plan
from events.importing.reading import Table
from events.lineup import NewSet, make
from events.models import ChangeSet, Event, Venue
from events.venues import venues_named
from settimes.pages import tokens


class StalePlan(Refused):
    """The lineup is no longer the one that the plan was made against."""


def plan_import(event: Event, table: Table, decisions: Decisions | None = None) -> Plan:
    """Make a plan against the lineup as it is now."""
    return make_plan(
        table,
        Event.objects.select_related("organization").get(pk=event.pk),
        list(event.performances.live().select_related("band", "venue").in_order()),
        Band.objects.filter(organization=event.organization_id),
        Venue.objects.filter(organization=event.organization_id),
        now=timezone.now(),
        decisions=decisions,
    )


@verb
def apply_plan(plan: Plan, *, by: User | None, form_key: str = "") -> ChangeSet | None:
    """Create and change what the plan says; bands and venues that are new are added and stay.

    Where it asks, what it takes is what its rows show. Raises `StalePlan` where somebody has
    changed the lineup since.
    """
    if plan.errors:
        lines = ", ".join(str(row.number) for row in plan.errors[:10])
        raise NotPossible(f"Nothing was imported: there is something wrong in line {lines}.")
    act = Act(plan.event, by=by, form_key=form_key)
    act.refuse_archived()
    live = {row.pk: row for row in act.take_all()}
    if lineup_digest(act.event, live.values()) != plan.digest:
        raise StalePlan(f"Somebody changed {act.event} since this was read. Look at it again.")
    rows = plan.changes
    names = [row.band.name for row in rows if row.band]
    open_facts = dict(plan.facts)

    def dress(key: str, band: Band) -> None:
        """Say of a new band at once what is known: changing thousands of rows takes long."""
        if key in open_facts:
            _add(open_facts.pop(key), band)

    bands = bands_named(act.event.organization, names, dress=dress)
    venues = venues_named(act.event.organization, [row.venue.name for row in rows if row.venue])
    _refuse_renamed((row.band for row in rows), bands)
    _refuse_renamed((row.venue for row in rows), venues)
    for row in rows:
        venue = venues[row.venue.key] if row.venue else None
        if row.performance:
            change(live[row.performance.pk], row, venue, act.now)
        elif row.band and row.day:
            make(act, _new(row, bands[row.band.key], row.day, venue))
    _add_facts(open_facts, bands)
    _add_streets(plan, venues)
    tokens.renew(act.event.organization_id)  # blanks filled in of bands are no act
    return act.write(f"Imported {what([row.band.name for row in plan.sets if row.band])}")


def _refuse_renamed(choices: Iterable[Choice[Known] | None], found: Mapping[str, Known]) -> None:
    """Refuse where a band or venue that the plan found has another name by now, or is gone."""
    for choice in choices:
        if choice and choice.row and found[choice.key].pk != choice.row.pk:
            raise StalePlan(
                f"Somebody renamed {choice.name} since this was read. Look at it again."
            )


def _new(row: Row, band: Band, day: date, venue: Venue | None) -> NewSet:
    said = row.said
    return NewSet(
        band,
        day,
        venue,
        said.slot,
        said.note,
        announced=bool(said.announced),
        cancelled=bool(said.cancelled),
    )


def _add_facts(found: Mapping[str, Facts], bands: Mapping[str, Band]) -> None:
    changed = []
    for key, facts in found.items():
        band = bands[key]
        _add(facts, band)
        band.updated = timezone.now()
        changed.append(band)
    Band.objects.bulk_update(changed, ["genres", "links", "updated"])


def _add(facts: Facts, band: Band) -> None:
    band.genres = band.genres or facts.genres
    band.links = {**facts.links, **band.links}


def _add_streets(plan: Plan, venues: Mapping[str, Venue]) -> None:
    changed = []
    for key, street in plan.streets.items():
        venue = venues[key]
        venue.street = venue.street or street
        venue.updated = timezone.now()
        changed.append(venue)
    Venue.objects.bulk_update(changed, ["street", "updated"])
