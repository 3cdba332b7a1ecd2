"""Words for the tests of imports: what a plan says, line by line."""

from pathlib import Path

from events.importing.applying import plan_import
from events.importing.plan import Kind, Plan
from events.importing.reading import read
from events.models import Event

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


def fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()
