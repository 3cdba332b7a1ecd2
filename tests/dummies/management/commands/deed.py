"""What organizers do, as a process of its own that drills may kill."""

import os
import signal

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils import timezone

from events import editions, lineup
from events.models import Event
from tests.cast import make_event, make_performance


def publish() -> None:
    event = make_event(first_day=timezone.now().date())
    make_performance(event, "The Rills")
    editions.publish(event, by=None)


def put_up() -> None:
    """Publish what is there."""
    editions.publish(event(), by=None)


def cancel() -> None:
    lineup.cancel(event().performances.all(), by=None)


def unpublish() -> None:
    editions.unpublish(event(), by=None)


def unpublish_and_die() -> None:
    """Die between the commit and the renewal of the pages, by what is called first after it."""
    with transaction.atomic():
        transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
        unpublish()


def event() -> Event:
    return Event.objects.get(slug="vol-7")


DEEDS = {deed.__name__: deed for deed in (publish, put_up, cancel, unpublish, unpublish_and_die)}


class Command(BaseCommand):
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("deed", choices=DEEDS)

    def handle(self, *args: object, **options: str) -> None:
        DEEDS[options["deed"]]()
