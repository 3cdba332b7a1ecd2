"""The instants of a calendar's sets: after midnight, when clocks change, whatever the time is."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from django.test import Client
from time_machine import travel

from events.models import Event
from tests.cast import make_event, make_performance
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
