"""After a backup was put back, before anything runs: mail nothing that may have been mailed."""

from typing import Any

from django.core.management.base import BaseCommand

from fans import restored


class Command(BaseCommand):
    help = (
        "After a backup was put back, before the site runs: put in doubt every mail that waits and"
        " all that fans are owed. Nothing is mailed; resend or close it in the outbox."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        count = restored.doubt_everything()
        mails = "1 mail is" if count == 1 else f"{count} mails are"
        self.stdout.write(f"{mails} in doubt: resend or close in the outbox.")
