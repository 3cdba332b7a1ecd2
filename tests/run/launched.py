"""Real `make run` processes in a copy of the checkout, and how to watch them."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
LEFT_BEHIND = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", "__pycache__", "staticfiles", "var"
)
# What pytest, make and tests.servers set must not reach the run under test.
OURS = re.compile(
    r"SECRET_KEY|DEBUG|ALLOWED_HOSTS|SITE_URL|FIELD_KEY|DATABASE_URL|REDIS_URL|EMAIL_URL|POSTAL_ADDRESS"
    r"|STORAGE_URL|HOST|PORT|TRUSTED_PROXIES|DATA_DIR|DJANGO_SETTINGS_MODULE|MAKE.*|MFLAGS|VENV|CI|SETTIMES_.*|PYTEST.*"
    r"|DJANGO_ALLOW_ASYNC_UNSAFE"
)
# For whatever ends by itself: who waits in vain fails, however long that takes.
PATIENCE = 240
PORTS = iter(range(20_000 + os.getpid() % 300 * 40, 32_768))


def copy_checkout(folder: Path) -> Path:
    """Copy the checkout without what a fresh clone does not have."""
    return Path(shutil.copytree(CHECKOUT, folder, ignore=LEFT_BEHIND))


def free_port() -> int:
    """Return a port for a server that will listen a while later.

    None of those that the kernel gives to whoever connects meanwhile; each process has its own.
    """
    for port in PORTS:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def clean_environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not OURS.fullmatch(name)}
    return kept | settings


def make(checkout: Path, *arguments: str, before: tuple[str, ...] = (), **settings: str) -> str:
    """Run make to its end, which must be a failure, and return what it said."""
    done = subprocess.run(
        [*before, "make", *arguments],
        cwd=checkout,
        env=clean_environment(**{"VENV": sys.prefix} | settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 2, done.stdout  # make's code for a recipe that failed
    assert "Traceback" not in done.stdout, done.stdout
    return done.stdout


class Launched:
    """`make run` as from a terminal: make and the launcher are one foreground process group."""

    def __init__(self, checkout: Path, data_dir: Path, **settings: str) -> None:
        self.data_dir, self.port = data_dir, free_port()
        self.output = data_dir.with_suffix(f".{self.port}.txt")
        with self.output.open("w") as out:
            self.make = subprocess.Popen(
                ["make", "run", f"VENV={sys.prefix}"],
                cwd=checkout,
                env=clean_environment(DATA_DIR=str(data_dir), PORT=str(self.port), **settings),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.output.read_text()

    def until(self, sentence: str) -> "Launched":
        for _ in patiently():
            if sentence in self.said():
                return self
            assert self.make.poll() is None, self.said()
        raise AssertionError(f"never said {sentence!r}:\n{self.said()}")

    def until_ready(self) -> "Launched":
        return self.until("Press Ctrl-C to stop.")

    def press_ctrl_c(self) -> None:
        os.killpg(self.make.pid, signal.SIGINT)

    def wait(self) -> str:
        self.make.wait(PATIENCE)
        return self.said()

    def get(self, path: str) -> str:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            return str(answer.read().decode())

    def processes(self) -> dict[int, str]:
        """Return every living process of this run by its id: all have its DATA_DIR.

        Valkey writes its title over its environment, but works in that folder.
        """
        mark = f"DATA_DIR={self.data_dir}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has just ended
                environment = (folder / "environ").read_bytes().split(b"\0")
                if mark in environment or (folder / "cwd").readlink() == self.data_dir:
                    command = (folder / "cmdline").read_bytes().replace(b"\0", b" ")
                    found[int(folder.name)] = command.decode().strip()
        return found

    def worked(self) -> float:
        """Return how many seconds its processes have computed, however busy the machine is."""
        seconds = 0.0
        for pid in self.processes():
            with suppress(OSError):
                said = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                seconds += (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")
        return seconds

    def pid_of(self, part: str) -> int:
        """Return the oldest process whose command has `part`."""
        return min(pid for pid, command in self.processes().items() if part in command)

    def until_nobody_is_left(self) -> None:
        for _ in patiently():
            if not self.processes():
                return
        raise AssertionError(self.processes())

    def close(self) -> None:
        """End it whatever has become of it."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.make.wait(PATIENCE)


def patiently() -> Iterator[None]:
    """Yield often, for as long as anything here may reasonably take on a busy machine."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        yield
        time.sleep(0.05)
