"""The clock jumps under running workers: mail may be late or in doubt, never doubled or lost."""

import pytest

from tests.faults.stage import Stage

pytestmark = pytest.mark.drill


def test_a_worker_two_hours_ahead_takes_leases_that_run_and_doubles_nothing(stage: Stage):
    """As if the database's clock jumped to and fro: what one holds, the other sees as over."""
    stage.sink.delay = 0.02
    stage.plan(400)
    stage.beat()
    for shift in ("0", "7200"):
        stage.worker(SETTIMES_CLOCK_SHIFT=shift)
    stage.wait_until_drained()
    stage.check()


@pytest.mark.parametrize("shift", ["7200", "-7200"])
def test_a_jump_while_a_worker_holds_mail_doubles_nothing(stage: Stage, shift: str):
    stage.plan(2)
    stage.publish("deliver_bulk")
    dead = stage.worker(crash_at="after_handing")
    stage.wait_until(lambda: dead.poll() is not None)
    stage.redis().flushall()
    later = stage.worker(SETTIMES_CLOCK_SHIFT=shift)
    if shift == "-7200":
        # Two hours back a lease has two hours more to run, and nothing is due yet.
        for task in ("reap", "deliver_bulk", "reap"):
            stage.publish(task)
        stage.wait_until_idle()
        assert stage.states() == {"claimed": 1, "handing": 1}
        stage.kill(later)
        stage.worker()
    stage.beat()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 1, "uncertain": 1}
