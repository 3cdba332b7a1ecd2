"""kill -9 at each step of telling: what was begun is gone on with, and nobody is told twice."""

import signal

import pytest

from fans.models import Round
from tests.faults.stage import Stage
from tests.faults.told_once import Post, is_all_told, lineup

pytestmark = pytest.mark.drill

# A round serves so many at once, and has some left then.
AT_ONCE, FANS = 500, 520
SOON = {"QUIET_FOR": "100ms", "COLLECT_EVERY": "1s"}
# After each death: how far the rounds have come, and how many mails are planned.
STEPS = {
    "after_collecting": ([], 0),
    "before_round_commits": ([0], 0),
    "after_some_of_round": ([AT_ONCE], AT_ONCE),
}


def die(stage: Stage, point: str) -> None:
    worker = stage.worker(crash_at=point)
    stage.wait_until(lambda: worker.poll() is not None)
    assert worker.returncode == -signal.SIGKILL


def test_telling_killed_at_any_step_goes_on_and_tells_once(stage: Stage):
    assert stage.command("crowd", str(FANS), "1").returncode == 0
    assert stage.command("deed", "put_up").returncode == 0
    stage.environment |= SOON
    stage.beat()
    for point, (cursors, planned) in STEPS.items():
        die(stage, point)
        rounds = Round.objects.using("drill").order_by("pk")
        assert list(rounds.values_list("cursor", flat=True)) == cursors
        assert stage.messages.count() == planned
    die(stage, "after_handing")
    stage.worker()
    stage.wait_until(lambda: is_all_told(stage))
    assert stage.states() == {"sent": FANS - 1, "uncertain": 1}
    Post(stage, lineup(stage)).check()
