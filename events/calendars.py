"""Calendars (iCalendar, RFC 5545): the public sets that have a time, whatever the clock says now.

A calendar depends on nothing but public facts, so asked twice it is the same bytes. A set keeps its
UID for good; its SEQUENCE and LAST-MODIFIED rise when strangers saw it change, and not otherwise.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import icalendar
from django.urls import reverse
from icalendar import vDDDTypes, vInt, vText, vUri

from accounts.models import Organization
from accounts.organizations import site_url
from bands.models import Band
from events import public_changes, times
from events.models import Event, Performance
from events.public_changes import History
from settimes.text import CONTROL

REFRESH = timedelta(minutes=15)
GOES_AHEAD, GONE = vText("CONFIRMED"), vText("CANCELLED")
# Who goes to hear a band may be found at other things.
TRANSPARENT = vText("TRANSPARENT")
# Why a whole event is not on, as its sets' titles say it.
CALLED_OFF = {Event.CalledOff.CANCELLED: "Cancelled", Event.CalledOff.POSTPONED: "Postponed"}


def of_event(event: Event, organization: Organization) -> bytes:
    """Write the calendar of one public event."""
    sets = list(
        Performance.objects.public().filter(event=event).select_related("band", "venue").in_order()
    )
    for row in sets:
        row.event = event
    histories = {event.pk: public_changes.of_event(event, sets)}
    return _calendar(event.name, sets, [event], histories, organization)


def of_band(band: Band, organization: Organization) -> bytes:
    """Write the calendar of one band: its public sets at all events."""
    sets = list(
        Performance.objects.public()
        .filter(band=band)
        .select_related("event", "band", "venue")
        .in_order()
    )
    events = {row.event_id: row.event for row in sets}
    histories = public_changes.of_band(band, sets)
    return _calendar(band.name, sets, list(events.values()), histories, organization)


def _calendar(
    name: str,
    sets: Iterable[Performance],
    events: Sequence[Event],
    histories: dict[int, History],
    organization: Organization,
) -> bytes:
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//SetTimes//SetTimes//EN")
    calendar.add("NAME", _text(name))
    calendar.add("X-WR-CALNAME", _text(name))
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", icalendar.vDuration(REFRESH))
    for zone in sorted({event.timezone for event in events}):
        days = [d for e in events if e.timezone == zone for d in (e.first_day, e.last_day)]
        calendar.add_component(_zone(zone, min(days), max(days)))
    site = site_url(organization)
    pages = {event.pk: site + reverse("events:schedule", args=[event.slug]) for event in events}
    for row in sets:
        past = histories[row.event_id].sets[row.pk]
        if row.start is not None:
            calendar.add_component(_entry(row, row.event, past, site, pages[row.event_id]))
    written: bytes = calendar.to_ical()
    return written


def _entry(
    row: Performance,
    event: Event,
    past: public_changes.Past[public_changes.SetFace],
    site: str,
    page: str,
) -> icalendar.Event:
    starts_at, over_at = times.starts_at(row, event), times.over_at(row, event)
    changed_at = vDDDTypes(past.changed_at or row.created)
    gone = "Cancelled" if row.cancelled_at else CALLED_OFF.get(Event.CalledOff(event.called_off))
    reason = row.cancel_reason if row.cancelled_at else event.called_off_reason if gone else ""
    where = (row.venue.name, row.venue.address) if row.venue else ()
    entry = icalendar.Event()
    # Each value with its type: the library guesses well, but for ten times the time.
    entry["UID"] = vText(f"{row.public_id}@{urlsplit(site).hostname}")
    entry["DTSTAMP"] = entry["LAST-MODIFIED"] = changed_at
    entry["SEQUENCE"] = vInt(past.sequence)
    if starts_at is not None and over_at is not None:
        entry["DTSTART"], entry["DTEND"] = _moment(starts_at), _moment(over_at)
    entry["STATUS"] = GONE if gone else GOES_AHEAD
    entry["TRANSP"] = TRANSPARENT
    entry["SUMMARY"] = _text(f"{gone}: {row.band}" if gone else str(row.band))
    if where:
        entry["LOCATION"] = _text(", ".join(part for part in where if part))
    entry["DESCRIPTION"] = _text("\n".join(line for line in (event.name, reason, row.note) if line))
    entry["URL"] = vUri(page)
    return entry


def _moment(at: datetime) -> vDDDTypes:
    """Write the second of two equal local times in UTC: a local one means the first."""
    return vDDDTypes(at.astimezone(UTC) if at.fold else at)


def _text(text: str) -> vText:
    """Leave out what no calendar may hold; the library escapes and folds the rest."""
    return vText(CONTROL.sub("", text))


def _zone(name: str, first: date, last: date) -> icalendar.Timezone:
    """Describe a zone's clocks from the year before the first day to the one after the last."""
    since, until = date(first.year - 1, 1, 1), date(last.year + 2, 1, 1)
    zone = icalendar.Timezone()
    zone.add("TZID", name)
    at = datetime(since.year, 1, 1, tzinfo=UTC).astimezone(times.zone(name))
    zone.add_component(_offset(at, at))
    for change in times.clock_changes(name, since, until):
        after = change.astimezone(times.zone(name))
        before = (change - timedelta(minutes=1)).astimezone(times.zone(name))
        zone.add_component(_offset(before, after))
    return zone


def _offset(
    before: datetime, after: datetime
) -> icalendar.TimezoneDaylight | icalendar.TimezoneStandard:
    """Describe what the clocks show from `after` on, as those of `before` would say it."""
    kind = icalendar.TimezoneDaylight if after.dst() else icalendar.TimezoneStandard
    part = kind()
    onset = after.astimezone(UTC) + (before.utcoffset() or timedelta())
    part.add("DTSTART", onset.replace(tzinfo=None))
    part.add("TZOFFSETFROM", before.utcoffset())
    part.add("TZOFFSETTO", after.utcoffset())
    part.add("TZNAME", after.tzname())
    return part
