"""What Celery calls: thin, harmless when repeated, late or in any order."""

from celery import shared_task
from celery.signals import worker_process_shutdown, worker_shutdown

from settimes.outbox import changes, delivery, hints
from settimes.outbox.models import Message, Priority


def _deliver(priority: Priority) -> None:
    if delivery.run_round(priority):
        hints.wake(priority)


@worker_shutdown.connect  # type: ignore[untyped-decorator]
@worker_process_shutdown.connect  # type: ignore[untyped-decorator]
def finish(**_: object) -> None:
    delivery.finish()


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def deliver_urgent() -> None:
    _deliver(Priority.URGENT)


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def deliver_bulk() -> None:
    _deliver(Priority.BULK)


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def sweep() -> None:
    """Find what no hint was heard for: a broker may forget, a process may die before it speaks."""
    for priority in Priority:
        if Message.objects.due(priority).exists():
            hints.wake(priority)


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def reap() -> None:
    """Take back what dead workers held."""
    changes.reap()
