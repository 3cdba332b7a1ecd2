"""Signs of life: when worker and beat were last seen.

They are in the cache and may be forgotten; the next sign comes within half a minute.
"""

import time
from typing import Literal

from celery.signals import beat_init, heartbeat_sent, worker_ready
from django.core.cache import cache
from redis.exceptions import RedisError

Who = Literal["worker", "beat"]

# Beat ticks every 30 s; three missed ones are an alarm.
LONGEST_SILENCE = 100
# The worker's own heart beats every 2 s, which is more than anybody asks.
WORKER_EVERY = 10.0


class _Last:
    sign = 0.0


def leave(who: Who) -> None:
    cache.set(f"seen:{who}", time.time(), timeout=LONGEST_SILENCE * 20)


def seconds_since(who: Who) -> float | None:
    """Return how long ago `who` was seen, or None if nobody remembers."""
    try:
        seen = cache.get(f"seen:{who}")
    except RedisError:
        return None
    return None if seen is None else max(0.0, time.time() - seen)


def is_alive(who: Who) -> bool:
    return is_recent(seconds_since(who))


def is_recent(since: float | None) -> bool:
    return since is not None and since <= LONGEST_SILENCE


@worker_ready.connect  # type: ignore[untyped-decorator]
@heartbeat_sent.connect  # type: ignore[untyped-decorator]
def worker_lives(**_: object) -> None:
    if time.monotonic() - _Last.sign > WORKER_EVERY:
        _Last.sign = time.monotonic()
        leave("worker")


@beat_init.connect  # type: ignore[untyped-decorator]
def beat_lives(**_: object) -> None:
    """Beat's first tick comes after half a minute; that it began is a sign as well."""
    leave("beat")
