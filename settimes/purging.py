"""Letting go of what was kept long enough. Each app's `purges.py` says what that is.

    promise("audit entries", forget)   # forget(now) returns how many rows went

Beat does it once a day, `manage.py purge` at once; doing it twice does no harm.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from django.utils import timezone

logger = logging.getLogger(__name__)
Forget = Callable[[datetime], int]

_promises: dict[str, Forget] = {}


def promise(name: str, forget: Forget) -> None:
    """Register what goes; the name is what a person reads."""
    if _promises.setdefault(name, forget) != forget:
        raise ValueError(f"{name!r} are let go of already.")


def purge(now: datetime | None = None) -> dict[str, int]:
    """Let go of everything that is due, and return how much of what."""
    moment = now or timezone.now()
    gone = {name: forget(moment) for name, forget in _promises.items()}
    logger.info("purged", extra={"gone": gone})
    return gone


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def purge_daily() -> None:
    purge()
