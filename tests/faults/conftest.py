"""A fresh stage for each drill, on the database under test."""

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connections

from tests.faults.stage import ROOT, Stage
from tests.smtp_sink import Sink

MakeDatabase = Callable[[Path], str]


def migrate(url: str) -> None:
    subprocess.run(
        [sys.executable, ROOT / "manage.py", "migrate", "--run-syncdb", "-v", "0"],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        check=True,
    )


def _named(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def make_database(tmp_path_factory: pytest.TempPathFactory) -> MakeDatabase:
    """Migrate once; each drill gets a copy."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        template = tmp_path_factory.mktemp("template") / "template.sqlite3"
        migrate(f"sqlite:///{template}")

        def copy(folder: Path) -> str:
            shutil.copy(template, folder / "drill.sqlite3")
            return f"sqlite:///{folder}/drill.sqlite3"

        return copy

    return copies_on(server)


def copies_on(server: str) -> MakeDatabase:
    """Migrate one database of this PostgreSQL, and hand out copies of it."""
    original = f"drill_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as postgresql:
        postgresql.execute(f'CREATE DATABASE "{original}"')
    migrate(_named(server, original))

    def create(folder: Path) -> str:
        name = f"drill_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(server, autocommit=True) as postgresql:
            postgresql.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        return _named(server, name)

    return create


@contextmanager
def set_up(make_database: MakeDatabase, blocker: pytest.FixtureRequest) -> Iterator[Stage]:
    # A socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="drill-", dir="/tmp"))
    url = make_database(folder)
    name = urlsplit(url).path
    name = name if url.startswith("sqlite") else name.removeprefix("/")
    own = connections["default"].settings_dict
    connections.databases["drill"] = own | {"NAME": name}
    if not url.startswith("sqlite"):
        # A drill that cuts connections must spare the one that looks on.
        where = dict(parse_qsl(urlsplit(url).query))
        options = own["OPTIONS"] | where | {"application_name": "drill"}
        connections.databases["drill"]["OPTIONS"] = options
    with Sink() as sink, blocker.unblock():
        stage = Stage(folder, url, sink)
        try:
            stage.start_broker()
            yield stage
        finally:
            stage.close()
            connections["drill"].close()
            del connections["drill"]
            del connections.databases["drill"]
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def stage(make_database: MakeDatabase, django_db_blocker) -> Iterator[Stage]:
    with set_up(make_database, django_db_blocker) as stage:
        yield stage
