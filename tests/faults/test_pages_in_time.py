"""A change is on every process's pages in time, also when who made it is killed."""

import signal
import time

import pytest

from tests.faults.stage import Stage
from tests.faults.web import PAGE, Web, wait_until

pytestmark = pytest.mark.drill
FOREVER = {"PAGE_MAX_AGE": "1h"}


def test_all_processes_show_what_another_process_changed(stage: Stage) -> None:
    stage.command("deed", "publish")
    web = Web(stage, **FOREVER)
    assert {"is-cancelled" in page.body for page in web.everywhere()} == {False}

    stage.command("deed", "cancel")

    wait_until(lambda: all("is-cancelled" in page.body for page in web.everywhere()))


def test_a_killed_process_leaves_nothing_unpublished_on_show(stage: Stage) -> None:
    stage.command("deed", "publish")
    web, short = Web(stage, **FOREVER), Web(stage, PAGE_MAX_AGE="2s")
    for one in (web, short):
        one.everywhere()
    time.sleep(1)  # processes that have just begun have not asked for tokens yet
    assert {page.status for page in web.everywhere()} == {200}

    killed = stage.command("deed", "unpublish_and_die")

    assert killed.returncode == -signal.SIGKILL
    # Nobody told them: it is the age of their pages that lets them look again.
    wait_until(lambda: all(page.status == 404 for page in short.everywhere()))
    assert {page.status for page in web.everywhere()} == {200}


def test_an_unpublished_event_is_gone_everywhere(stage: Stage) -> None:
    stage.command("deed", "publish")
    web = Web(stage, **FOREVER)
    etag = web.everywhere()[0].headers["ETag"]

    stage.command("deed", "unpublish")

    wait_until(lambda: all(page.status == 404 for page in web.everywhere()))
    assert web.get(PAGE, {"If-None-Match": etag}).status == 404
