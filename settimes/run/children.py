"""The processes of one run: none hears the terminal's Ctrl-C, none outlives the launcher."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1  # prctl(2)
LIBC = ctypes.CDLL(None)
LARGEST_LOG = 5_000_000


@dataclass(frozen=True)
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path
    log_began: int

    def last_words(self, lines: int = 20) -> str:
        """Return the end of what this process has logged."""
        with self.log.open("rb") as file:
            file.seek(max(self.log_began, self.log.stat().st_size - 50_000))
            text = file.read().decode(errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    stdout: int | None = None,
    keep_open: Iterable[int] = (),
) -> subprocess.Popen[bytes]:
    """Start `command` in a session of its own, writing to `log`; it ends when this process ends."""
    with log.open("ab") as out:
        return subprocess.Popen(  # noqa: S603 - our own commands
            command,
            stdin=subprocess.DEVNULL,
            stdout=out if stdout is None else stdout,
            stderr=out,
            start_new_session=True,
            pass_fds=tuple(keep_open),
            preexec_fn=_tied_to(os.getpid()),  # noqa: PLW1509 - the launcher has one thread
        )


def _tied_to(parent: int) -> Callable[[], None] | None:
    """Return what a child does before exec, so that even kill -9 of its parent ends it."""
    if sys.platform != "linux":
        return None

    def tie() -> None:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the tie held
            os._exit(1)

    return tie


def fresh_log(folder: Path, name: str) -> Path:
    """Return where `name` logs; what grew large is put aside, replacing what was put aside last."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{name}.log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(folder / f"{name}.log.1")
    log.touch()
    return log


def end(processes: Iterable[subprocess.Popen[bytes]], *, patience: float) -> None:
    """Ask these to end; kill whoever has not within `patience` seconds, with all its children."""
    asked = [process for process in processes if process.poll() is None]
    for process in asked:
        process.terminate()
    deadline = time.monotonic() + patience
    for process in asked:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
