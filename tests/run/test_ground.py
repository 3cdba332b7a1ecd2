"""What a run needs before its first process: an address and a folder of its own."""

import os
import signal
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from settimes.run.ground import Address, DataDir, Refusal
from tests.run.launched import CHECKOUT, free_port

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("host", "port", "listens_on", "reached_at", "site_url"),
    [
        (None, None, "127.0.0.1:8000", "127.0.0.1:8000", "http://localhost:8000"),
        ("127.0.0.1", "8101", "127.0.0.1:8101", "127.0.0.1:8101", "http://localhost:8101"),
        ("::1", "8101", "[::1]:8101", "[::1]:8101", "http://localhost:8101"),
        ("[::1]", "8101", "[::1]:8101", "[::1]:8101", "http://localhost:8101"),
        ("0.0.0.0", "80", "0.0.0.0:80", "127.0.0.1:80", "http://localhost:80"),  # noqa: S104
        ("::", "80", "[::]:80", "[::1]:80", "http://localhost:80"),
        ("10.0.0.7", "80", "10.0.0.7:80", "10.0.0.7:80", "http://10.0.0.7:80"),
        ("fd00::7", "80", "[fd00::7]:80", "[fd00::7]:80", "http://[fd00::7]:80"),
        ("crawl.lan", "80", "crawl.lan:80", "crawl.lan:80", "http://crawl.lan:80"),
    ],
)
def test_address_is_where_host_and_port_say(
    monkeypatch: pytest.MonkeyPatch, host, port, listens_on, reached_at, site_url
) -> None:
    for name, value in (("HOST", host), ("PORT", port)):
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)

    address = Address.from_environment()

    assert str(address) == listens_on
    assert str(address.from_here) == reached_at
    assert address.site_url == site_url


@pytest.mark.parametrize(
    ("family", "host"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")]
)
def test_address_is_free_until_somebody_listens(family: int, host: str) -> None:
    address = Address(host, free_port())
    address.check_free()

    with socket.socket(family) as other:
        # Another gunicorn would share the port with ours.
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(address)
        other.listen()
        with pytest.raises(Refusal, match=f"PORT={address.port + 1} make run"):
            address.check_free()


@pytest.mark.parametrize(
    ("host", "sentence"),
    [
        ("no such host", "is no address of this machine"),
        ("192.0.2.1", "Cannot assign requested address"),  # RFC 5737: nobody's
    ],
)
def test_address_of_another_machine_is_refused(host: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        Address(host, free_port()).check_free()


def test_data_dir_is_made_for_its_owner_only(tmp_path: Path) -> None:
    DataDir(tmp_path / "a" / "b")

    assert stat.S_IMODE((tmp_path / "a" / "b").stat().st_mode) == 0o700


def test_data_dir_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(Refusal, match="Set DATA_DIR to a folder"):
        DataDir(tmp_path / "file")


def test_data_dir_taken_twice_names_who_has_it(tmp_path: Path) -> None:
    said: list[str] = []
    DataDir(tmp_path).take(said.append)

    with pytest.raises(Refusal, match=rf"process {os.getpid()}\)"):
        DataDir(tmp_path).take(said.append)
    assert said == []


def test_data_dir_is_waited_for_while_the_last_run_ends(tmp_path: Path) -> None:
    # A launcher that was killed leaves the lock to a child, for a moment.
    launcher = "import sys, subprocess; from pathlib import Path; sys.path.insert(0, '.')\n" + (
        "from settimes.run.ground import DataDir\n"
        "taken = DataDir(Path(sys.argv[1])); taken.take(print)\n"
        "child = subprocess.Popen(['sleep', '600'], pass_fds=[taken.lock], stdout=2)\n"
        "print(child.pid)\n"
    )
    command = [sys.executable, "-c", launcher, tmp_path]
    child = int(subprocess.run(command, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE).stdout)
    said: list[str] = []

    def say(sentence: str) -> None:
        said.append(sentence)
        os.kill(child, signal.SIGKILL)

    DataDir(tmp_path).take(say)

    assert said == ["The last run is still ending; waiting for it."]
    assert (tmp_path / "lock").read_text() == str(os.getpid())
