"""Loading the demo at a given moment."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import time_machine
from django.core.management import call_command

from events.models import Event

TORONTO = ZoneInfo("America/Toronto")
FRIDAY_NIGHT = datetime(2026, 10, 9, 21, 30, tzinfo=TORONTO)


def load(at: datetime = FRIDAY_NIGHT) -> str:
    """Load the demo and return what it prints."""
    out = io.StringIO()
    with time_machine.travel(at, tick=False):
        call_command("load_demo", stdout=out)
    return out.getvalue()


def tonight() -> Event:
    return Event.objects.get(slug="vol-12")
