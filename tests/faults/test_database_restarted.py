"""PostgreSQL crashes and comes back while mail leaves: what left is known, none doubles."""

import os
import signal
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.faults.conftest import copies_on, set_up
from tests.faults.stage import Stage, forget_connection
from tests.servers import FOLDER, start_postgresql

pytestmark = pytest.mark.drill


@pytest.fixture
def own_stage(django_db_blocker) -> Iterator[Stage]:
    """A stage with a server of its own, so that no other test is cut off."""
    if not os.environ.get("DATABASE_URL"):
        pytest.skip("SQLite has no server to restart")
    server = start_postgresql(Path(os.environ[FOLDER]) / f"own-{uuid.uuid4().hex[:8]}")
    with set_up(copies_on(server), django_db_blocker) as stage:
        yield stage


def crash(stage: Stage) -> None:
    """Kill one of the server's processes: it ends all others, recovers and starts anew."""
    with closing(psycopg.connect(stage.database_url, autocommit=True)) as other:
        (victim,) = other.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND datname = current_database() AND application_name <> 'drill'"
            " AND pid <> pg_backend_pid()"
        ).fetchone()
        os.kill(victim, signal.SIGKILL)
        # The server learns of it a moment later, and until then goes on as if nothing was.
        stage.wait_until(lambda: is_cut(other))
    stage.wait_until(lambda: is_up(stage))


def is_cut(connection: psycopg.Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return True
    return False


def is_up(stage: Stage) -> bool:
    try:
        psycopg.connect(stage.database_url).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_database_that_crashes_again_and_again_doubles_nothing(own_stage: Stage):
    stage = own_stage
    stage.sink.delay = 0.01
    stage.plan(400)
    stage.beat()
    worker = stage.worker()
    for part in range(1, 5):
        stage.wait_until_sent(part * 40)
        crash(stage)
    assert worker.poll() is None
    forget_connection()
    stage.wait_until_drained()
    stage.check()
