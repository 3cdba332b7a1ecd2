"""When issues leave: on which days, at a decent hour everywhere, and not when that is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured

from events import editions
from fans import collecting, frequencies
from fans.models import Told
from settimes import environment
from settimes.outbox.models import Message
from tests.cast import make_event
from tests.fans.mornings import nine, subjects
from tests.fans.telling import make_fan, subscribe

pytestmark = pytest.mark.django_db

VOL_7 = ["New in Kitchener: Vol. 7"]


def days_of(often: str) -> list[date]:
    """Return the days of half a year on which there is an issue."""
    first = date(2026, 9, 1)
    days = [first + timedelta(days=number) for number in range(181)]
    return [day for day in days if often in frequencies.due_on(day)]


def test_weekly_is_on_thursdays_and_monthly_on_the_first() -> None:
    assert len(days_of("daily")) == 181
    assert {day.strftime("%A") for day in days_of("weekly")} == {"Thursday"}
    assert len(days_of("weekly")) == 26
    assert [(day.month, day.day) for day in days_of("monthly")] == [
        *((9, 1), (10, 1), (11, 1), (12, 1), (1, 1), (2, 1)),
    ]


@pytest.mark.parametrize("often", ["daily", "weekly", "monthly"])
def test_what_is_on_reaches_to_the_next_issue(often) -> None:
    days = days_of(often)
    assert [frequencies.next_issue(often, day) for day in days[:-1]] == days[1:]


@pytest.mark.parametrize(
    ("often", "day", "month"), [("daily", 26, 9), ("weekly", 1, 10), ("monthly", 1, 10)]
)
def test_each_frequency_has_its_first_day(kitchener, night, often, day, month) -> None:
    subscribe(make_fan("gus@example.org"), often=often)
    first = nine(day, month=month)
    assert night.at(first - timedelta(seconds=1)) == []
    assert subjects(night, day, month=month) == VOL_7


def test_a_frequency_of_a_month_ago_is_due_on_its_next_day(kitchener, reader, night) -> None:
    night.at(nine(26))
    reader.subscriptions.update(frequency="weekly")
    assert subjects(night, 7, month=10) == []
    assert subjects(night, 8, month=10) == ["This week in Kitchener: Vol. 7"]


@pytest.mark.parametrize(
    ("zone", "leaves"),
    [
        ("Asia/Kolkata", datetime(2026, 9, 27, 3, 30, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 9, 26, 19, 0, tzinfo=UTC)),
        ("Pacific/Pago_Pago", datetime(2026, 9, 26, 20, 0, tzinfo=UTC)),
    ],
)
def test_nine_is_nine_where_the_organization_is(crew, kitchener, reader, night, zone, leaves):
    crew.timezone = zone
    crew.save()
    assert night.at(leaves - timedelta(seconds=1)) == []
    assert [mail["To"] for mail in night.at(leaves)] == ["fay@example.org"]


@pytest.mark.parametrize(
    ("clock", "day", "leaves"),
    [
        # Autumn doubles the hour from one to two: the first of them counts, and only once.
        ("01:30", date(2026, 11, 1), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("09:00", date(2026, 11, 1), datetime(2026, 11, 1, 14, 0, tzinfo=UTC)),
        # Spring skips the hour from two to three.
        ("02:30", date(2027, 3, 14), datetime(2027, 3, 14, 7, 30, tzinfo=UTC)),
        ("09:00", date(2027, 3, 14), datetime(2027, 3, 14, 13, 0, tzinfo=UTC)),
    ],
)
def test_an_issue_leaves_once_when_clocks_change(crew, ed, night, settings, clock, day, leaves):
    hour, minute = clock.split(":")
    settings.ISSUE_AT = int(hour) * 60 + int(minute)
    night.at(leaves - timedelta(days=1, hours=3))
    event = make_event(city="Kitchener", first_day=day + timedelta(days=40))
    editions.publish(event, by=ed, even_if_empty=True)
    subscribe(make_fan("fay@example.org"), since=leaves - timedelta(hours=2))
    assert night.at(leaves - timedelta(seconds=1)) == []
    assert [mail["Subject"] for mail in night.at(leaves)] == VOL_7
    again = make_event("Vol. 8", city="Kitchener", first_day=day + timedelta(days=50))
    editions.publish(again, by=ed, even_if_empty=True)
    assert night.passes(minutes=60) == []


def test_a_late_worker_sends_the_issue_of_the_day_but_not_at_night(kitchener, reader, night):
    night.clock.move_to(nine(26) + timedelta(hours=11, minutes=59), tick=False)
    other = make_fan("gus@example.org", since=nine(25))
    subscribe(other, since=nine(25))
    reader.subscriptions.update(confirmed=nine(25))
    assert len(night.passes()) == 2


def test_an_issue_that_was_not_planned_in_time_is_not_sent_that_day(kitchener, reader, night):
    assert night.at(nine(26) + timedelta(hours=12)) == []
    assert night.at(nine(27) - timedelta(seconds=1)) == []
    assert subjects(night, 27) == VOL_7


def test_an_issue_that_waits_too_long_is_told_by_the_next(kitchener, reader, night) -> None:
    night.clock.move_to(nine(26), tick=False)
    collecting.collect(seconds=60)
    night.clock.move_to(nine(27) - timedelta(hours=2), tick=False)
    assert night.mailbox.deliver() == []
    assert [row.state for row in Message.objects.all()] == ["suppressed"]
    assert not Told.objects.exists()
    assert subjects(night, 27) == VOL_7


def test_who_subscribes_after_nine_waits_for_the_next_issue(kitchener, night) -> None:
    night.at(nine(26) + timedelta(minutes=5))
    subscribe(make_fan("gus@example.org"))
    assert night.passes(minutes=60) == []
    assert subjects(night, 27) == VOL_7


@pytest.mark.parametrize(("typed", "minute"), [("09:00", 540), ("9:00", 540), ("23:59", 1439)])
def test_the_hour_of_issues_is_a_time_of_day(monkeypatch, typed, minute) -> None:
    monkeypatch.setenv("ISSUE_AT", typed)
    assert environment.clock("ISSUE_AT", default="10:00") == minute


@pytest.mark.parametrize("typed", ["24:00", "9", "9:60", "nine", "540", "9:00 am"])
def test_what_is_no_time_of_day_stops_the_start(monkeypatch, typed) -> None:
    monkeypatch.setenv("ISSUE_AT", typed)
    with pytest.raises(ImproperlyConfigured, match="ISSUE_AT"):
        environment.clock("ISSUE_AT", default="10:00")
