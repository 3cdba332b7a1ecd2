"""SIGTERM, as every deploy sends it: the mail in hand is finished, the others are given back."""

import os
import signal

import pytest

from tests.faults.stage import Stage

pytestmark = pytest.mark.drill


@pytest.mark.parametrize("pool", ["solo", "prefork"])
def test_a_worker_told_to_stop_finishes_what_it_holds(stage: Stage, pool: str):
    stage.sink.delay = 0.02
    stage.plan(600)
    beat = stage.beat()
    worker = stage.worker(pool=pool)
    stage.wait_until_sent(60)
    stage.kill(beat)
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(60) == 0
    states = stage.states()
    assert set(states) == {"sent", "planned"}
    assert states["planned"] > 0
    stage.beat()
    stage.worker()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 600}


def test_a_worker_told_to_stop_does_not_wait_for_an_answer_that_never_comes(stage: Stage):
    stage.sink.rule("dot", "stall", to="fan1@example.org")
    stage.plan(3)
    patient = {"MAIL_REPLY_TIMEOUT": "100s", "MAIL_HANDING_LEASE": "105s"}
    beat = stage.beat()
    worker = stage.worker(pool="prefork", **patient)
    stage.wait_until(lambda: stage.states()["handing"] == 1)
    stage.wait_until(lambda: stage.sink.rules[0].hits == 1)
    stage.kill(beat)
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(60) == 0
    assert stage.states()["handing"] == 1
    # The lease was long; the reaper would wait for it.
    stage.messages.filter(state="handing").update(lease_until="2026-01-01T00:00Z")
    stage.beat()
    stage.worker()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 2, "uncertain": 1}


@pytest.mark.parametrize("pool", ["solo", "prefork"])
def test_a_worker_told_to_stop_waits_for_an_answer_that_is_slow(stage: Stage, pool: str):
    """Slower than a round and its grace: without more patience each deploy would make doubt."""
    stage.sink.delay = 6.0
    (slow,) = stage.plan(1)
    stage.publish("deliver_bulk")
    patient = {"MAIL_REPLY_TIMEOUT": "30s", "MAIL_HANDING_LEASE": "40s", "MAIL_ROUND": "1s"}
    worker = stage.worker(pool=pool, **patient)
    stage.wait_until(lambda: stage.states()["handing"] == 1)
    os.kill(worker.pid, signal.SIGTERM)
    assert worker.wait(60) == 0
    assert stage.states() == {"sent": 1}
    assert stage.sink.recipients() == [slow]
    stage.check()
