"""Who may be written to right now. Every mail that nobody asked for by a form asks this first."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.models import Organization
from events import times
from fans.models import Subscriber


def date_at(organization: Organization, at: datetime) -> date:
    """Return the date on the organization's calendar."""
    return times.festival_day(at, organization.timezone, 0)


def why_not(subscriber: Subscriber, at: datetime) -> str:
    """Say why nothing may be sent to a subscriber; nothing when it may."""
    if subscriber.confirmed is None:
        return "unsubscribed"
    if subscriber.bounced is not None:
        return "mail comes back from there"
    if is_paused(subscriber, at):
        return "paused"
    return ""


def is_paused(subscriber: Subscriber, at: datetime) -> bool:
    until = subscriber.paused_until
    return until is not None and date_at(subscriber.organization, at) < until


def reachable(organization: Organization, at: datetime) -> QuerySet[Subscriber]:
    """Return all whom `why_not` lets be written to."""
    return Subscriber.objects.filter(is_reachable(organization, at))


def is_reachable(organization: Organization, at: datetime, *, prefix: str = "") -> Q:
    """Return the condition for a subscriber reached through `prefix`, like `subscriber__`."""
    until = f"{prefix}paused_until"
    is_paused_no_more = Q(**{until: None}) | Q(**{f"{until}__lte": date_at(organization, at)})
    return is_paused_no_more & Q(
        **{
            f"{prefix}organization": organization,
            f"{prefix}confirmed__isnull": False,
            f"{prefix}bounced": None,
        }
    )
