"""The database is locked, cuts connections, fills its disk: what left is known, none doubles."""

import contextlib
import resource
import sqlite3
import threading
import time

import psycopg
import pytest

from tests.faults.stage import LONGEST_LEASE, Stage

pytestmark = pytest.mark.drill


def on_sqlite(stage: Stage) -> bool:
    return stage.database_url.startswith("sqlite")


def hold_write_lock(stage: Stage, seconds: float) -> threading.Thread:
    """Let another client write for so long."""

    def on_sqlite_file() -> None:
        path = stage.database_url.removeprefix("sqlite:///")
        with contextlib.closing(sqlite3.connect(path, timeout=20, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")

    def on_postgresql() -> None:
        with psycopg.connect(stage.database_url) as other:
            other.execute("LOCK TABLE outbox_message IN EXCLUSIVE MODE")
            time.sleep(seconds)

    thread = threading.Thread(target=on_sqlite_file if on_sqlite(stage) else on_postgresql)
    thread.start()
    return thread


def test_a_lock_held_by_somebody_else_delays_and_doubles_nothing(stage: Stage):
    stage.sink.delay = 0.01
    stage.plan(300)
    stage.beat()
    stage.worker()
    stage.wait_until_sent(60)
    # Longer than any lease: the reaper may come before the answer is written down.
    hold_write_lock(stage, LONGEST_LEASE + 3).join()
    stage.wait_until_drained()
    stage.check()


def test_connections_cut_again_and_again_double_nothing(stage: Stage):
    if on_sqlite(stage):
        pytest.skip("SQLite has no connections to cut")
    stage.sink.delay = 0.01
    stage.plan(600)
    stage.beat()
    stage.worker()
    with psycopg.connect(stage.database_url, autocommit=True) as other:
        for part in range(1, 16):
            stage.wait_until_sent(part * 20)
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND application_name <> 'drill'"
            )
    stage.wait_until_drained()
    stage.check()


def test_a_full_disk_stops_claiming_and_loses_nothing(stage: Stage):
    """Every write of the worker fails for a while, also the one that says `sent`."""
    stage.sink.delay = 0.01
    stage.plan(400)
    stage.beat()
    worker = stage.worker()
    stage.wait_until_sent(60)
    fill, free = full_file(worker.pid) if on_sqlite(stage) else full_server(stage)
    fill()
    stage.wait_until_quiet()
    assert stage.states()["planned"] > 0
    free()
    stage.wait_until_drained()
    stage.check()


def full_file(pid: int):
    """Let no write of this process succeed, as a full disk does."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    return (
        lambda: resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, before[1])),
        lambda: resource.prlimit(pid, resource.RLIMIT_FSIZE, before),
    )


def full_server(stage: Stage):
    """Let every update of a mail fail the way PostgreSQL does without space."""

    def execute(statement: str) -> None:
        with psycopg.connect(stage.database_url, autocommit=True) as other:
            other.execute(statement)

    execute(
        "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
    )
    return (
        lambda: execute(
            "CREATE TRIGGER disk_full BEFORE UPDATE ON outbox_message"
            " FOR EACH STATEMENT EXECUTE FUNCTION disk_full()"
        ),
        lambda: execute("DROP TRIGGER disk_full ON outbox_message"),
    )


def test_a_database_at_its_page_limit_loses_nothing(stage: Stage):
    if not on_sqlite(stage):
        pytest.skip("PostgreSQL has no page limit")
    stage.plan(300)
    path = stage.database_url.removeprefix("sqlite:///")
    with contextlib.closing(sqlite3.connect(path)) as database:
        (pages,) = database.execute("PRAGMA page_count").fetchone()
    stage.beat()
    limited = stage.worker(SETTIMES_MAX_PAGES=str(pages))
    log = stage.folder / "processes.log"
    stage.wait_until(lambda: "database away" in log.read_text())
    stage.kill(limited)
    stage.worker()
    stage.wait_until_drained()
    stage.check()
