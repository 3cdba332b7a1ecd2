"""Is this process alive, and is all that it needs there?

`/healthz` answers for the process alone: route requests by it. `/readyz` asks database, cache,
broker, migrations, worker, beat and the mail queue: raise the alarm on it, never route by it.
Strangers hear only ok or not ok; what is wrong goes to the log.
"""

import logging
from collections.abc import Callable

from celery import shared_task
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from settimes import signs
from settimes.celery import app
from settimes.outbox import status

logger = logging.getLogger(__name__)


@shared_task  # type: ignore[untyped-decorator]
def heartbeat() -> None:
    """Leave a sign that beat, broker and worker are all alive."""
    signs.leave("beat")
    signs.leave("worker")


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    cache.set("readyz", "ok", timeout=10)
    if cache.get("readyz") != "ok":
        raise RuntimeError("The cache forgot what it was just told.")


def _broker() -> None:
    with app.connection_for_read() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise RuntimeError("There are migrations to run: manage.py migrate.")


def _worker() -> None:
    if not signs.is_alive("worker"):
        raise RuntimeError("No worker has given a sign of life.")


def _beat() -> None:
    if not signs.is_alive("beat"):
        raise RuntimeError("Beat has given no sign of life.")


def _queue() -> None:
    late = status.overdue()
    if late:
        raise RuntimeError(" ".join(late))


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "cache": _cache,
    "broker": _broker,
    "migrations": _migrations,
    "worker": _worker,
    "beat": _beat,
    "queue": _queue,
}


def problems() -> dict[str, str]:
    """Return what is wrong, by the name of the check; empty when all is well."""
    found = {}
    for name, check in CHECKS.items():
        try:
            check()
        except Exception as error:  # noqa: BLE001 - whatever goes wrong here is the answer
            found[name] = f"{type(error).__name__}: {error}"
    return found


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    found = problems()
    if found:
        logger.error("not ready", extra={"problems": found})
        return HttpResponse("not ok\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
