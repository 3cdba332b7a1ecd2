"""kill -9 at random, over thousands of mails: none doubled, none lost, every doubt named.

KILLS and MAILS choose how long it runs, SEED when it kills. `make drill` prints the table.
"""

import os
import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.stage import Stage
from tests.faults.table import PROPERTY

pytestmark = pytest.mark.drill

KILLS = int(os.environ.get("KILLS", "60"))
MAILS = int(os.environ.get("MAILS", "2000"))
SEED = int(os.environ.get("SEED", "20261121"))
WORKERS = 2
# Every so many kills the whole worker goes, not only one of its processes.
WHOLE_WORKER = 10


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def row(stage: Stage, kills: int) -> str:
    database = "PostgreSQL" if stage.database_url.startswith("postgresql") else "SQLite"
    figures = [
        len(stage.planned),
        kills,
        len(stage.doubled()),
        len(stage.lost()),
        stage.uncertain,
        SEED,
    ]
    return f"| {database} | " + " | ".join(f"{figure}" for figure in figures) + " |"


def test_random_kills_double_and_lose_nothing(stage: Stage, record_property):
    chance = random.Random(SEED)
    stage.sink.delay = 0.004  # a server's usual time for an answer: the moment of doubt
    stage.plan(MAILS)
    stage.beat()
    workers = [stage.worker(pool="prefork", processes=2) for _ in range(WORKERS)]
    between = MAILS / (KILLS + 5)
    kills = 0
    while kills < KILLS:
        # A kill is worth nothing while nothing happens: wait for some mails more each time.
        done = len(stage.sink.mails) + between * chance.uniform(0.2, 1.0)
        stage.wait_until(lambda done=done: len(stage.sink.mails) >= done or stage.drained())
        if stage.drained():  # quicker than the kills: more mails, so that each kill hits some
            stage.plan(MAILS // 4)
        number = chance.randrange(WORKERS)
        if kills % WHOLE_WORKER == WHOLE_WORKER - 1:
            stage.kill(workers[number])
            workers[number] = stage.worker(pool="prefork", processes=2)
            kills += 1
        elif victims := children(workers[number].pid):
            with suppress(ProcessLookupError):
                os.kill(chance.choice(victims), 9)
                kills += 1
    stage.wait_until(stage.drained, seconds=300)
    record_property(PROPERTY, row(stage, kills))
    stage.check()
