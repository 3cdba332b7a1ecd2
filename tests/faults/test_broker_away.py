"""The broker dies, forgets everything, refuses everything: rows are the truth, mail goes on."""

import signal
import subprocess
import sys

import pytest

from tests.faults.stage import ROOT, Stage

pytestmark = pytest.mark.drill

PLANNER = """
import sys
import django
django.setup()
from settimes.outbox.planning import plan
for number in range(int(sys.argv[1])):
    address = f"fan{number}@example.org"
    plan(key=address, kind="dummy", to=address)
"""


def plan_elsewhere(stage: Stage, count: int) -> subprocess.CompletedProcess[str]:
    """Plan mails in a process of its own, as a web process does: with a hint for each."""
    stage.planned = [f"fan{number}@example.org" for number in range(count)]
    return subprocess.run(
        [sys.executable, "-c", PLANNER, str(count)],
        cwd=ROOT,
        env=stage.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_mail_planned_while_the_broker_is_dead_leaves_when_it_is_back(stage: Stage):
    stage.beat()
    stage.worker()
    stage.plan(10)
    stage.wait_until_drained()
    stage.stop_broker()
    planner = plan_elsewhere(stage, 30)
    assert planner.returncode == 0
    assert planner.stderr.count("broker away") == 1
    assert stage.states() == {"sent": 10, "planned": 20}
    stage.start_broker()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 30}


def test_a_broker_that_accepts_and_never_answers_holds_nobody_up(stage: Stage):
    """The planner would hang for good: its end is the proof."""
    assert stage.broker is not None
    stage.broker.send_signal(signal.SIGSTOP)
    planner = plan_elsewhere(stage, 30)
    stage.broker.send_signal(signal.SIGCONT)
    assert planner.returncode == 0
    assert planner.stderr.count("broker away") == 1
    stage.beat()
    stage.worker()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 30}


def test_a_broker_that_forgets_everything_loses_nothing(stage: Stage):
    stage.sink.delay = 0.01
    stage.plan(600)
    stage.beat()
    stage.worker()
    for part in range(1, 6):
        stage.wait_until_sent(part * 80)
        stage.redis().flushall()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 600}


def test_a_broker_that_is_full_loses_nothing(stage: Stage):
    stage.sink.delay = 0.01
    stage.plan(300)
    stage.beat()
    stage.worker()
    stage.wait_until_sent(50)
    stage.redis().config_set("maxmemory", "1")
    stage.plan(50)
    stage.wait_until_sent(100)
    stage.redis().config_set("maxmemory", "0")
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 350}
