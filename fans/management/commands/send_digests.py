"""Tell by hand what is due: what beat does every few seconds."""

from typing import Any

from django.core.management.base import BaseCommand

from fans import collecting
from settimes.outbox import delivery
from settimes.outbox.models import Priority


class Command(BaseCommand):
    help = "Plan the mails that are due to fans, and send what waits. Doing it twice does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        while not collecting.collect(seconds=60):
            pass
        for priority in Priority:
            delivery.drain(priority)
