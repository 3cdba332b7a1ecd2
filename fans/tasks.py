"""What Celery calls: thin, harmless when repeated, late or in any order."""

from celery import shared_task

from fans import collecting

SECONDS = 20.0


@shared_task(ignore_result=True)  # type: ignore[untyped-decorator]
def collect() -> None:
    """Tell what is due."""
    if not collecting.collect(seconds=SECONDS):
        collect.delay()
