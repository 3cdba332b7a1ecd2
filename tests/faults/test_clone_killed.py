"""kill -9 while an edition is cloned: before each of its statements, and around its commit."""

import signal
import subprocess
import sys

import pytest

from events.models import Change, ChangeSet, Event, OpenSlot, Performance
from tests.faults.stage import ROOT, Stage

pytestmark = pytest.mark.drill
SETS = 60

PREPARE = f"""
import django
django.setup()
from tests.cast import make_event, make_performance
event = make_event("Vol. 15")
for number in range({SETS}):
    make_performance(event, f"Band {{number}}", venue=f"Venue {{number % 5}}", start=None)
"""
CLONE = """
import datetime, os, signal, sys
import django
django.setup()
from django.db import connection, transaction
from events import cloning
from events.models import Event
moment = sys.argv[1]
left = int(moment) if moment.isdecimal() else 0
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
def counting(execute, *rest):
    global left
    left -= 1
    if left == 0:
        die()
    return execute(*rest)
event = Event.objects.select_related("organization").get(slug="vol-15")
day = datetime.date(2027, 1, 9)
with transaction.atomic(), connection.execute_wrapper(counting):
    if moment == "after commit":
        transaction.on_commit(die)
    cloning.clone(event, name="Vol. 16", slug="vol-16", first_day=day, with_bands=True, by=None)
    if moment == "before commit":
        die()
"""


def script(stage: Stage, source: str, *arguments: object) -> int:
    return subprocess.run(
        [sys.executable, "-c", source, *map(str, arguments)],
        cwd=ROOT,
        env=stage.environment,
        check=False,
    ).returncode


def counts() -> tuple[int, ...]:
    models = (Event, Performance, OpenSlot, ChangeSet, Change)
    return tuple(model.objects.using("drill").count() for model in models)


def test_a_clone_killed_at_any_statement_is_nothing_or_everything(stage: Stage):
    assert script(stage, PREPARE) == 0
    nothing, everything = (1, SETS, 0, 0, 0), (2, 2 * SETS, 0, 1, SETS + 1)
    assert counts() == nothing

    killed = 0
    while (ended := script(stage, CLONE, killed + 1)) == -signal.SIGKILL:
        killed += 1
        assert counts() == nothing

    assert ended == 0
    assert counts() == everything
    assert killed >= 8


@pytest.mark.parametrize(
    ("moment", "sums"),
    [("before commit", (1, SETS, 0, 0, 0)), ("after commit", (2, 2 * SETS, 0, 1, SETS + 1))],
)
def test_the_commit_is_what_decides(stage: Stage, moment: str, sums: tuple[int, ...]):
    assert script(stage, PREPARE) == 0

    assert script(stage, CLONE, moment) == -signal.SIGKILL

    assert counts() == sums
