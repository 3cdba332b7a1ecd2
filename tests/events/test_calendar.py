"""The calendars of an event and of a band, read back as a calendar program reads them."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.conf import settings
from django.test import Client
from time_machine import travel

from events.models import Event
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

URL = "/events/vol-7/schedule.ics"


@pytest.fixture
def vol_7(crew) -> Event:
    return make_event(status="published")


def read(client: Client, address: str = URL) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(client.get(address).content)


def times_in(client: Client) -> list[tuple[datetime, datetime]]:
    """Return start and end of every entry in UTC.

    The zone gets a name that nobody knows, so that only the calendar's own VTIMEZONE can say.
    """
    content = client.get(URL).content.replace(b"America/Toronto", b"Crawl/Toronto")
    return [
        (entry["DTSTART"].dt.astimezone(UTC), entry["DTEND"].dt.astimezone(UTC))
        for entry in icalendar.Calendar.from_ical(content).events
    ]


def test_an_entry_says_who_where_and_when(vol_7, client: Client) -> None:
    venue = make_venue("Room 47", street="47 King St", city="Waterloo")
    owls = make_performance(vol_7, "Owls", venue=venue, start="0:25", end="1:00", note="Masks.")

    answer = client.get(URL)
    (entry,) = read(client).events

    host = settings.SITE_URL.split("//")[1].split(":")[0]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {name: entry[name].to_ical().decode() for name in entry} == {
        "UID": f"{owls.public_id}@{host}",
        "DTSTART": "20261011T002500",
        "DTEND": "20261011T010000",
        "DTSTAMP": f"{owls.created:%Y%m%dT%H%M%SZ}",
        "LAST-MODIFIED": f"{owls.created:%Y%m%dT%H%M%SZ}",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "TRANSP": "TRANSPARENT",
        "SUMMARY": "Owls",
        "LOCATION": "Room 47\\, 47 King St\\, Waterloo",
        "DESCRIPTION": "Vol. 7\\nMasks.",
        "URL": f"{settings.SITE_URL}/events/vol-7/",
    }
    assert entry["DTSTART"].params["TZID"] == "America/Toronto"


def test_an_open_end_counts_as_an_hour_and_a_set_without_a_time_is_left_out(
    vol_7, client: Client
) -> None:
    make_performance(vol_7, "Owls", start="20:30")
    make_performance(vol_7, "Unknown", start="")

    assert times_in(client) == [(toronto("20:30"), toronto("21:30"))]


@pytest.mark.parametrize(
    ("day", "start", "end", "starts_at", "ends_at"),
    [
        # Spring: 02:30 does not exist and moves on by the hour that is skipped.
        (date(2026, 3, 7), "1:30", "3:30", "2026-03-08T06:30Z", "2026-03-08T08:30Z"),
        (date(2026, 3, 7), "2:30", "3:30", "2026-03-08T07:30Z", "2026-03-08T08:30Z"),
        (date(2026, 3, 7), "3:30", "", "2026-03-08T07:30Z", "2026-03-08T08:30Z"),
        # Autumn: 01:30 comes twice, the first of them counts; the set keeps its length.
        (date(2026, 10, 31), "0:30", "1:30", "2026-11-01T04:30Z", "2026-11-01T05:30Z"),
        (date(2026, 10, 31), "0:30", "2:30", "2026-11-01T04:30Z", "2026-11-01T06:30Z"),
        (date(2026, 10, 31), "1:30", "", "2026-11-01T05:30Z", "2026-11-01T06:30Z"),
        (date(2026, 10, 31), "2:30", "", "2026-11-01T07:30Z", "2026-11-01T08:30Z"),
    ],
)
def test_nights_that_change_clocks_are_right(crew, client, day, start, end, starts_at, ends_at):
    event = make_event(status="published", first_day=day)
    make_performance(event, start=start, end=end)

    expected = datetime.fromisoformat(starts_at), datetime.fromisoformat(ends_at)
    assert times_in(client) == [expected]


def test_clocks_are_described_as_they_change(crew, client: Client) -> None:
    make_event(status="published", first_day=date(2026, 10, 31))
    (zone,) = read(client).timezones

    changes = {
        f"{part['DTSTART'].dt:%Y-%m-%d %H:%M}": (
            part.name,
            part["TZOFFSETFROM"].td,
            part["TZOFFSETTO"].td,
        )
        for part in zone.subcomponents
    }

    winter, summer = timedelta(hours=-5), timedelta(hours=-4)
    assert zone["TZID"] == "America/Toronto"
    assert changes["2026-03-08 02:00"] == ("DAYLIGHT", winter, summer)
    assert changes["2026-11-01 02:00"] == ("STANDARD", summer, winter)
    assert min(changes) == "2024-12-31 19:00"
    assert len(changes) == 7


@pytest.mark.parametrize(
    ("called_off", "title"), [("cancelled", "Cancelled: Owls"), ("postponed", "Postponed: Owls")]
)
def test_a_called_off_event_calls_off_its_sets(crew, client: Client, called_off, title) -> None:
    event = make_event(status="published", called_off=called_off, called_off_reason="Flood.")
    make_performance(event, "Owls")

    (entry,) = read(client).events

    assert (entry["STATUS"], entry["SUMMARY"], entry["DESCRIPTION"]) == (
        "CANCELLED",
        title,
        "Vol. 7\nFlood.",
    )


def test_a_cancelled_set_stays_and_says_so(vol_7, client: Client) -> None:
    make_performance(vol_7, "Owls", cancelled_at=toronto("12:00"), cancel_reason="Flu.")

    (entry,) = read(client).events

    assert (entry["STATUS"], entry["SUMMARY"], entry["DESCRIPTION"]) == (
        "CANCELLED",
        "Cancelled: Owls",
        "Vol. 7\nFlu.",
    )


@pytest.mark.parametrize("clock", ["2026-01-01T00:00Z", "2026-10-11T03:59Z", "2026-10-11T04:01Z"])
@pytest.mark.parametrize("address", [URL, "/bands/owls/schedule.ics"])
def test_the_calendar_is_full_whatever_the_time(vol_7, client: Client, address, clock) -> None:
    make_performance(vol_7, "Owls", start="20:30")
    make_performance(vol_7, "Owls", start="0:25")
    today = client.get(address).content

    with travel(clock, tick=False):
        then = client.get(address).content

    assert then == today
    assert today.count(b"BEGIN:VEVENT") == 2


def test_a_bands_calendar_has_its_sets_of_all_events(vol_7, client: Client) -> None:
    owls = make_band("Owls")
    past = make_event("Vol. 1", status="archived", first_day=date(2020, 2, 29), timezone="UTC")
    for event in (past, vol_7, make_event("Vol. 8")):
        make_performance(event, owls)
        make_performance(event, "Others")

    calendar = read(client, "/bands/owls/schedule.ics")

    assert [entry["DESCRIPTION"] for entry in calendar.events] == ["Vol. 1", "Vol. 7"]
    assert [zone["TZID"] for zone in calendar.timezones] == ["America/Toronto", "UTC"]
    assert calendar["X-WR-CALNAME"] == "Owls"


def test_an_empty_calendar_is_one_still(vol_7, client: Client) -> None:
    calendar = read(client)

    assert (calendar["VERSION"], calendar["X-WR-CALNAME"]) == ("2.0", "Vol. 7")
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


@pytest.mark.parametrize("name", ["<b>&amp;</b>", "a,b;c\\d", "é" * 100, "N\nBEGIN:VEVENT\r\nX:1"])
def test_names_are_escaped_and_folded(vol_7, client: Client, name: str) -> None:
    make_performance(vol_7, make_band(name), note=name)

    lines = client.get(URL).content.split(b"\r\n")
    (entry,) = read(client).events

    assert max(map(len, lines)) <= 75
    assert entry["SUMMARY"] == name.replace("\r", "")
    assert entry["DESCRIPTION"] == "Vol. 7\n" + name.replace("\r", "")


def test_what_no_calendar_may_hold_is_left_out(vol_7, client: Client) -> None:
    make_performance(vol_7, make_band("Ow\x0bls\x07"))

    assert [entry["SUMMARY"] for entry in read(client).events] == ["Owls"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(URL, 4), ("/bands/owls/schedule.ics", 4)])
def test_a_calendar_asks_the_same_however_long_it_is(
    vol_7, client: Client, count, address, queries, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(vol_7, "Owls", venue=f"Room {number}")
        event = make_event(f"Past {number}", status="archived", first_day=SATURDAY)
        make_performance(event, "Owls")

    with django_assert_num_queries(queries):
        assert read(client, address).events
