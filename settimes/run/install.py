"""Make the Python environment that everything else runs in; `make install` calls this.

    python3 settimes/run/install.py FOLDER REQUIREMENTS…

Runs before anything is installed, so it knows only the standard library. An environment whose
requirements are unchanged is left alone, without asking the network.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NO_NETWORK = (
    "NewConnectionError",
    "Connection refused",
    "Name or service not known",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "No matching distribution found",
    "ProxyError",
    "Read timed out",
    "ConnectTimeoutError",
)
OTHER_BYTES = "DO NOT MATCH THE HASHES"
NO_ROOM = ("No space left on device", "Disk quota exceeded", "File too large")


class Refusal(Exception):
    """It cannot go on; the message says what a person can do."""


def say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


def check_python() -> None:
    if sys.version_info < OLDEST:
        here = ".".join(str(part) for part in sys.version_info[:2])
        raise Refusal(
            f"SetTimes needs Python 3.11 or newer, and python3 here is {here}."
            " Install a newer one and name it: make run PYTHON=python3.11"
        )


def run(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; its two outputs come back as one text."""
    return subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def works(python: Path) -> bool:
    """Tell whether this environment is whole: it may have been interrupted, moved or outdated."""
    try:
        return run(python, "-c", "import pip").returncode == 0
    except OSError:
        return False


def make_environment(folder: Path) -> None:
    if works(folder / "bin" / "python"):
        return
    say(f"Making a Python environment in {folder}.")
    if not venv(folder):
        install_venv()
        if not venv(folder):
            raise Refusal(f"`{sys.executable} -m venv {folder}` still fails; its message is above.")


def venv(folder: Path) -> bool:
    """Make an environment in `folder`; say why not, except when only a package is missing."""
    made = run(sys.executable, "-m", "venv", "--clear", folder)
    if made.returncode == 0 and works(folder / "bin" / "python"):
        return True
    shutil.rmtree(folder, ignore_errors=True)
    refuse_if_full(made.stdout, folder)
    if "ensurepip" not in made.stdout:
        say(made.stdout)
    return False


def install_venv() -> None:
    """Install Debian's python3-venv, as root or by sudo; elsewhere say what is missing."""
    by_hand = (
        "Python's venv module is missing. Install the package python3-venv"
        " (Debian: apt-get install python3-venv, as root), then run the same again."
    )
    apt_get = shutil.which("apt-get")
    sudo = shutil.which("sudo")
    if apt_get is None or (os.getuid() != 0 and sudo is None):
        raise Refusal(by_hand)
    command = [apt_get] if os.getuid() == 0 or sudo is None else [sudo, apt_get]
    say(f"Installing the Debian package python3-venv: {' '.join(command)} install python3-venv.")
    for arguments in ("update", "install --yes --no-install-recommends python3-venv"):
        done = run(*command, "-qq", *arguments.split(), DEBIAN_FRONTEND="noninteractive")
        if done.returncode != 0:
            say(done.stdout[-2000:])
            raise Refusal(f"apt-get could not do that. {by_hand}")


def fill(folder: Path, requirements: Path) -> None:
    """Install `requirements` unless the stamp says that exactly these are there."""
    stamp = folder / f"{requirements.name}.installed"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing {requirements.name}; this takes about a minute, once.")
    pip = (folder / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
    done = run(*pip, "install", "--requirement", requirements)
    if done.returncode != 0:
        (folder / "install.log").write_text(done.stdout)
        refuse_if_full(done.stdout, folder)
        if "CERTIFICATE_VERIFY_FAILED" in done.stdout:
            raise Refusal(
                "The package index shows a certificate that this machine does not trust. Behind a"
                " proxy with its own authority, PIP_CERT names the file that holds it."
            )
        if OTHER_BYTES in done.stdout:
            raise Refusal(
                f"A package that was offered is not the one that {requirements.name} was made with,"
                " so nothing of it was installed. PIP_INDEX_URL, PIP_EXTRA_INDEX_URL and"
                " PIP_FIND_LINKS name where packages come from."
                f" What pip said is in {folder / 'install.log'}."
            )
        if any(sign in done.stdout for sign in NO_NETWORK):
            raise Refusal(
                "The Python packages could not be downloaded. The first start needs the internet"
                " (or a PIP_INDEX_URL that answers): connect, then run the same again."
                f" What pip said is in {folder / 'install.log'}."
            )
        say(done.stdout[-2000:])
        raise Refusal(f"pip could not install {requirements.name}; its last words are above.")
    stamp.write_text(wanted)


def refuse_if_full(output: str, folder: Path) -> None:
    if any(sign in output for sign in NO_ROOM):
        raise Refusal(f"The disk is full, so {folder} cannot be filled. Make room, then try again.")


def main(folder: Path, *files: Path) -> int:
    try:
        check_python()
        make_environment(folder)
        for requirements in files:
            fill(folder, requirements)
    except Refusal as refusal:
        say(str(refusal))
        return 1
    except OSError as error:
        say(f"{error.filename or folder}: {error.strerror}.")
        return 1
    except KeyboardInterrupt:
        say("Stopped; the next start goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(*[Path(argument) for argument in sys.argv[1:]]))
