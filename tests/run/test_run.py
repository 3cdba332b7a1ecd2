"""`make run`, from the first start to the last process."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.run.browser import Browser
from tests.run.conftest import Launch
from tests.run.launched import PATIENCE, Launched, clean_environment, free_port, make

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def running(launch: Launch) -> Launched:
    return launch().until_ready()


def test_run_prints_its_address_and_answers_there(running: Launched) -> None:
    address = re.search(r"SetTimes is ready: (\S+)", running.said())

    assert address is not None
    assert address[1] == f"http://localhost:{running.port}/"
    assert [running.get(path) for path in ("/healthz", "/readyz")] == ["ok\n", "ok\n"]


def account(run: Launched) -> tuple[str, str]:
    """Return the e-mail and the password that the run has printed."""
    printed = re.search(r"^  e-mail    (\S+)\n  password  (\S+)$", run.said(), re.MULTILINE)
    assert printed is not None, run.said()
    return printed[1], printed[2]


def test_printed_password_opens_the_account(running: Launched) -> None:
    email, password = account(running)

    def ends_on(password: str) -> str:
        browser = Browser(f"http://localhost:{running.port}")
        return browser.send("/accounts/login/", "email", email=email, password=password)[0]

    assert ends_on(password) == "/manage/"
    with pytest.raises(HTTPError, match="422"):
        ends_on(f"{password}x")


def test_run_has_every_part(running: Launched) -> None:
    commands = " ".join(running.processes().values())

    parts = ["valkey-server", "gunicorn settimes.wsgi", "settimes worker", "settimes beat"]
    assert [part for part in parts if part not in commands] == []


def test_second_start_on_one_data_dir_names_the_first(checkout: Path, running: Launched) -> None:
    said = make(checkout, "run", DATA_DIR=str(running.data_dir), PORT=str(free_port()))

    launcher = running.pid_of("settimes.run")
    assert f"already running on {running.data_dir} (process {launcher})" in said
    assert running.get("/readyz") == "ok\n"


def test_taken_port_suggests_another(checkout: Path, running: Launched, tmp_path: Path) -> None:
    said = make(checkout, "run", DATA_DIR=str(tmp_path), PORT=str(running.port))

    assert f"already listens on 127.0.0.1:{running.port}." in said
    assert f"PORT={running.port + 1} make run" in said


def test_ctrl_c_ends_every_process_and_the_next_start_keeps_the_data(
    running: Launched, launch: Launch
) -> None:
    database = running.data_dir / "settimes.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE accounts_organization SET name = 'Kept crew'")
    secret = (running.data_dir / "secret").read_text()
    printed = account(running)

    running.press_ctrl_c()
    assert "Stopped." in running.wait()
    assert running.processes() == {}

    # As on the internet, behind a proxy, with the same folder.
    again = launch(
        running.data_dir, SITE_URL="https://crawl.example.org", EMAIL_URL="smtp://mail.example.org"
    ).until_ready()
    assert "SetTimes is ready: https://crawl.example.org/" in again.said()
    assert "TRUSTED_PROXIES is empty" in again.said()
    assert again.get("/readyz") == "ok\n"
    with sqlite3.connect(database) as connection:
        names = connection.execute("SELECT name FROM accounts_organization").fetchall()
    assert names == [("Kept crew",)]
    assert (running.data_dir / "secret").read_text() == secret
    assert account(again) == printed

    again.press_ctrl_c()
    again.press_ctrl_c()
    assert "Stopped." in again.wait()
    assert again.processes() == {}


def test_kill_9_of_the_launcher_leaves_nobody_and_the_next_start_waits(launch: Launch) -> None:
    killed = launch().until_ready()
    os.kill(killed.pid_of("-m settimes.run"), signal.SIGKILL)

    again = launch(killed.data_dir).until_ready()
    again.press_ctrl_c()
    again.wait()

    killed.until_nobody_is_left()


def test_ctrl_c_during_the_start_ends_it(launch: Launch) -> None:
    starting = launch().until("Bringing the database up to date.")

    starting.press_ctrl_c()

    assert "Stopped." in starting.wait()
    assert "SetTimes is ready" not in starting.said()
    assert starting.processes() == {}


def test_part_that_dies_is_named_and_ends_the_rest(launch: Launch) -> None:
    running = launch().until_ready()

    os.kill(running.pid_of("settimes beat"), signal.SIGKILL)

    assert "The beat process ended by itself" in running.wait()
    assert running.make.returncode == 2
    running.until_nobody_is_left()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_launcher_that_was_asked_to_end_has_succeeded(
    checkout: Path, tmp_path: Path, number: signal.Signals
) -> None:
    launcher = subprocess.Popen(
        [sys.executable, "-m", "settimes.run"],
        cwd=checkout,
        env=clean_environment(DATA_DIR=str(tmp_path), PORT=str(free_port())),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert launcher.stdout is not None
    assert launcher.stdout.readline() == "Starting Valkey.\n"

    launcher.send_signal(number)
    rest = launcher.communicate(timeout=PATIENCE)[0]

    assert rest.splitlines()[-1] == "Stopped."
    assert launcher.returncode == 0
