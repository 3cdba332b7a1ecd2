"""Making the plan: a pure function of a table, a lineup and what is known of bands and venues."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from bands.links import platform_of
from bands.models import Band
from bands.names import LONGEST_NAME, normalise
from events import times
from events.importing.arranging import add_conflicts
from events.importing.cells import say
from events.importing.choosing import Library
from events.importing.comparing import check_end, differences, fold_repeats, match
from events.importing.decisions import Decisions
from events.importing.not_sets import doubt, why_not_a_set
from events.importing.plan import Choice, Edit, Facts, Kind, Known, Plan, Row
from events.importing.reading import Table
from events.models import Event, Performance, Venue


def make_plan(
    table: Table,
    event: Event,
    performances: Sequence[Performance],
    bands: Iterable[Band],
    venues: Iterable[Venue],
    *,
    now: datetime,
    decisions: Decisions | None = None,
) -> Plan:
    """Say what each line would do. The sets are the event's live ones, bands and venues joined.

    Where nobody decides (`decisions` is None), nothing is asked that a plain rule can answer.
    """
    decided = decisions or Decisions()
    rows = [Row(say(line, event)) for line in table.lines]
    known_bands = Library(bands, decided.bands)
    known_venues = Library(venues, decided.venues)
    _sort_out(rows, known_bands, known_venues, decided)
    _name(rows, known_bands, known_venues)
    _settle_days(rows, event, performances)
    fold_repeats(row for row in rows if row.outcome == Kind.CREATE)
    match((row for row in rows if row.outcome == Kind.CREATE), performances)
    for row in rows:
        _compare(row)
        if decided.announce and row.outcome == Kind.CREATE and row.said.announced is None:
            row.said.announced = True
    if decisions:
        _doubt(rows, known_bands, decisions)
    plan = Plan(event, rows, lineup_digest(event, performances))
    _fill_blanks(plan)
    _remark(rows, known_bands, known_venues, asks=decisions is not None)
    add_conflicts(plan, performances, now)
    return plan


def lineup_digest(event: Event, performances: Iterable[Performance]) -> str:
    """Return a text that is another one as soon as something that a plan rests on has changed."""
    versions = sorted((performance.pk, performance.version) for performance in performances)
    facts = (event.pk, event.first_day, event.last_day, event.day_turn, versions)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _sort_out(
    rows: list[Row], bands: Library[Band], venues: Library[Venue], decided: Decisions
) -> None:
    """Set aside the lines that are no set, and those with something wrong in them."""
    left_out, kept = set(decided.left_out), set(decided.kept)
    for row in rows:
        row.outcome = Kind.LEFT_OUT if row.number in left_out else Kind.CREATE
    read = [row for row in rows if row.outcome == Kind.CREATE]
    venue_names = {*venues.by_name, *_names(row.said.venue for row in read)}
    # Who has a time somewhere in the file is a band, even under a venue's name.
    venue_names -= _names(row.said.band for row in read if row.said.slot.start is not None)
    for row in read:
        if row.number not in kept or not row.said.band:
            row.reason = why_not_a_set(row.said, bands.by_name, venue_names)
        if row.reason:
            row.outcome = Kind.NOT_A_SET
        elif row.said.problems:
            row.outcome = Kind.ERROR
        row.remarks += row.said.remarks


def _doubt(rows: list[Row], bands: Library[Band], decisions: Decisions) -> None:
    genres = {genre.casefold() for band in bands.by_name.values() for genre in band.genres}
    kept = set(decisions.kept)
    for row in rows:
        is_new = row.outcome == Kind.CREATE and row.band and not row.band.row
        if is_new and row.number not in kept:
            row.doubt = doubt(row.said, genres)


def _names(names: Iterable[str]) -> set[str]:
    return {normalise(name) for name in set(names) if 0 < len(name) <= LONGEST_NAME}


def _name(rows: list[Row], bands: Library[Band], venues: Library[Venue]) -> None:
    for row in rows:
        if row.outcome == Kind.CREATE:
            row.band = bands.choose(row.said.band)
            row.venue = venues.choose(row.said.venue) if row.said.venue else None


def _settle_days(rows: list[Row], event: Event, performances: Sequence[Performance]) -> None:
    """Find the day of a line that names none: the only one, or that of the band's only set."""
    days: dict[int, list[date]] = defaultdict(list)
    for performance in performances:
        days[performance.band_id].append(performance.day)
    for row in rows:
        if row.band is None:
            continue
        row.day = row.said.day if event.is_multi_day else event.first_day
        if row.day is None:
            its_days = days[row.band.row.pk] if row.band.row else []
            if len(its_days) == 1:
                row.day = its_days[0]
            else:
                row.fail("day", f"Which day? {event} has {len(times.days(event))}: type 1, 2, ….")


def _compare(row: Row) -> None:
    performance = row.performance
    if performance is None or row.outcome != Kind.CREATE:
        return
    row.edits = differences(row, performance)
    row.outcome = Kind.UPDATE if row.edits else Kind.UNCHANGED
    check_end(row, performance)


def _fill_blanks(plan: Plan) -> None:
    """Take genres, links and addresses where nothing is known yet: the first line to say so."""
    for row in plan.rows:
        if not row.stands or row.band is None:
            continue
        added = _band_facts(plan, row.band, row)
        if row.venue and _street_is_blank(plan, row.venue) and row.said.address:
            plan.streets[row.venue.key] = row.said.address
            added.append(Edit("address", "", row.said.address))
        if added and row.performance:
            row.edits += added
            row.outcome = Kind.UPDATE


def _street_is_blank(plan: Plan, choice: Choice[Venue]) -> bool:
    return choice.key not in plan.streets and not (choice.row and choice.row.street)


def _band_facts(plan: Plan, choice: Choice[Band], row: Row) -> list[Edit]:
    said, band, added = row.said, choice.row, []
    facts = plan.facts.get(choice.key, Facts())
    if said.genres and not facts.genres and not (band and band.genres):
        facts.genres = said.genres
        added.append(Edit("genre", "", ", ".join(said.genres)))
    platform = platform_of(said.link) if said.link else None
    if platform and platform not in {*facts.links, *(band.links if band else ())}:
        facts.links[platform] = said.link
        added.append(Edit("url", "", said.link))
    if added:
        plan.facts[choice.key] = facts
    return added


def _remark(rows: list[Row], bands: Library[Band], venues: Library[Venue], *, asks: bool) -> None:
    for row in rows:
        if row.kind in {Kind.CREATE, Kind.UPDATE, Kind.ASK}:
            row.remarks += _choice_remarks("band", row.band, bands, asks=asks)
            row.remarks += _choice_remarks("venue", row.venue, venues, asks=asks)


def _choice_remarks(
    word: str, choice: Choice[Known] | None, library: Library[Known], *, asks: bool
) -> list[str]:
    if choice is None:
        return []
    if choice.alike and choice.row:
        return [f"Taken as the {word} {choice.name}."]
    if choice.alike:  # where it is asked, the question says it
        names = ", ".join(str(row) for row in choice.alike)
        return [] if asks else [f"{choice.name} would be a new {word}; there is {names}."]
    twin = library.new_twin(choice)
    return [f"{choice.name} would be a new {word}, and so would {twin}."] if twin else []
