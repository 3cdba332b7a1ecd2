"""The calendars of an event and of a band, read back as a calendar program reads them."""

from datetime import date

import icalendar
import pytest
from django.conf import settings
from django.test import Client

from events.models import Event
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

URL = "/events/vol-7/schedule.ics"


@pytest.fixture
def vol_7(crew) -> Event:
    return make_event(status="published")


def read(client: Client, address: str = URL) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(client.get(address).content)


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
