"""Let go of what was kept as long as promised."""

from django.core.management.base import BaseCommand

from settimes.purging import purge


class Command(BaseCommand):
    help = "Delete what was kept as long as promised: old sessions, audit entries and the like."

    def handle(self, *_: object, **__: object) -> None:
        for name, count in purge().items():
            self.stdout.write(f"{name}: {count}")
