"""Telling, in any test: who follows, time that passes, and the mails that come of it."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from time_machine import TimeMachineFixture

from accounts.models import Organization
from bands.models import Band
from fans import collecting
from fans.models import Follow, Subscriber, Subscription
from settimes.outbox.addresses import folded, recipient_key
from tests.cast import SATURDAY
from tests.mailbox import Mailbox

# Two weeks before the event of the cast: nothing is urgent yet.
BEFORE = datetime(2026, 9, 26, 12, 0, tzinfo=UTC)
# Toronto's 19:00 on the night itself.
TONIGHT = datetime(SATURDAY.year, SATURDAY.month, SATURDAY.day, 23, 0, tzinfo=UTC)


def make_fan(
    email: str,
    *bands: Band,
    organization: Organization | None = None,
    since: datetime | None = None,
) -> Subscriber:
    """Somebody who confirmed to follow these bands."""
    organization = organization or Organization.objects.earliest("pk")
    since = since or datetime.now(UTC)
    fan = Subscriber.objects.create(
        organization=organization,
        email=email,
        lookup=folded(email),
        recipient=recipient_key(email),
        confirmed=since,
    )
    follow(fan, *bands, since=since)
    return fan


def follow(fan: Subscriber, *bands: Band, since: datetime | None = None) -> None:
    Follow.objects.bulk_create(
        Follow(subscriber=fan, band=band, confirmed=since or datetime.now(UTC)) for band in bands
    )


def subscribe(
    fan: Subscriber,
    city: str = "",
    genre: str = "",
    *,
    often: str = "daily",
    since: datetime | None = None,
) -> Subscription:
    """Somebody wants news of this city and genre, and confirmed it."""
    return Subscription.objects.create(
        subscriber=fan,
        city=city,
        genre=genre,
        frequency=often,
        confirmed=since or datetime.now(UTC),
    )


class Night:
    """A clock, and the mails that leave while it goes."""

    def __init__(self, clock: TimeMachineFixture, mailbox: Mailbox) -> None:
        self.clock, self.mailbox = clock, mailbox

    def at(self, then: datetime) -> list[EmailMessage]:
        """Let it be that time, and return the mails that came."""
        self.clock.move_to(then, tick=False)
        return self.passes()

    def passes(self, *, minutes: float = 0, seconds: float = 0) -> list[EmailMessage]:
        """Let time pass, tell what is due by then, and return the mails that came."""
        self.plans(minutes=minutes, seconds=seconds)
        return self.mailbox.deliver()

    def plans(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass, and only plan what is due by then: the mails are slow to leave."""
        self.clock.shift(timedelta(minutes=minutes, seconds=seconds))
        while not collecting.collect(seconds=60):
            pass

    def subjects(self, *, minutes: float = 0, seconds: float = 0) -> list[str]:
        return sorted(
            str(mail["Subject"]) for mail in self.passes(minutes=minutes, seconds=seconds)
        )
