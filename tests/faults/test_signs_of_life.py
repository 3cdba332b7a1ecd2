"""Worker and beat are seen as soon as each runs, and each for itself."""

import re

import pytest

from tests.faults.stage import Stage

pytestmark = pytest.mark.drill


def seen(stage: Stage) -> set[str]:
    return set(re.findall(r"^(Worker|Beat): \d+ s ago$", stage.command("outbox").stdout, re.M))


def test_worker_and_beat_are_seen_each_for_itself(stage: Stage):
    assert seen(stage) == set()
    stage.worker()
    stage.wait_until(lambda: seen(stage) == {"Worker"})
    stage.beat()
    stage.wait_until(lambda: seen(stage) == {"Worker", "Beat"})
