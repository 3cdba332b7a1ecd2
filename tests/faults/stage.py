"""A stage for drills: a database, a broker and a sink of its own, and real worker processes."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import redis
from celery import Celery
from django.db import connections

from settimes.embedded import start_valkey, wait_for
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import Plan, row
from settimes.outbox.states import OPEN, State
from tests.dummies.models import Told
from tests.smtp_sink import Sink

ROOT = Path(__file__).parents[2]
# Everything that takes minutes in production takes seconds here; not fewer, for a busy machine that
# lets an answer wait would make doubt where a drill expects none.
SHORT = {
    "MAIL_SWEEP": "1s",
    "MAIL_CLAIM_LEASE": "3s",
    "MAIL_HANDING_LEASE": "10s",
    "MAIL_CONNECT_TIMEOUT": "5s",
    "MAIL_COMMAND_TIMEOUT": "5s",
    "MAIL_BODY_TIMEOUT": "2s",
    "MAIL_REPLY_TIMEOUT": "6s",
    "MAIL_BREAKER_FIRST": "500ms",
    "MAIL_BREAKER_LONGEST": "1s",
    "MAIL_RETRY_FIRST": "1s",
    "MAIL_RETRY_LONGEST": "2s",
    "MAIL_ROUND": "3s",
}
LONGEST_LEASE = 10.0
# Two leases, the reaper's look, the sweep's, and a very busy machine.
PATIENCE = 2 * LONGEST_LEASE + 100
# Who is killed or stopped at a step of one lane must not have another lane's mail in hand, nor its
# transaction: on SQLite that is the one write lock, and everybody waits while the process stands.
ONE_LANE = {"MAIL_CONNECTIONS_URGENT": "1", "MAIL_CONNECTIONS_BULK": "1"}
WORKER = ("worker", "--without-gossip", "--without-mingle", "--loglevel", "warning")


@dataclass
class Stage:
    folder: Path
    database_url: str
    sink: Sink
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    broker: subprocess.Popen[bytes] | None = None
    planned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.environment = (
            os.environ
            | SHORT
            | {
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "CELERY_TASK_ALWAYS_EAGER": "false",
                "DATA_DIR": str(self.folder),
                "DATABASE_URL": self.database_url,
                "REDIS_URL": f"unix://{self.folder}/v.sock",
                "EMAIL_URL": self.sink.url,
            }
        )

    # processes

    def start_broker(self) -> None:
        self.broker = start_valkey(self.folder / "v.sock", log=self.folder / "valkey.log")
        wait_for(self.folder / "v.sock", self.broker)

    def stop_broker(self) -> None:
        if self.broker is not None:
            self.broker.kill()
            self.broker.wait()
            self.broker = None

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a process in a session of its own, so that it can be killed with its children."""
        with (self.folder / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env=self.environment | environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def worker(
        self, *, pool: str = "solo", processes: int = 1, crash_at: str = "", **environment: str
    ) -> subprocess.Popen[bytes]:
        if crash_at:
            environment |= ONE_LANE
        return self.start(
            "celery", "-A", "settimes", *WORKER, "--pool", pool, "-c", str(processes),
            "-n", f"worker{len(self.processes)}@drill",
            SETTIMES_CRASH_AT=crash_at, **environment,
        )  # fmt: skip

    def beat(self) -> subprocess.Popen[bytes]:
        state = self.folder / f"beat{len(self.processes)}"
        return self.start(
            "celery", "-A", "settimes", "beat", "--loglevel", "warning",
            "--schedule", str(state), "--pidfile", "",
        )  # fmt: skip

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @staticmethod
    def kill(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to a process of ours and all its children."""
        if process.poll() is None:
            os.killpg(process.pid, how)
        if how == signal.SIGKILL:
            process.wait()

    def close(self) -> None:
        for process in self.processes:
            self.kill(process)
        self.stop_broker()

    def publish(self, task: str) -> None:
        """Publish a task of the outbox, as a hint or beat does."""
        with Celery(broker=f"redis+socket://{self.folder}/v.sock") as app:
            queue = {"deliver_bulk": "bulk", "deliver_urgent": "urgent"}.get(task, "clock")
            app.send_task(f"settimes.outbox.tasks.{task}", queue=queue)

    def redis(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=f"{self.folder}/v.sock")

    def wait_until_up(self, workers: int) -> None:
        """Wait until so many workers answer."""
        with Celery(broker=f"redis+socket://{self.folder}/v.sock") as app:
            self.wait_until(lambda: len(app.control.ping(timeout=1.0)) == workers)

    def wait_until_idle(self) -> None:
        """Wait until every task that was published is done, and a little longer."""
        self.wait_until(self._is_idle)
        time.sleep(0.3)  # a task on its way from the queue to its worker is in neither
        self.wait_until(self._is_idle)

    def _is_idle(self) -> bool:
        with self.redis() as broker:
            queued = sum(broker.llen(queue) for queue in ("urgent", "bulk", "clock"))
            return queued + broker.hlen("unacked") == 0

    # mails

    def plan(self, count: int = 1, *, kind: str = "dummy", **fields: object) -> list[str]:
        """Plan mails to addresses nobody was written to yet; return these."""
        first = len(self.planned)
        new = [f"fan{number}@example.org" for number in range(first, first + count)]
        self.planned += new
        self.messages.bulk_create(
            [row(Plan(key=address, kind=kind, to=address, **fields)) for address in new],
            batch_size=40,
        )
        return new

    @property
    def messages(self):
        return Message.objects.using("drill")

    def states(self) -> Counter[str]:
        return Counter(self.messages.order_by().values_list("state", flat=True))

    def wait_until(self, true: Callable[[], object], *, seconds: float = PATIENCE) -> None:
        deadline = time.monotonic() + seconds
        while not true():
            if time.monotonic() > deadline:
                raise AssertionError(f"It did not happen.\n{self._what_is_known()}")
            time.sleep(0.05)

    def _what_is_known(self) -> str:
        still_open = self.messages.filter(state__in=OPEN).values_list(
            "pk", "state", "reason", "owner", "lease_until", "changed", "not_before"
        )
        running = [process.pid for process in self.processes if process.poll() is None]
        log = (self.folder / "processes.log").read_text()
        lines = [f"{datetime.now(UTC)}: {self.states()}, running: {running}"]
        lines += [" ".join(map(str, row)) for row in still_open[:5]]
        return "\n".join([*lines, log[-6000:]])

    def drained(self) -> bool:
        return not self.messages.filter(state__in=OPEN).exists()

    def wait_until_drained(self) -> None:
        self.wait_until(self.drained)

    def wait_until_quiet(self) -> None:
        """Wait until nothing has left for two seconds."""
        seen = (-1, 0.0)

        def quiet() -> bool:
            nonlocal seen
            now = time.monotonic()
            if seen[0] != len(self.sink.mails):
                seen = (len(self.sink.mails), now)
            return now - seen[1] > 2.0

        self.wait_until(quiet)

    def wait_until_sent(self, count: int) -> None:
        self.wait_until(lambda: len(self.sink.mails) >= count)

    # invariants

    def doubled(self) -> list[str]:
        return [to for to, count in Counter(self.sink.recipients()).items() if count > 1]

    def lost(self) -> list[str]:
        """Return who got nothing although no row says so."""
        got = set(self.sink.recipients())
        named = [State.FAILED, State.SUPPRESSED, State.UNCERTAIN]
        accounted = set(self.messages.filter(state__in=named).values_list("to", flat=True))
        return [to for to in self.planned if to not in got | accounted]

    def check(self) -> None:
        """After every drill: none doubled, none silently lost, sums equal, nothing left over."""
        assert self.doubled() == []
        assert self.lost() == []
        assert sorted(self.messages.values_list("to", flat=True)) == sorted(self.planned)
        assert self.messages.filter(state__in=OPEN).count() == 0
        sent = set(self.messages.filter(state=State.SENT).values_list("to", flat=True))
        assert sent <= set(self.sink.recipients())
        told = dict(Told.objects.using("drill").values_list("key", "state"))
        truth = self.messages.filter(kind="dummy", state__in=[State.SENT, State.UNCERTAIN])
        assert told == dict(truth.values_list("key", "state"))
        proof = self.command("outbox", "--check")
        assert (proof.returncode, proof.stderr) == (0, "")
        assert proof.stdout.startswith(f"{len(self.planned)} planned = ")

    @property
    def uncertain(self) -> int:
        return self.messages.filter(state=State.UNCERTAIN).count()


URGENT = Priority.URGENT
BULK = Priority.BULK


def forget_connection() -> None:
    connections["drill"].close()
