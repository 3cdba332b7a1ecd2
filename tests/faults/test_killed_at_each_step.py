"""kill -9 at each step of a mail's way: only between `handing` and its answer may doubt remain."""

import os
import signal
import subprocess
import sys

import pytest

from tests.faults.stage import ROOT, Stage

pytestmark = pytest.mark.drill

HARMLESS = ("after_claim", "after_rcpt", "before_handing_commits", "after_sent")
DOUBTFUL = ("after_handing", "before_dot", "after_dot", "after_250")

PLANNER = """
import os, signal, sys
import django
django.setup()
from django.db import transaction
from settimes.outbox.planning import plan
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
with transaction.atomic():
    if sys.argv[1] == "after commit":
        transaction.on_commit(die)
    plan(key=sys.argv[2], kind="dummy", to=sys.argv[2])
    if sys.argv[1] == "before commit":
        die()
if sys.argv[1] == "after publish":
    die()
"""


def test_a_worker_killed_at_any_step_doubles_and_loses_nothing(stage: Stage):
    stage.beat()
    for point in HARMLESS + DOUBTFUL:
        stage.plan(2)
        worker = stage.worker(crash_at=point)
        stage.wait_until(lambda dying=worker: dying.poll() is not None)
        assert worker.returncode == -signal.SIGKILL
    stage.plan(2)
    stage.worker()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {
        "uncertain": len(DOUBTFUL),
        "sent": len(stage.planned) - len(DOUBTFUL),
    }


def test_a_planner_killed_before_its_hint_is_found_by_the_sweep(stage: Stage):
    """What a web process leaves behind: nothing at all, or a row that is sent."""
    for number, moment in enumerate(["before commit", "after commit", "after publish"]):
        address = f"fan{number}@example.org"
        planner = subprocess.run(
            [sys.executable, "-c", PLANNER, moment, address],
            cwd=ROOT,
            env=stage.environment,
            check=False,
        )
        assert planner.returncode == -signal.SIGKILL
    stage.planned = ["fan1@example.org", "fan2@example.org"]
    assert stage.states() == {"planned": 2}
    stage.beat()
    stage.worker()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 2}


@pytest.mark.parametrize("point", ["after_claim", "after_handing", "after_dot"])
def test_a_worker_that_sleeps_through_its_lease_sends_nothing_twice(stage: Stage, point: str):
    stage.plan(3)
    stage.beat()
    sleeper = stage.worker(crash_at=f"{point}:stop")
    stage.wait_until(lambda: is_stopped(sleeper.pid))
    stage.worker()
    stage.wait_until_drained()
    assert stage.uncertain == (0 if point == "after_claim" else 1)
    os.killpg(sleeper.pid, signal.SIGCONT)
    stage.plan(3)
    # The sleeper wakes up, finds its row gone, or settles the doubt with the answer it gets.
    stage.wait_until(lambda: stage.states() == {"sent": 6} or is_stopped(sleeper.pid))
    os.killpg(sleeper.pid, signal.SIGKILL)
    stage.wait_until_drained()
    stage.check()


def is_stopped(pid: int) -> bool:
    with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - read while it changes
        return stat.read().rpartition(")")[2].split()[0] == "T"


def test_a_worker_frozen_in_a_transaction_holds_up_no_other_mail(stage: Stage):
    stage.plan(3)
    stage.beat()
    frozen = stage.worker(crash_at="before_handing_commits:stop")
    stage.wait_until(lambda: is_stopped(frozen.pid))
    if stage.database_url.startswith("sqlite"):
        os.killpg(frozen.pid, signal.SIGKILL)  # it holds the only write lock there is
    stage.worker()
    stage.plan(20)
    stage.wait_until(lambda: stage.states()["sent"] >= 22)
    stage.kill(frozen)
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 23}
