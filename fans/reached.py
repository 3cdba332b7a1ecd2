"""How many people are reached: numbers for organizers, who see no address here."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Organization
from bands.models import Band
from events.exporting import Table
from events.models import Event, Performance
from fans.models import Follow, Subscriber, Subscription

CONFIRMED = Q(confirmed__isnull=False)


@dataclass(frozen=True)
class Reached:
    people: int
    waiting: int
    news: int
    bands: list[Band]
    events: list[tuple[Event, int]]


def of(organization: Organization) -> Reached:
    """Count confirmed followers, per band and per event; a person counts once for each."""
    subscribers = Subscriber.objects.filter(organization=organization)
    bands = Band.objects.filter(organization=organization, follows__confirmed__isnull=False)
    counted = bands.annotate(followers=Count("follows")).order_by("-followers", "name")
    subscriptions = Subscription.objects.filter(subscriber__organization=organization)
    return Reached(
        people=subscribers.filter(CONFIRMED).count(),
        waiting=subscribers.filter(confirmed=None, letters__used=None, letters__ended=None)
        .distinct()
        .count(),
        news=subscriptions.filter(CONFIRMED).count(),
        bands=list(counted),
        events=_events(organization),
    )


def _events(organization: Organization) -> list[tuple[Event, int]]:
    """Return the newest events, with how many people follow a band that plays there."""
    playing = Performance.objects.filter(
        event__organization=organization, removed_at=None, band__follows__confirmed__isnull=False
    )
    counts = playing.values("event").annotate(
        people=Count(
            "band__follows__subscriber",
            filter=Q(band__follows__confirmed__isnull=False),
            distinct=True,
        )
    )
    people = dict(counts.values_list("event", "people"))
    events = Event.objects.filter(organization=organization).order_by("-first_day", "-pk")
    return [(event, people.get(event.pk, 0)) for event in events]


def addresses(organization: Organization) -> Table:
    """Return who follows what, one line for each; for an admin's file."""
    follows = Follow.objects.filter(CONFIRMED, subscriber__organization=organization)
    rows = follows.order_by("subscriber__lookup", "band__name").values_list(
        "subscriber__email", "band__name", "confirmed"
    )
    lines = [(email, band, f"{since:%Y-%m-%d}") for email, band, since in rows if since]
    return Table(("email", "band", "since"), lines)
