"""The Valkey that comes along."""

import os
import stat
from pathlib import Path

import pytest
import redis

from settimes import embedded

pytestmark = pytest.mark.once


def test_valkey_listens_on_its_socket_only_and_keeps_nothing(tmp_path: Path) -> None:
    socket = tmp_path / "new" / "valkey.sock"
    valkey = embedded.start_valkey(socket, log=tmp_path / "log")
    embedded.wait_for(socket, valkey)

    with redis.Redis.from_url(f"unix://{socket}") as client:
        client.set("a", "1")
        assert client.get("a") == b"1"
        assert client.config_get("port") == {"port": "0"}
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700
    assert stat.S_IMODE(socket.parent.stat().st_mode) == 0o700

    valkey.terminate()
    valkey.wait()
    assert list(socket.parent.iterdir()) == []


def test_valkey_replaces_a_socket_that_was_left_behind(tmp_path: Path) -> None:
    socket = tmp_path / "valkey.sock"
    for _ in range(2):
        valkey = embedded.start_valkey(socket, log=tmp_path / "log")
        embedded.wait_for(socket, valkey)
        valkey.kill()
        valkey.wait()
        assert socket.exists()


def test_valkey_that_does_not_start_is_said(tmp_path: Path) -> None:
    socket = tmp_path / ("long" * 30) / "valkey.sock"
    valkey = embedded.start_valkey(socket, log=tmp_path / "log")

    with pytest.raises(TimeoutError, match="Valkey did not start"):
        embedded.wait_for(socket, valkey)
    valkey.wait()


@pytest.mark.skipif(os.getuid() != 0, reason="Only root can give a folder away.")
def test_valkey_does_not_listen_in_somebody_else_s_folder(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    os.chown(folder, 12345, 12345)

    with pytest.raises(embedded.NoValkey, match="belongs to somebody else"):
        embedded.start_valkey(folder / "valkey.sock", log=tmp_path / "log")


def test_server_is_looked_for_on_the_path_where_there_is_no_wheel(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(embedded, "get_binary_path", None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(embedded.NoValkey, match="apt-get install redis-server"):
        embedded.server_binary()

    server = tmp_path / "redis-server"
    server.touch(mode=0o755)
    assert embedded.server_binary() == server
