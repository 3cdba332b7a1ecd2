"""Alive, and ready: each check turns red by breaking that part for real."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from settimes import health, signs
from settimes.embedded import start_valkey, wait_for
from tests.run.launched import CHECKOUT, clean_environment

ASK = """
import json, django
django.setup()
from settimes import health
try:
    health.heartbeat.run()
except Exception:
    pass
print(json.dumps(sorted(health.problems())))
"""


def problems_with(folder: Path, **settings: str) -> list[str]:
    """Return what is red in a process of its own, migrated and with these settings."""
    environment = clean_environment(
        DATA_DIR=str(folder), DJANGO_SETTINGS_MODULE="settimes.settings"
    )
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=CHECKOUT,
        env=environment | settings,
        stdout=subprocess.PIPE,
        check=True,
    )
    return list(json.loads(done.stdout))


@pytest.mark.django_db
def test_ready_when_all_is_there(client: Client) -> None:
    health.heartbeat.run()

    answers = [client.get(path) for path in ("/healthz", "/readyz")]

    assert [(answer.status_code, answer.content) for answer in answers] == [(200, b"ok\n")] * 2
    assert {answer["Cache-Control"] for answer in answers} == {
        "max-age=0, no-cache, no-store, must-revalidate, private"
    }


@pytest.mark.django_db
def test_not_ready_says_no_more_to_strangers(client: Client) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ok\n")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_only_read(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


@pytest.mark.django_db
def test_worker_is_missed_when_it_never_was(client: Client) -> None:
    assert list(health.problems()) == ["worker", "beat"]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["worker", "beat"])
def test_worker_and_beat_are_missed_after_a_long_silence(who: str) -> None:
    health.heartbeat.run()
    cache.set(f"seen:{who}", time.time() - signs.LONGEST_SILENCE + 5)
    assert list(health.problems()) == []

    cache.set(f"seen:{who}", time.time() - signs.LONGEST_SILENCE - 5)
    assert list(health.problems()) == [who]


@pytest.mark.django_db
def test_migration_to_run_is_missed() -> None:
    health.heartbeat.run()
    recorded = MigrationRecorder.Migration.objects.filter(app="events").latest("pk")

    recorded.delete()

    assert list(health.problems()) == ["migrations"]


@pytest.mark.once
def test_valkey_that_is_gone_is_missed(tmp_path: Path) -> None:
    socket = tmp_path / "valkey.sock"
    valkey = start_valkey(socket, log=tmp_path / "log")
    wait_for(socket, valkey)
    settings = {"REDIS_URL": f"unix://{socket}"}
    assert problems_with(tmp_path, **settings) == ["migrations", "queue"]  # an empty database

    valkey.terminate()
    valkey.wait()

    assert problems_with(tmp_path, **settings) == [
        *("beat", "broker", "cache", "migrations", "queue", "worker")
    ]


@pytest.mark.once
def test_database_that_is_gone_is_missed(tmp_path: Path) -> None:
    socket = tmp_path / "valkey.sock"
    valkey = start_valkey(socket, log=tmp_path / "log")
    wait_for(socket, valkey)

    away = "postgresql://nobody@127.0.0.1:9/settimes"

    assert problems_with(tmp_path, REDIS_URL=f"unix://{socket}", DATABASE_URL=away) == [
        "database",
        "migrations",
        "queue",
    ]
    valkey.terminate()
    valkey.wait()
