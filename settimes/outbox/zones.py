"""In which zone people read times here. The wiring knows; rows hold UTC."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.utils import timezone

_asked: list[Callable[[], str]] = []


def ask(name_of_zone: Callable[[], str]) -> None:
    _asked.append(name_of_zone)


@contextmanager
def as_people_read() -> Iterator[None]:
    """Make it the current zone, for templates and for `spoken`."""
    with timezone.override(next((each() for each in _asked), settings.TIME_ZONE)):
        yield


def spoken(at: datetime) -> str:
    """Return an instant for a person, with the zone named: 2026-10-10 20:15 EDT."""
    return f"{at.astimezone(timezone.get_current_timezone()):%Y-%m-%d %H:%M %Z}"
