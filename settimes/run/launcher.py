"""One run of SetTimes, from the first process to the last."""

import http.client
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http.request import validate_host

from settimes import environment as env
from settimes.embedded import start_valkey, wait_for
from settimes.run import HAS_SAID_WHY
from settimes.run.children import Child, end, fresh_log, spawn
from settimes.run.ground import NO_ROOM_SAID, Address, DataDir, Refusal, disk_full

LONGEST_START = 120
# A request or a mail under way may finish; whoever takes longer is killed.
PATIENCE = 8
# A disk with less is full.
A_LITTLE = 100_000


class Stopped(Exception):
    """Somebody asked this run to end."""


def say(sentence: str) -> None:
    # Whoever read this may be gone (`make run | head`); that is no reason to stop.
    with suppress(BrokenPipeError):
        sys.stdout.write(f"{sentence}\n")
        sys.stdout.flush()


class Run:
    def __init__(self, address: Address, data_dir: DataDir, *, site_url: str) -> None:
        self.address, self.data_dir, self.site_url = address, data_dir, site_url
        self.valkey: Child | None = None
        self.step: Child | None = None
        self.servers: list[Child] = []
        self.stop_asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # `nohup make run` means what it says.
            if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:
                signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, *_: object) -> None:
        # Only a mark: an exception from here could come between starting a child and noting it.
        self.stop_asked = True

    def start(self) -> None:
        if not env.text("REDIS_URL"):
            self._start_valkey()
        self._do("preparation", "settimes.run.prepare", stdout=sys.stdout.fileno())
        say("Starting the web server, a worker and the clock.")
        self._serve("web", "gunicorn", "settimes.wsgi", "--bind", str(self.address))
        celery = ("celery", "--quiet", "--app", "settimes")
        # One worker has no neighbours to look for.
        alone = ("--without-mingle", "--without-gossip")
        self._serve("worker", *celery, "worker", "--loglevel", "INFO", "-c", "2", *alone)
        schedule = str(self.data_dir.path / "beat-schedule")
        self._serve("beat", *celery, "beat", "--schedule", schedule)
        account = self._do("account", "settimes.run.account", stdout=subprocess.PIPE)
        self._wait_until_ready()
        self._welcome(account.splitlines())

    def watch(self) -> None:
        """Wait until somebody or something ends the run: Stopped, or Refusal that says what."""
        while True:
            self._pause()

    def end(self) -> None:
        """End every process: first who uses the queue, then the queue."""
        users = [self.step, *self.servers] if self.step else self.servers
        end([child.process for child in users], patience=PATIENCE)
        end([self.valkey.process] if self.valkey else [], patience=PATIENCE)

    def _start_valkey(self) -> None:
        say("Starting Valkey.")
        socket = env.embedded_socket(settings.DATA_DIR)
        log = fresh_log(self.data_dir.logs, "valkey")
        began = log.stat().st_size
        process = start_valkey(socket, log=log, keep_open=[self.data_dir.lock])
        self.valkey = Child("valkey", process, log, began)
        try:
            wait_for(socket, process)
        except TimeoutError:
            raise self._ended(self.valkey) from None

    def _child(self, name: str, module: str, *arguments: str, stdout: int | None = None) -> Child:
        log = fresh_log(self.data_dir.logs, name)
        began = log.stat().st_size
        command = [sys.executable, "-m", module, *arguments]
        process = spawn(command, log=log, stdout=stdout, keep_open=[self.data_dir.lock])
        return Child(name, process, log, began)

    def _serve(self, name: str, module: str, *arguments: str) -> None:
        self.servers.append(self._child(name, module, *arguments))

    def _do(self, name: str, module: str, *, stdout: int) -> str:
        """Run a module to its end and return what it wrote, if `stdout` is a pipe."""
        step = self.step = self._child(name, module, stdout=stdout)
        while step.process.poll() is None:
            self._pause()
        self.step = None
        if step.process.returncode == HAS_SAID_WHY:
            raise Refusal("Not started.")
        if step.process.returncode != 0:
            raise self._ended(step)
        return step.process.stdout.read().decode() if step.process.stdout else ""

    def _pause(self) -> None:
        if self.stop_asked:
            raise Stopped
        for child in [self.valkey, *self.servers]:
            if child and child.process.poll() is not None:
                raise self._ended(child)
        time.sleep(0.1)

    def _ended(self, child: Child) -> Refusal:
        words = child.last_words()
        # The log is on the same disk, so the last words may be missing.
        if self.data_dir.free() < A_LITTLE or any(sign in words for sign in NO_ROOM_SAID):
            return disk_full(self.data_dir.path)
        return Refusal(
            f"The {child.name} process ended by itself (exit code {child.process.poll()})."
            f" Everything else is stopped as well. The end of {child.log}:\n{words}"
        )

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + LONGEST_START
        # /readyz logs what is missing: not before there is a server that could be ready.
        for path in ("/healthz", "/readyz"):
            while not self._says_ok(path):
                if time.monotonic() > deadline:
                    web = self.servers[0]
                    raise Refusal(f"Not ready after {LONGEST_START} s. {web.last_words(1)}")
                for _ in range(3):
                    self._pause()

    def _says_ok(self, path: str) -> bool:
        host, port = self.address.from_here
        connection = http.client.HTTPConnection(host, port, timeout=10)
        hosts = [env.host_of(self.site_url), *(name.lstrip(".") for name in settings.ALLOWED_HOSTS)]
        allowed = next(name for name in hosts if validate_host(name, settings.ALLOWED_HOSTS))
        try:
            connection.request("GET", path, headers={"Host": allowed})
            return connection.getresponse().read() == b"ok\n"
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _welcome(self, account: list[str]) -> None:
        say(f"\nSetTimes is ready: {self.site_url}/")
        if len(account) == 1:
            say(f"Nobody has an account yet. Make the first one at {self.site_url}{account[0]}")
        elif account:
            email, password = account
            say(f"Organizers sign in at {self.site_url}/manage/")
            say(f"  e-mail    {email}\n  password  {password}")
            kept: Path = settings.DATA_DIR / "demo-password"
            say(f"(Kept in {kept}, and shown here until you change it.)")
        say("Press Ctrl-C to stop.\n")
