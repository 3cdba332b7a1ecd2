"""A round of delivery: as many lanes as the work and the server allow, for a few seconds.

A lane that waits for a slow answer outlives its round, so the worker is never blocked by it; the
lanes of one process are counted, so that they cannot pile up. A process that ends waits for them.
"""

import logging
import threading
import time
from collections import defaultdict

from django.conf import settings
from django.db import connections

from settimes.outbox import breaker, gate
from settimes.outbox.lanes import CLAIMED_AT_ONCE, Lane
from settimes.outbox.models import Message, Priority

logger = logging.getLogger(__name__)

# How long a round waits for the mail in hand after its time is up.
GRACE = 2.0
# How long a process that is told to end waits for the answers to what it handed over. With a round
# before it, that stays within the half minute that whoever stops processes is wont to give.
LAST_GRACE = 15.0

_running: defaultdict[Priority, int] = defaultdict(int)
_threads: set[threading.Thread] = set()
_lock = threading.Lock()


def run_round(priority: Priority) -> bool:
    """Send what is due of `priority`, for MAIL_ROUND at most; True if more is due."""
    state = breaker.read()
    if breaker.is_open(state) or gate.why_shut():
        return False
    wanted = _lanes_for(priority, narrow=breaker.is_narrow(state))
    until = time.monotonic() + settings.MAIL_ROUND.total_seconds()
    lanes = [
        Lane(priority, is_over=lambda: time.monotonic() > until, troubled=bool(state.trouble))
        for _ in range(_taken(priority, wanted))
    ]
    for lane in lanes:
        lane.is_over = lambda: time.monotonic() > until or any(each.wants_less for each in lanes)
    threads = [threading.Thread(target=_run, args=(priority, lane), daemon=True) for lane in lanes]
    _threads.update(threads)
    for thread in threads:
        thread.start()
    _join(threads, until=until + GRACE)
    if all(thread.is_alive() for thread in threads) or any(lane.database_away for lane in lanes):
        return False  # the sweep tries again; at once would only fill the log
    return not breaker.is_open(breaker.read()) and Message.objects.due(priority).exists()


def finish() -> None:
    """Wait for the lanes that still run, because the process ends: each one cut off is a doubt."""
    _join(list(_threads), until=time.monotonic() + LAST_GRACE)


def _join(threads: list[threading.Thread], *, until: float) -> None:
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))


def drain(priority: Priority) -> None:
    """Send what is due in this thread, until there is no more."""
    state = breaker.read()
    if breaker.is_open(state) or gate.why_shut():
        return
    if Message.objects.due(priority).exists():
        Lane(priority, is_over=lambda: False, troubled=bool(state.trouble)).run()


def _lanes_for(priority: Priority, *, narrow: bool) -> int:
    """Return how many lanes the work is worth. It looks at few rows, never counts them all."""
    most = 1 if narrow else _most(priority)
    each = CLAIMED_AT_ONCE[priority]
    due = len(Message.objects.due(priority).values_list("pk")[: most * each])
    return min(most, -(-due // each))


def _most(priority: Priority) -> int:
    urgent: int = settings.MAIL_CONNECTIONS_URGENT
    bulk: int = settings.MAIL_CONNECTIONS_BULK
    return urgent if priority == Priority.URGENT else bulk


def _taken(priority: Priority, wanted: int) -> int:
    """Take up to `wanted` of this process's lanes and return how many there were."""
    with _lock:
        free = max(0, min(wanted, _most(priority) - _running[priority]))
        _running[priority] += free
        return free


def _run(priority: Priority, lane: Lane) -> None:
    try:
        lane.run()
    except Exception:
        logger.exception("a lane died")
    finally:
        connections.close_all()
        with _lock:
            _running[priority] -= 1
            _threads.discard(threading.current_thread())
