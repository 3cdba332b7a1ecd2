"""Beat dies, and nobody hints: mail is late, is seen to be late, and goes on with the next beat."""

import pytest

from tests.faults.stage import Stage

pytestmark = pytest.mark.drill


def test_mail_is_late_while_beat_is_dead_and_never_doubled(stage: Stage):
    stage.environment["MAIL_OVERDUE_BULK"] = "2s"
    beat = stage.beat()
    stage.worker()
    stage.plan(20)
    stage.wait_until_drained()
    stage.kill(beat)
    stage.wait_until_idle()
    stage.plan(30)
    stage.wait_until(lambda: stage.command("outbox").returncode == 2)
    assert "Bulk mail is due for " in stage.command("outbox").stderr
    assert stage.states() == {"sent": 20, "planned": 30}
    stage.beat()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 50}
    assert stage.command("outbox").returncode == 0
