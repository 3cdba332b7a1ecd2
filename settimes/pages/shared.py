"""What processes tell each other about pages. The cache may be away; nobody waits for it twice."""

import logging
import time
from collections.abc import Iterable

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# Seconds for which nobody asks a cache that has just failed to answer.
LEFT_ALONE = 5.0


class _Away:
    until = 0.0


def look(keys: Iterable[str]) -> dict[str, object] | None:
    """Return what is known under these keys; None where the cache is away."""
    if time.monotonic() < _Away.until:
        return None
    try:
        return dict(cache.get_many(list(keys)))
    except RedisError:
        _leave_alone()
        return None


def keep(key: str, value: object, *, seconds: float | None, surely: bool = False) -> None:
    """Let every process know; `surely` tries even where the cache was away just now."""
    if not surely and time.monotonic() < _Away.until:
        return
    try:
        cache.set(key, value, timeout=seconds)
    except RedisError:
        _leave_alone()


def _leave_alone() -> None:
    logger.warning("cache away", exc_info=True)
    _Away.until = time.monotonic() + LEFT_ALONE
