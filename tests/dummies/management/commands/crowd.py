"""A draft, its organizer and so many followers, for drills: `manage.py crowd FANS SEED`.

Everybody follows the headliner, and one band besides. Who follows did so long ago.
"""

import random
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.models import Organization, Role
from fans.models import Follow, Subscriber
from settimes.outbox.addresses import recipient_key
from tests.cast import make_event, make_member, make_performance

HEADLINER = "The Rills"
OTHERS = ("The Harpoonist", "Kept Apart", "Slow Ferry", "Night Bus")

AT_ONCE = 40


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fans", type=int)
        parser.add_argument("seed", type=int)

    def handle(self, *args: object, fans: int, seed: int, **options: object) -> None:
        organization = Organization.objects.get()
        make_member("Ed", Role.EDITOR, organization)
        now = timezone.now()
        event = make_event(first_day=now.date() + timedelta(days=30))
        bands = [
            make_performance(event, name, venue=f"Room {hour}", start=f"{18 + hour}:00").band
            for hour, name in enumerate((HEADLINER, *OTHERS))
        ]
        addresses = [f"fan{number}@example.org" for number in range(fans)]
        Subscriber.objects.bulk_create(
            [
                Subscriber(
                    organization=organization,
                    email=address,
                    lookup=address,
                    recipient=recipient_key(address),
                    confirmed=now,
                )
                for address in addresses
            ],
            AT_ONCE,
        )
        chance = random.Random(seed)
        people = Subscriber.objects.order_by("pk")
        Follow.objects.bulk_create(
            [
                Follow(subscriber=person, band=band, confirmed=now, collected_at=now)
                for person in people
                for band in (bands[0], chance.choice(bands[1:]))
            ],
            AT_ONCE,
        )
