"""Take somebody's second factors away, for who runs the server: where no admin is left to do it."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from accounts import recovering
from accounts.models import User


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True)

    def handle(self, *_: object, email: str, reason: str, **__: object) -> None:
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError("Nobody has this address.")
        try:
            recovering.begin_anew(user, reason=reason)
        except recovering.Nothing as error:
            raise CommandError("There is no second factor to take away.") from error
        self.stdout.write("Done. A link for a new password goes to this address.")
