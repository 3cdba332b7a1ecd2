"""kill -9 in the midst of an import: nothing of it is there, or everything."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.conftest import MakeDatabase
from tests.faults.stage import ROOT

pytestmark = pytest.mark.drill

CHILD = """
import json, os, signal, sys
import django
django.setup()
from django.db import connection, transaction
from events.importing.applying import apply_plan, plan_import
from events.importing.reading import read
from events.models import Event
from tests.cast import make_event
from tests.events.imports import rows

LINES = 200
TEXT = "band,venue,start,genre\\n" + "".join(
    f"Band {n},Venue {n % 9},{18 + n % 5}:00,punk\\n" for n in range(LINES)
)
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
what, seen = sys.argv[1], 0

def counted(execute, sql, params, many, context):
    global seen
    seen += 1
    if what == f"statement {seen}":
        die()
    return execute(sql, params, many, context)

if what == "prepare":
    make_event()
elif what != "count":
    plan = plan_import(Event.objects.get(), read(TEXT))
    with connection.execute_wrapper(counted):
        with transaction.atomic():
            apply_plan(plan, by=None)
            if what == "before commit":
                die()
        if what == "after commit":
            die()
print(json.dumps({"statements": seen, "rows": rows()}))
"""
NOTHING = {"Band": 0, "Venue": 0, "Performance": 0, "ChangeSet": 0, "Change": 0}
EVERYTHING = {"Band": 200, "Venue": 9, "Performance": 200, "ChangeSet": 1, "Change": 200}
Run = Callable[[str], subprocess.CompletedProcess[str]]


@pytest.fixture
def run(make_database: MakeDatabase, tmp_path: Path) -> Run:
    """Run the child in a database of its own, which has one event."""
    url = make_database(tmp_path)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }

    def child(what: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", CHILD, what],
            cwd=ROOT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
        )

    assert child("prepare").returncode == 0
    return child


def told(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def killed(run: Run, moment: str) -> object:
    """Have an import killed, and return what is in the database then."""
    assert run(moment).returncode == -signal.SIGKILL, moment
    return told(run("count"))["rows"]


def test_an_import_killed_before_it_commits_leaves_nothing(run: Run) -> None:
    for moment in ("statement 3", "statement 6", "statement 9", "before commit"):
        assert killed(run, moment) == NOTHING, moment
    whole = told(run("whole"))
    assert whole["rows"] == EVERYTHING
    assert whole["statements"] > 9


def test_an_import_killed_after_it_commits_is_whole_and_is_not_done_twice(run: Run) -> None:
    assert killed(run, "after commit") == EVERYTHING
    assert told(run("whole"))["rows"] == EVERYTHING
