"""How often news by city and genre come: on which days, and what lies ahead until the next ones."""

from datetime import date, datetime, timedelta

from django.conf import settings

from accounts.models import Organization
from events import times
from fans.models import Subscription
from fans.reach import date_at

Frequency = Subscription.Frequency
# The weekend is ahead.
THURSDAY = 3
# An issue that was not sent by then is not sent that day: nobody wants it late in the evening.
LATEST = timedelta(hours=12)


def issue_day(organization: Organization, at: datetime) -> date | None:
    """Return the day whose issues may leave now, if any may."""
    day = date_at(organization, at)
    opens = opens_at(organization, day)
    return day if opens <= at < opens + LATEST else None


def opens_at(organization: Organization, day: date) -> datetime:
    """Return when the issues of a day leave."""
    return times.instant(day, settings.ISSUE_AT, organization.timezone)


def due_on(day: date) -> list[Frequency]:
    """Return which frequencies have an issue that day."""
    due = [Frequency.DAILY]
    if day.weekday() == THURSDAY:
        due.append(Frequency.WEEKLY)
    if day.day == 1:
        due.append(Frequency.MONTHLY)
    return due


def next_issue(frequency: Frequency, day: date) -> date:
    """Return the day of the issue after this one."""
    if frequency == Frequency.DAILY:
        return times.later_day(day, 1)
    if frequency == Frequency.WEEKLY:
        return times.later_day(day, 7)
    return times.later_day(day.replace(day=1), 31).replace(day=1)
