"""What keeps `make run` from starting is one sentence that a person can act on."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.run.launched import clean_environment, free_port, make

pytestmark = pytest.mark.once

NO_INDEX = {
    "PIP_CONFIG_FILE": "/dev/null",
    "PIP_INDEX_URL": "http://127.0.0.1:9/",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_RETRIES": "0",
}


def small_disk(folder: Path, size: str) -> tuple[str, ...]:
    """Return what runs a command with a disk of `size` in `folder`; it is gone with the command."""
    folder.mkdir()
    mount = f'mount -t tmpfs -o size={size} tmpfs "{folder}" && exec "$@"'
    root = () if os.getuid() == 0 else ("--map-root-user",)
    command = ("unshare", "--mount", *root, "sh", "-c", mount, "sh")
    tried = shutil.which("unshare") and subprocess.run([*command, "true"], check=False)
    if not tried or tried.returncode != 0:
        pytest.skip("This machine lets nobody mount a small disk.")
    return command


def test_setting_that_is_mistyped_is_named(checkout: Path, tmp_path: Path) -> None:
    said = make(checkout, "run", DATA_DIR=str(tmp_path), DEBUG="flase")

    assert said.splitlines()[0] == "DEBUG='flase' is neither true nor false."


@pytest.mark.parametrize("port", ["80000", "0", "http", "-1"])
def test_port_that_cannot_be_is_named(checkout: Path, tmp_path: Path, port: str) -> None:
    said = make(checkout, "run", DATA_DIR=str(tmp_path), PORT=port)

    assert said.splitlines()[0] == f"PORT={port!r} is not a whole number from 1 to 65535."


def test_unsafe_production_is_refused(checkout: Path, tmp_path: Path) -> None:
    production = {"SITE_URL": "https://crawl.example.org", "ALLOWED_HOSTS": "*", "DEBUG": "1"}
    said = make(checkout, "run", DATA_DIR=str(tmp_path), PORT=str(free_port()), **production)

    assert "DEBUG shows strangers the inside of the site." in said
    assert "ALLOWED_HOSTS=* lets anybody choose" in said
    assert not (tmp_path / "settimes.sqlite3").exists()


def test_production_without_a_postal_address_is_refused(checkout: Path, tmp_path: Path) -> None:
    """Somebody is there already, so no demo brings an address along."""
    production = clean_environment(
        SITE_URL="https://crawl.example.org",
        EMAIL_URL="smtp://mail.example.org",
        DATA_DIR=str(tmp_path),
        DJANGO_SUPERUSER_PASSWORD="a long enough password",
    )
    for command in ["migrate", "createsuperuser --noinput --email staff@example.org"]:
        subprocess.run(
            [sys.executable, "manage.py", *command.split()],
            cwd=checkout,
            env=production,
            check=True,
            capture_output=True,
        )
    said = make(checkout, "run", **production | {"PORT": str(free_port())})

    assert "\nNo mail leaves: the sender has no postal address" in said
    assert said.splitlines()[-2] == "Not started."


def test_folder_that_cannot_be_made_is_named(checkout: Path) -> None:
    said = make(checkout, "run", DATA_DIR="/proc/settimes")

    assert said.splitlines()[0].startswith("Cannot write to /proc/settimes: ")


@pytest.mark.parametrize("size", ["4k", "100k", "400k"])
def test_full_disk_is_said(checkout: Path, tmp_path: Path, size: str) -> None:
    folder = tmp_path / "data"
    disk, port = small_disk(folder, size), str(free_port())
    said = make(checkout, "run", before=disk, DATA_DIR=str(folder), PORT=port)

    assert f"The disk is full. Make room where {folder} is" in said


def test_first_start_without_network_says_so(checkout: Path, tmp_path: Path) -> None:
    said = make(checkout, "install", f"VENV={tmp_path / 'venv'}", **NO_INDEX)

    assert "The first start needs the internet" in said


def test_environment_that_is_complete_needs_no_network(checkout: Path, tmp_path: Path) -> None:
    said = make(checkout, "run", DATA_DIR=str(tmp_path), DEBUG="flase", **NO_INDEX)

    assert said.splitlines()[0] == "DEBUG='flase' is neither true nor false."
