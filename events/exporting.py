"""Lineups, bands and venues as tables for spreadsheets; a lineup's is read back as it was."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from accounts.models import Organization
from bands.forms import genres_text, links_text
from bands.links import PLATFORMS, platform_of
from bands.models import Band
from events.formulas import neutralised
from events.models import Event, Performance, Venue
from events.times import clock_text

LINEUP = ("band", "venue", "day", "start", "end", "genre", "url", "notes", "announced", "cancelled")
BANDS = ("name", "genres", "home_town", "links", "bio", "active", "sets")
ADDRESS = ("street", "city", "region", "postal_code", "country")
PLACE = ("latitude", "longitude", "phone", "links", "access_notes", "active", "sets")
VENUES = ("name", *ADDRESS, *PLACE)
# Private: only for those who may see whom the organization writes to.
CONTACT = ("contact",)
# Letters that XML cannot hold, and names hardly do.
NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
BETWEEN_GENRES = re.compile(r"\s*[,;/|]\s*")
ROW = Sequence[str]


@dataclass(frozen=True)
class Table:
    header: ROW
    rows: Sequence[ROW]


def lineup_table(event: Event) -> Table:
    """Return the live sets in the columns that an import reads."""
    rows = event.performances.live().select_related("band", "venue").in_order()
    return Table(LINEUP, [tuple(_set_cells(row)) for row in rows])


def bands_table(organization: Organization, *, private: bool) -> Table:
    rows = Band.objects.filter(organization=organization).order_by("normalised_name")
    sets = _live_sets(organization, "band")
    cells = [
        (
            *(row.name, genres_text(row.genres), row.home_town, links_text(row.links), row.bio),
            *(_yes(row.active), str(sets.get(row.pk, 0))),
            *([row.contact] if private else []),
        )
        for row in rows
    ]
    return Table(BANDS + CONTACT if private else BANDS, cells)


def venues_table(organization: Organization, *, private: bool) -> Table:
    rows = Venue.objects.filter(organization=organization).order_by("normalised_name")
    sets = _live_sets(organization, "venue")
    cells = [
        (
            *(row.name, *(str(getattr(row, part)) for part in ADDRESS)),
            *("" if where is None else str(where) for where in (row.latitude, row.longitude)),
            *(row.phone, links_text(row.links), row.access_notes),
            *(_yes(row.active), str(sets.get(row.pk, 0))),
            *([row.contact] if private else []),
        )
        for row in rows
    ]
    return Table(VENUES + CONTACT if private else VENUES, cells)


def as_csv(table: Table) -> bytes:
    """Return UTF-8 with the mark that spreadsheets know it by."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_safe(table))
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("SetTimes")
    for row in _safe(table):
        cells = [WriteOnlyCell(sheet, NOT_XML.sub("", cell)) for cell in row]
        for cell in cells:
            cell.data_type = "s"  # text, whatever it looks like
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _live_sets(organization: Organization, kind: str) -> dict[int, int]:
    rows = Performance.objects.live().filter(event__organization=organization)
    return Counter(rows.values_list(f"{kind}_id", flat=True))


def _safe(table: Table) -> Iterator[list[str]]:
    return ([neutralised(cell) for cell in row] for row in (table.header, *table.rows))


def _set_cells(row: Performance) -> Iterable[str]:
    yield row.band.name
    yield row.venue.name if row.venue else ""
    yield row.day.isoformat()
    yield clock_text(row.start) if row.start is not None else ""
    yield clock_text(row.end) if row.end is not None else ""
    yield ", ".join(BETWEEN_GENRES.sub(" ", genre) for genre in row.band.genres)
    yield _link(row.band)
    yield row.note
    yield _yes(row.announced_at is not None)
    yield _yes(row.cancelled_at is not None)


def _link(band: Band) -> str:
    """Return the first link, the website before others, that an import takes for what it is."""
    links = (band.links.get(key, "") for key in PLATFORMS)
    known = ((key, link) for key, link in zip(PLATFORMS, links, strict=True) if link)
    return next((link for key, link in known if platform_of(link) == key), "")


def _yes(value: bool) -> str:  # noqa: FBT001 - it is what is said
    return "yes" if value else "no"
