"""What the environment's defaults put into DATA_DIR: the secret, the socket."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from settimes import environment as env

pytestmark = pytest.mark.once

# Waits for its standard input to close, so that all begin together.
RACER = """
import sys
from pathlib import Path
from settimes.environment import kept_secret
print("here", flush=True)
sys.stdin.read()
print(kept_secret(Path(sys.argv[1])))
"""


def test_secret_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    secret = env.kept_secret(tmp_path / "new" / "secret")

    assert len(secret) >= 50
    assert stat.S_IMODE((tmp_path / "new" / "secret").stat().st_mode) == 0o600
    assert env.kept_secret(tmp_path / "new" / "secret") == secret
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["secret"]


def test_secrets_differ(tmp_path: Path) -> None:
    assert env.kept_secret(tmp_path / "one") != env.kept_secret(tmp_path / "two")


def test_secret_is_one_for_processes_that_start_together(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACER, tmp_path / "secret"]
    racers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "here\n"
    for racer in racers:
        assert racer.stdin is not None
        racer.stdin.close()

    secrets = {racer.stdout.read().strip() for racer in racers if racer.stdout}
    for racer in racers:
        racer.wait()
        assert racer.stdout is not None
        racer.stdout.close()

    assert secrets == {(tmp_path / "secret").read_text()}
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_empty_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()

    with pytest.raises(ImproperlyConfigured, match="secret is empty"):
        env.kept_secret(tmp_path / "secret")


def test_socket_is_in_the_data_dir(tmp_path: Path) -> None:
    assert env.embedded_socket(Path("/srv/settimes")) == Path("/srv/settimes/valkey.sock")


@pytest.mark.parametrize("folder", ["/srv/" + "long/" * 20, "/srv/100% mine", "/srv/#1", "/srv/é"])
def test_socket_has_a_short_plain_path_where_the_data_dir_has_none(folder: str) -> None:
    socket = env.embedded_socket(Path(folder))

    assert socket.name == "valkey.sock"
    assert socket.parent.parent == Path(env.tempfile.gettempdir())
    assert socket == env.embedded_socket(Path(folder))
    assert socket != env.embedded_socket(Path(folder) / "other")


@pytest.mark.parametrize(
    ("address", "broker"),
    [
        ("redis://queue:6379/1", "redis://queue:6379/1"),
        ("unix:///run/redis.sock", "redis+socket:///run/redis.sock"),
    ],
)
def test_broker_is_the_same_server_as_celery_spells_it(address: str, broker: str) -> None:
    assert env.as_broker(address) == broker


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://crawl.example.org:8443", "crawl.example.org"), ("http://[::1]:8000", "[::1]")],
)
def test_host_is_as_allowed_hosts_spell_it(address: str, host: str) -> None:
    assert env.host_of(address) == host
