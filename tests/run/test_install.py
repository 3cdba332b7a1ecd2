"""The environment: made where it is missing, left alone where it is complete."""

import sys
from pathlib import Path

import pytest

from settimes.run import install

pytestmark = pytest.mark.once


def test_environment_is_made_once_and_follows_what_changes(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder, requirements = tmp_path / "venv", tmp_path / "requirements.txt"
    requirements.write_text("# nothing\n")
    making = f"Making a Python environment in {folder}."
    filling = "Installing requirements.txt; this takes about a minute, once."

    def said() -> list[str]:
        assert install.main(folder, requirements) == 0
        assert install.works(folder / "bin" / "python")
        return capfd.readouterr().out.splitlines()

    assert said() == [making, filling]
    assert said() == []

    requirements.write_text("# nothing else\n")
    assert said() == [filling]
    assert said() == []

    # As when the system's Python was replaced by a newer one.
    (folder / "bin" / "python").unlink()
    assert said() == [making, filling]


def test_python_that_is_too_old_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "OLDEST", (99, 0))

    assert install.main(tmp_path / "venv") == 1

    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"python3 here is {here}. Install a newer one" in capfd.readouterr().out
    assert not (tmp_path / "venv").exists()


def test_missing_venv_module_is_named_where_it_cannot_be_installed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(install.Refusal, match="Install the package python3-venv"):
        install.install_venv()
