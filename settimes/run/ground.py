"""What must hold before anything is started: an address to listen on, a folder of one's own."""

import errno
import fcntl
import os
import shutil
import socket
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from settimes import environment as env

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# How programs report the same: SQLite, and what strerror(3) says.
NO_ROOM_SAID = ("database or disk is full", "No space left on device", "Disk quota exceeded")


class Refusal(Exception):
    """It cannot start, or go on; the message says what a person can do."""


def disk_full(data_dir: Path) -> Refusal:
    return Refusal(
        f"The disk is full. Make room where {data_dir} is, then start again; nothing is lost."
    )


class Address(NamedTuple):
    """Where the web server listens."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> "Address":
        host = env.text("HOST", default="127.0.0.1").removeprefix("[").removesuffix("]")
        return cls(host, env.whole_number("PORT", default=8000, at_least=1, at_most=65535))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def from_here(self) -> "Address":
        """The same server as this machine reaches it."""
        return Address({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host), self.port)  # noqa: S104

    @property
    def site_url(self) -> str:
        """What links are made of when SITE_URL is not set."""
        try:
            here = ip_address(self.host)
        except ValueError:
            return f"http://{self}"
        local = here.is_loopback or here.is_unspecified
        return f"http://localhost:{self.port}" if local else f"http://{self}"

    def check_free(self) -> None:
        """Refuse when nobody could listen here, or somebody else does."""
        try:
            family, kind, _, _, place = socket.getaddrinfo(
                self.host, self.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
            )[0]
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except socket.gaierror as error:
            raise Refusal(f"HOST={self.host!r} is no address of this machine.") from error
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = self.port + 1 if self.port < 65535 else 8000  # noqa: PLR2004 - the last one
                raise Refusal(
                    f"Something else already listens on {self}."
                    f" Stop it, or choose another port: PORT={other} make run"
                ) from error
            if error.errno == errno.EACCES:
                raise Refusal(f"Only root may listen on {self}: PORT=8000 make run") from error
            raise Refusal(f"Cannot listen on {self}: {error.strerror}.") from error


class DataDir:
    """The folder that one run has to itself for as long as any of its processes lives.

    Each of them keeps `lock` open.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.logs = path / "logs"
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Bare, because it is never closed: the lock is held until the last process has ended.
            self.lock = os.open(path / "lock", os.O_RDWR | os.O_CREAT, mode=0o600)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise disk_full(path) from error
            raise Refusal(
                f"Cannot write to {path}: {error.strerror}."
                " Set DATA_DIR to a folder that you may write to."
            ) from error

    def free(self) -> int:
        """Return how many bytes may still be written here."""
        return shutil.disk_usage(self.path).free

    def take(self, say: Callable[[str], None], *, patience: float = 20) -> None:
        """Lock the folder, or refuse and name who has it.

        After a kill -9 the processes of that run need a moment to end: wait for them.
        """
        deadline = time.monotonic() + patience
        waiting = False
        while not self._locked():
            holder = os.pread(self.lock, 20, 0).decode()
            if (holder.isdecimal() and _alive(int(holder))) or time.monotonic() > deadline:
                raise Refusal(
                    f"SetTimes is already running on {self.path} (process {holder or 'unknown'})."
                    f" Stop it first (kill {holder or '…'}), or give this one a folder of its own:"
                    " DATA_DIR=… make run"
                )
            if not waiting:
                say("The last run is still ending; waiting for it.")
            waiting = True
            time.sleep(0.1)
        os.ftruncate(self.lock, 0)
        os.pwrite(self.lock, str(os.getpid()).encode(), 0)

    def _locked(self) -> bool:
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True
