"""The web server as people run it: gunicorn with the project's configuration, two processes."""

import http.client
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.faults.stage import Stage
from tests.run.launched import free_port

PAGE = "/events/vol-7/"
# So many connections that each process gets some: which one answers is the kernel's choice.
ENOUGH = 24


@dataclass(frozen=True)
class Page:
    status: int
    body: str
    headers: dict[str, str]

    @property
    def is_stale(self) -> bool:
        return "stale" in self.headers.get("Cache-Status", "")


class Web:
    def __init__(self, stage: Stage, **environment: str) -> None:
        self.port = free_port()
        stage.environment["PAGE_CACHE_MB"] = "32"
        self.stage, self.environment = stage, environment
        self.process = self._start()
        wait_until(self._answers, seconds=120)

    def _start(self) -> subprocess.Popen[bytes]:
        return self.stage.start(
            "gunicorn", "settimes.wsgi", "--bind", f"127.0.0.1:{self.port}", **self.environment
        )

    def kill_and_start(self) -> None:
        """Kill all of it, and start it again where it was; it answers when it does."""
        self.stage.kill(self.process)
        self.process = self._start()

    def _answers(self) -> bool:
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    def begin_anew(self) -> None:
        """Replace the processes, as a deployment does."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        old = set(children.read_text().split())
        self.process.send_signal(signal.SIGHUP)
        wait_until(lambda: not old & set(children.read_text().split()))
        wait_until(self._answers, seconds=120)

    def get(self, path: str = PAGE, headers: Mapping[str, str] | None = None) -> Page:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", path, headers=dict(headers or {}))
            answer = connection.getresponse()
            return Page(answer.status, answer.read().decode(), dict(answer.headers))
        finally:
            connection.close()

    def everywhere(self, path: str = PAGE) -> list[Page]:
        """Ask every process."""
        return [self.get(path) for _ in range(ENOUGH)]


def wait_until(done: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "This takes too long."
        time.sleep(0.1)
