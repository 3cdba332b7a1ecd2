"""kill -9 at random, of workers and of the web server, while a publish is told to thousands.

TELL_KILLS and FANS choose how long it runs, SEED when it kills. `make drill` prints the table.
"""

import os
import random
import threading
import time
from collections import Counter
from contextlib import suppress

import pytest

from tests.dummies.management.commands.crowd import HEADLINER, OTHERS
from tests.faults.organizer import Organizer
from tests.faults.stage import Stage
from tests.faults.table import TOLD
from tests.faults.test_killed_at_random import children
from tests.faults.told_once import Post, is_all_told, lineup
from tests.faults.web import Web

pytestmark = pytest.mark.drill

KILLS = int(os.environ.get("TELL_KILLS", "50"))
FANS = int(os.environ.get("FANS", "2000"))
SEED = int(os.environ.get("SEED", "20261121"))
WORKERS = 2
# An answer of the web server is worth so many mails.
AN_ANSWER = 20
# Minutes and an hour in production.
SOON = {"QUIET_FOR": "2s", "QUIET_AT_MOST": "15s", "COLLECT_EVERY": "1s"}
WEB, WHOLE_WEB, WORKER, WHOLE_WORKER = "web", "whole web", "worker", "whole worker"
VICTIMS = {WEB: 7, WHOLE_WEB: 1, WORKER: 10, WHOLE_WORKER: 2}


class Show(threading.Thread):
    """Ed publishes, then moves set after set, every other move not for good, until told to stop."""

    def __init__(self, stage: Stage, ed: Organizer, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.stage, self.ed, self.chance = stage, ed, chance
        self.enough = threading.Event()
        self.error: Exception | None = None
        self.moves = 0

    @property
    def progress(self) -> int:
        return len(self.stage.sink.mails) + AN_ANSWER * self.ed.answers

    def run(self) -> None:
        try:
            self._run()
        except Exception as error:  # noqa: BLE001 - it is the drill's to tell
            self.error = error

    def _run(self) -> None:
        self.ed.sign_in()
        self.ed.publish()
        self.ed.start(HEADLINER, "18:30")
        while not self.enough.is_set():
            self._move(is_undone=False)
            self._move(is_undone=True)

    def _move(self, *, is_undone: bool) -> None:
        """Let one of the others start at a minute that it never had."""
        self.moves += 1
        hour = self.chance.randrange(len(OTHERS))
        self.ed.start(OTHERS[hour], f"{19 + hour}:{self.moves:02}")
        if is_undone:
            time.sleep(self.chance.uniform(0, 4))  # before anybody heard of it, or after
            self.ed.undo()
        time.sleep(self.chance.uniform(0, 4))


def test_what_is_told_while_all_is_killed_is_true_and_told_once(stage: Stage, record_property):
    chance = random.Random(SEED)
    assert stage.command("crowd", str(FANS), str(SEED)).returncode == 0
    stage.environment |= SOON
    stage.sink.delay = 0.004
    web = Web(stage)
    stage.beat()
    workers = [stage.worker(pool="prefork", processes=2) for _ in range(WORKERS)]
    show = Show(stage, Organizer(web.port), random.Random(SEED))
    show.start()
    kills = Counter[str]()

    def kill(kind: str) -> None:
        number = chance.randrange(WORKERS)
        if kind == WHOLE_WEB:
            web.kill_and_start()
        elif kind == WHOLE_WORKER:
            stage.kill(workers[number])
            workers[number] = stage.worker(pool="prefork", processes=2)
        else:
            victims = children(web.process.pid if kind == WEB else workers[number].pid)
            if not victims:  # killed just before, and not up again
                return
            with suppress(ProcessLookupError):
                os.kill(chance.choice(victims), 9)
        kills[kind] += 1

    for _ in range(KILLS // 10):
        time.sleep(chance.uniform(0.2, 2.0))  # in the midst of signing in, or of publishing
        kill(WEB)
    done = show.progress
    while kills.total() < KILLS:
        # A kill is worth nothing while nothing happens: wait for some more each time.
        done += FANS / KILLS * chance.uniform(0.2, 1.0)
        stage.wait_until(lambda done=done: show.progress >= done or not show.is_alive())
        if show.error:
            raise show.error
        kill(*chance.choices(list(VICTIMS), VICTIMS.values()))
    show.enough.set()
    show.join(timeout=300)
    if show.error:
        raise show.error
    stage.wait_until(lambda: is_all_told(stage), seconds=600)
    assert stage.command("send_digests").returncode == 0
    # A server killed between its commit and the pages' token leaves them old for half a minute.
    stage.wait_until(lambda: show.ed.truth() == lineup(stage), seconds=90)
    post = Post(stage, lineup(stage))
    record_property(TOLD, row(post, kills))
    post.check()


def row(post: Post, kills: Counter[str]) -> str:
    database = "PostgreSQL" if post.stage.database_url.startswith("postgresql") else "SQLite"
    figures = [
        FANS,
        len(post.stage.sink.mails),
        sum(post.by_mail.values()),
        kills[WORKER] + kills[WHOLE_WORKER],
        kills[WEB] + kills[WHOLE_WEB],
        len(post.doubled),
        len(post.wrong),
        post.stage.uncertain,
        SEED,
    ]
    return f"| {database} | " + " | ".join(map(str, figures)) + " |"
