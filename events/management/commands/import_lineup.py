"""Bring a lineup from a file into an event."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Organization
from events.act import Refused
from events.importing import words
from events.importing.applying import apply_plan, plan_import
from events.importing.plan import Kind, Plan
from events.importing.reading import MOST_BYTES, NotReadable, table
from events.importing.uploads import sheet_of_upload
from events.models import Event


class Command(BaseCommand):
    help = "Show what a file would change in an event's lineup, then change it: all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("event", help="the event's slug, like vol-7")
        parser.add_argument("file", type=Path, help="a CSV or .xlsx file")
        parser.add_argument("--dry-run", action="store_true", help="show the plan, change nothing")
        parser.add_argument("--organization", help="its slug, where there are several")

    def handle(self, *_: object, **options: str | Path | bool | None) -> None:
        event = _event(str(options["event"]), options["organization"])
        try:
            found = table(sheet_of_upload(_content(Path(str(options["file"])))))
        except NotReadable as error:
            raise CommandError(f"{options['file']}: {error}") from error
        plan = plan_import(event, found)
        for line in words.lines(plan):
            self.stdout.write(line)
        if found.unknown:
            names = words.shown(", ".join(found.unknown))
            self.stdout.write(f"Columns that are not read: {names}.")
        self.stdout.write(words.counts(plan))
        self._apply(plan, dry_run=bool(options["dry_run"]))

    def _apply(self, plan: Plan, *, dry_run: bool) -> None:
        if plan.errors:
            raise CommandError("Nothing was imported. Mend the lines with an error first.")
        if not plan.changes:
            self.stdout.write(f"Nothing to do: {plan.event} is as the file says.")
            return
        if dry_run:
            self.stdout.write("Dry run: nothing was changed.")
            return
        try:
            done = apply_plan(plan, by=None)
        except Refused as error:
            raise CommandError(f"Nothing was imported. {error}") from error
        except ValidationError as error:
            raise CommandError(f"Nothing was imported. {' '.join(error.messages)}") from error
        left_out = plan.counts[Kind.NOT_A_SET]
        self.stdout.write(f"{done or 'Filled in what was not known'}.")
        if left_out:
            lines = "line that is" if left_out == 1 else "lines that are"
            self.stdout.write(f"Left out {left_out} {lines} not a set.")


def _event(slug: str, organization: object) -> Event:
    organizations = Organization.objects.all()
    if organization:
        organizations = organizations.filter(slug=organization)
        if not organizations:
            raise CommandError(f"There is no organization “{organization}”.")
    elif len(organizations) > 1:
        slugs = ", ".join(one.slug for one in organizations)
        raise CommandError(f"Say which organization, with --organization: {slugs}.")
    event = Event.objects.filter(organization__in=organizations, slug=slug).first()
    if event is None:
        raise CommandError(f"There is no event “{slug}”.")
    return event


def _content(file: Path) -> bytes:
    """Return the file's bytes, and no more than it takes to see that there are too many."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
