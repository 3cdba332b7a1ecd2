"""A copy of the checkout, and `make run` in it."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.run.launched import Launched, clean_environment, copy_checkout
from tests.run.outside import NO_ROUNDS, PRODUCTION, Site, database_for, populate
from tests.run.strict import Launch, postbox, strict  # noqa: F401
from tests.smtp_sink import Sink


@pytest.fixture(scope="package")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_checkout(tmp_path_factory.mktemp("copy") / "settimes")
    # Nothing to do after `make test`; pytest alone may have found newer requirements.
    install = ["make", "install", f"VENV={sys.prefix}"]
    subprocess.run(install, cwd=folder, env=clean_environment(), check=True)
    return folder


@pytest.fixture(scope="module")
def launch(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Start `make run`, by default on a new DATA_DIR; whatever is left is ended afterwards."""
    started: list[Launched] = []

    def start(data_dir: Path | None = None, **settings: str) -> Launched:
        folder = data_dir or tmp_path_factory.mktemp("run") / "data"
        started.append(Launched(checkout, folder, **settings))
        return started[-1]

    yield start
    for run in started:
        run.close()


@pytest.fixture(scope="package")
def site(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with members of every role, to be asked from outside."""
    database = database_for("asked_from_outside")
    folder = tmp_path_factory.mktemp("outside") / "data"
    with Sink() as sink:
        mailed = {"DATABASE_URL": database, "EMAIL_URL": sink.url}
        settings = NO_ROUNDS | (PRODUCTION | mailed if database else {})
        run = Launched(checkout, folder, **settings)
        try:
            site = Site(run.until_ready(), https=bool(database), database=database)
            site.sink = sink if database else None
            populate(site)
            yield site
        finally:
            run.close()
