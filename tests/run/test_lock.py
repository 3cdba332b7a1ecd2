"""What is installed is what was locked: each package in one version, as bytes that are known."""

import base64
import hashlib
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement

from settimes.run import install
from tests.run.launched import CHECKOUT

pytestmark = pytest.mark.once

FILES = ("requirements", "requirements-dev")
WHEEL = "bells-1.0-py3-none-any.whl"


class Pin(NamedTuple):
    requirement: Requirement
    hashes: frozenset[str]
    comes_from: str


def wanted(name: str) -> dict[str, Requirement]:
    lines = (CHECKOUT / f"{name}.in").read_text().splitlines()
    found = [Requirement(line) for line in lines if line and line[0] not in "#-"]
    return {requirement.name: requirement for requirement in found}


def pinned(name: str) -> dict[str, Pin]:
    """Read a lock: a requirement, its hashes, and in a comment what asks for it."""
    found = {}
    for entry in re.split(r"\n(?=\w)", (CHECKOUT / f"{name}.txt").read_text().strip()):
        hashes = frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})(?=\s)", entry))
        requirement = Requirement(entry.split("\\")[0].split("\n")[0])
        found[requirement.name] = Pin(requirement, hashes, entry.rpartition("# via")[2])
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_package_is_pinned_to_one_version_and_known_bytes(name: str) -> None:
    pins = pinned(name)

    assert len(pins) > 40
    assert [
        pin for pin in pins.values() if not re.fullmatch(r"==[\w.]+", str(pin[0].specifier))
    ] == []
    assert [key for key, pin in pins.items() if not pin.hashes] == []


@pytest.mark.parametrize("name", FILES)
def test_a_lock_holds_what_is_asked_for(name: str) -> None:
    asked, pins = wanted(name), pinned(name)

    named = {key for key, pin in pins.items() if f"-r {name}.in" in pin.comes_from}
    assert named == set(asked)
    for key, requirement in asked.items():
        (pin,) = pins[key].requirement.specifier
        assert requirement.specifier.contains(pin.version), key


def test_tests_run_on_what_is_served() -> None:
    served, tested = pinned("requirements"), pinned("requirements-dev")

    for key, pin in served.items():
        assert (key, pin.hashes) == (key, tested[key].hashes)
        assert pin.requirement.specifier == tested[key].requirement.specifier


def wheel(folder: Path, text: str) -> str:
    """Write a package of one module, and return its hash."""
    folder.mkdir()
    path, about = folder / WHEEL, "bells-1.0.dist-info"
    files = {
        "bells.py": f"says = {text!r}\n",
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: bells\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        record = [f"{about}/RECORD,,"]
        for name, content in files.items():
            digest = base64.urlsafe_b64encode(hashlib.sha256(content.encode()).digest())
            record.append(f"{name},sha256={digest.decode().rstrip('=')},{len(content)}")
            archive.writestr(name, content)
        archive.writestr(f"{about}/RECORD", "\n".join(record))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_only_the_locked_bytes_are_installed_wherever_they_lie(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A machine may have a folder of packages that it has built itself, beside an index."""
    wheel(tmp_path / "rebuilt", "rebuilt")
    locked = wheel(tmp_path / "bells", "published")
    link = f'<a href="{WHEEL}#sha256={locked}">{WHEEL}</a>'
    (tmp_path / "bells" / "index.html").write_text(link)
    requirements, venv = tmp_path / "requirements.txt", tmp_path / "venv"
    requirements.write_text(f"bells==1.0 --hash=sha256:{locked}\n")
    # Nothing that this machine is told to use besides.
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "rebuilt"))

    monkeypatch.setenv("PIP_INDEX_URL", (tmp_path / "no index").as_uri())
    assert install.main(venv, requirements) == 1
    assert "not the one that requirements.txt was made with" in capfd.readouterr().out

    monkeypatch.setenv("PIP_INDEX_URL", tmp_path.as_uri())
    assert install.main(venv, requirements) == 0
    said = install.run(venv / "bin" / "python", "-c", "import bells; print(bells.says)")
    assert said.stdout == "published\n"
