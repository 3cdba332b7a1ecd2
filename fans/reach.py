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
    today = date_at(organization, at)
    return Subscriber.objects.filter(
        Q(paused_until=None) | Q(paused_until__lte=today),
        organization=organization,
        confirmed__isnull=False,
        bounced=None,
    )
