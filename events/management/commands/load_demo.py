"""Load the demo into an empty database."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.models import Organization, User
from bands.models import Band
from events.demo.account import EMAIL, keep_password, make_organizer
from events.demo.building import build
from events.models import Event, Venue

# As the first migration makes it; whoever has given it a name keeps that.
FIRST_NAME = "Our crawl"
DEMO_NAME = "Lamplight Crawl"


class Command(BaseCommand):
    help = "Load a demo that shows every state of a lineup; only into an empty database."

    def handle(self, *_: object, **__: object) -> None:
        file = settings.DATA_DIR / "demo-password"
        with transaction.atomic():
            if any(model.objects.exists() for model in (Event, Venue, Band)):
                raise CommandError(
                    "There are events, venues or bands here already. "
                    "The demo goes only into an empty database."
                )
            if User.objects.filter(email=EMAIL).exists():
                raise CommandError(f"There is a user {EMAIL} already. Delete that one first.")
            organization = Organization.objects.order_by("pk").first()
            if organization is None:
                raise CommandError("There is no organization to load the demo into.")
            _name(organization)
            user, password = make_organizer(organization)
            event = build(organization, by=user, now=timezone.now())
            try:
                keep_password(file, password)
            except OSError as error:
                raise CommandError(
                    f"Nothing was loaded: {file} cannot be written ({error.strerror})."
                ) from error
        self.stdout.write(f"The demo is loaded, {event} is on. Sign in as {EMAIL};")
        self.stdout.write(f"the password is in {file}.")


def _name(organization: Organization) -> None:
    if organization.name == FIRST_NAME:
        organization.name = organization.sender_name = DEMO_NAME
        organization.postal_address = "Lamplight Crawl, 14 Lock Street, Peterborough ON"
        organization.save(update_fields=["name", "sender_name", "postal_address", "updated"])
