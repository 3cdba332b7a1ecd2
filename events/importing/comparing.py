"""Lines against each other, and lines against the sets that are there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import product

from events.formulas import neutralised, restored
from events.importing.plan import Edit, Kind, Row
from events.models import Performance
from events.times import DAY, LONGEST_SET, clock_text

# No band plays so often in a day: the column holds something else. Keeps matching fast, too.
MOST_OF_ONE_BAND = 50


def fold_repeats(rows: Iterable[Row]) -> None:
    """Make a line a duplicate where an earlier one has its band and day and contradicts nothing.

    What it adds fills the earlier line's blanks.
    """
    first: dict[tuple[str, date | None], list[Row]] = defaultdict(list)
    for row in rows:
        if row.band is None:
            continue
        earlier = first[row.band.key, row.day]
        same = next((other for other in earlier if not _contradict(other, row)), None)
        if same:
            row.outcome, row.same_as = Kind.DUPLICATE, same.number
            _fill_blanks(same, row)
        elif len(earlier) == MOST_OF_ONE_BAND:
            row.fail("band", f"{MOST_OF_ONE_BAND} sets of “{row.band.name}” in one day are enough.")
        else:
            earlier.append(row)


def match(rows: Iterable[Row], performances: Iterable[Performance]) -> None:
    """Give each line the set it is about: of its band and day, then venue, then nearest start.

    A set is matched once; first come the lines that say just what is there.
    """
    sets: dict[tuple[int, date], list[Performance]] = defaultdict(list)
    for performance in performances:
        sets[performance.band_id, performance.day].append(performance)
    lines: dict[tuple[int, date], list[Row]] = defaultdict(list)
    for row in rows:
        if row.band and row.band.row and row.day:
            lines[row.band.row.pk, row.day].append(row)
    for key, group in lines.items():
        free = {performance.pk: performance for performance in sets.get(key, [])}
        for row in group:
            same = next((one for one in free.values() if not differences(row, one)), None)
            if same:
                row.performance = free.pop(same.pk)
        pairs = product((row for row in group if row.performance is None), list(free.values()))
        for row, performance in sorted(pairs, key=_distance):
            if row.performance is None and performance.pk in free:
                row.performance = free.pop(performance.pk)


def differences(row: Row, performance: Performance) -> list[Edit]:
    """Return what the line would change of the set; what it leaves empty stays."""
    return list(_differences(row, performance))


def check_end(row: Row, performance: Performance) -> None:
    """Fail a line whose new start does not go with the end that the set keeps."""
    start, end = row.said.slot.start, performance.end
    if start is None or end is None or row.said.slot.end is not None:
        return
    if not start < end <= start + LONGEST_SET:
        row.fail(
            "end", f"The set ends at {clock_text(end)} now. Type a new end with the new start."
        )


def _differences(row: Row, performance: Performance) -> Iterator[Edit]:
    said, venue = row.said, performance.venue
    if row.venue and (venue is None or venue.normalised_name != row.venue.key):
        yield Edit("venue", str(venue or "TBA"), row.venue.name)
    times = (
        ("start", performance.start, said.slot.start),
        ("end", performance.end, said.slot.end),
    )
    for column, old_minute, new_minute in times:
        if new_minute is not None and new_minute != old_minute:
            old = "TBA" if old_minute is None else clock_text(old_minute)
            yield Edit(column, old, clock_text(new_minute))
    if said.note and said.note != restored(neutralised(performance.note)):
        yield Edit("notes", performance.note, said.note)
    states = (
        ("announced", performance.announced_at is not None, said.announced),
        ("cancelled", performance.cancelled_at is not None, said.cancelled),
    )
    for column, was, wanted in states:
        if wanted is not None and wanted != was:
            yield Edit(column, _yes(was), _yes(wanted))


def _yes(value: bool) -> str:  # noqa: FBT001 - it is what is said
    return "yes" if value else "no"


def _distance(pair: tuple[Row, Performance]) -> tuple[int, int]:
    row, performance = pair
    if row.venue is None or performance.venue is None:
        venue = 1
    else:
        venue = 0 if performance.venue.normalised_name == row.venue.key else 2
    start = row.said.slot.start
    if start is None or performance.start is None:
        return venue, DAY
    return venue, abs(start - performance.start)


def _contradict(one: Row, other: Row) -> bool:
    return any(
        mine not in {None, ""} and theirs not in {None, ""} and mine != theirs
        for mine, theirs in zip(_facts(one), _facts(other), strict=True)
    )


def _facts(row: Row) -> tuple[object, ...]:
    said = row.said
    venue = row.venue.key if row.venue else None
    return (said.slot.start, venue, said.slot.end, said.note, said.announced, said.cancelled)


def _fill_blanks(row: Row, other: Row) -> None:
    mine, theirs = row.said, other.said
    row.venue = row.venue or other.venue
    if mine.slot.start is None or (mine.slot.end is None and theirs.slot.end is not None):
        mine.slot = theirs.slot
    mine.note = mine.note or theirs.note
    mine.announced = theirs.announced if mine.announced is None else mine.announced
    mine.cancelled = theirs.cancelled if mine.cancelled is None else mine.cancelled
    mine.genres = mine.genres or theirs.genres
    mine.link, mine.address = mine.link or theirs.link, mine.address or theirs.address
