"""Waking the worker: a hint that may be lost, and must never cost anything.

The row is the plan. If the broker is away, the sweep finds the row within a minute of its return.
"""

import logging
import time

from celery import current_app
from kombu.exceptions import OperationalError

from settimes.outbox.models import Priority

logger = logging.getLogger(__name__)

TASKS = {
    Priority.URGENT: "settimes.outbox.tasks.deliver_urgent",
    Priority.BULK: "settimes.outbox.tasks.deliver_bulk",
}
# After a failure this process leaves the broker alone for so long: a broker that swallows
# packets costs a request its connect timeout, and that only once in a while.
SILENCE = 30.0


class _Broker:
    silent_until = 0.0


def wake(priority: Priority) -> None:
    """Ask a worker to deliver now, if the broker can be reached."""
    if time.monotonic() < _Broker.silent_until:
        return
    try:
        current_app.send_task(TASKS[priority])
    except (OperationalError, OSError) as error:
        _Broker.silent_until = time.monotonic() + SILENCE
        logger.warning("broker away", extra={"error": type(error).__name__})


def wake_urgent() -> None:
    wake(Priority.URGENT)


def wake_bulk() -> None:
    wake(Priority.BULK)


HINTS = {Priority.URGENT: wake_urgent, Priority.BULK: wake_bulk}
