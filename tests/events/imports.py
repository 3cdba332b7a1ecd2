"""Words for the tests of imports."""

import io
from pathlib import Path

from django.core.management import call_command

from bands.models import Band
from events.importing.applying import plan_import
from events.importing.plan import Kind, Plan
from events.importing.reading import read
from events.models import Change, ChangeSet, Event, Performance, Venue

FIXTURES = Path(__file__).parent / "fixtures"


def planned(event: Event, text: str | bytes) -> Plan:
    return plan_import(event, read(text))


def kinds(event: Event, text: str | bytes) -> list[Kind]:
    return [row.kind for row in planned(event, text).rows]


def problems(event: Event, text: str | bytes) -> list[tuple[int, str, str]]:
    """Line, field and message of everything that is wrong."""
    return [
        (row.number, problem.field, problem.message)
        for row in planned(event, text).errors
        for problem in row.said.problems
    ]


def rows() -> dict[str, int]:
    """Count what an import can write."""
    models = (Band, Venue, Performance, ChangeSet, Change)
    return {model.__name__: model.objects.count() for model in models}


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


def import_lineup(*arguments: object) -> list[str]:
    """Run the command and return the lines that it prints."""
    out = io.StringIO()
    call_command("import_lineup", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def write(folder: Path, text: str | bytes) -> Path:
    file = folder / "lineup.csv"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file
