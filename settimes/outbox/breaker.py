"""Whether mail may leave at all: opened by a server that is away or settings that are wrong."""

import logging
import random
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from settimes.outbox import clock
from settimes.outbox.models import Breaker
from settimes.outbox.transports.answers import Answer, Misconfigured
from settimes.outbox.words import fit

logger = logging.getLogger(__name__)

NARROW_FOR = timedelta(minutes=5)
# Doubling further than this is longer than any longest wait.
MOST_DOUBLINGS = 12


def backoff(first: timedelta, longest: timedelta, failures: int) -> timedelta:
    """Return the next wait: doubling up to `longest`, a bit more by chance, never less."""
    wait = min(first * (1 << min(failures, MOST_DOUBLINGS)), longest)
    return wait * random.uniform(1.0, 1.25)  # noqa: S311 - spreads retries, keeps no secret


def read() -> Breaker:
    return Breaker.objects.first() or Breaker(pk=1)


def is_open(breaker: Breaker) -> bool:
    return breaker.open_until is not None and breaker.open_until > clock.read()


def is_narrow(breaker: Breaker) -> bool:
    """True while one connection at a time is enough: after a failure, or by the server's wish."""
    if breaker.failures:
        return True
    return breaker.narrow_until is not None and breaker.narrow_until > clock.read()


def trip(answer: Answer) -> None:
    """Stop all sending for a while, longer each time; say so once."""
    trouble = Breaker.Trouble.CONNECTION
    if isinstance(answer, Misconfigured):
        trouble = Breaker.Trouble.CONFIGURATION
    Breaker.objects.get_or_create(pk=1)
    with transaction.atomic():
        breaker = Breaker.objects.select_for_update().get(pk=1)
        if is_open(breaker):
            return  # several connections fail at once: that is one failure
        wait = backoff(settings.MAIL_BREAKER_FIRST, settings.MAIL_BREAKER_LONGEST, breaker.failures)
        is_news = breaker.trouble != trouble
        Breaker.objects.filter(pk=1).update(
            trouble=trouble,
            phase=answer.phase,
            reason=fit(answer.words),
            failures=breaker.failures + 1,
            since=clock.now() if is_news else breaker.since,
            open_until=clock.now(wait),
        )
    if is_news:
        level = logging.ERROR if isinstance(answer, Misconfigured) else logging.WARNING
        # The server's own words may hold an address; the page shows them, the log does not.
        extra = {"phase": answer.phase, "code": answer.code}
        logger.log(level, "mail stopped: %s", trouble.label, extra=extra)


def reset() -> None:
    """A mail has passed: all is well."""
    cured = Breaker.objects.filter(pk=1).exclude(trouble=Breaker.Trouble.NONE)
    if cured.update(
        trouble=Breaker.Trouble.NONE,
        phase="",
        reason="",
        failures=0,
        since=None,
        open_until=None,
    ):
        logger.info("mail flows again")


def narrow() -> None:
    """Keep to one connection for a while: the server asked for less."""
    Breaker.objects.get_or_create(pk=1)
    Breaker.objects.filter(pk=1).update(narrow_until=clock.now(NARROW_FOR))
