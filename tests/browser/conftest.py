"""A real browser, Debian's Chromium, at a real server.

Without Chromium these tests are skipped with the reason printed; with CI=true they fail.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, Request, expect

# Playwright keeps an event loop in this thread, which Django would take for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# Milliseconds for what is done and for what is expected: a busy machine takes its time.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Open = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The database makes no difference to a browser: once is enough."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.once)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    found = shutil.which(CHROMIUM)
    if not found:
        missing = f"There is no {CHROMIUM}: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(missing)
    return {"executable_path": found, "args": QUIET}


@pytest.fixture(scope="session", autouse=True)
def first_rows_on_both_connections(
    request: pytest.FixtureRequest, django_db_setup: None, browser_type_launch_args: object
) -> None:
    """Let `serialized_rollback` bring the migrations' rows back while Playwright runs, and after.

    Its event loop gives this thread a second connection (asgiref), which knows nothing of them.
    """
    rows = connection._test_serialized_contents
    request.getfixturevalue("playwright")
    connection._test_serialized_contents = rows


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: broken policy, failed requests, errors in scripts."""
    return []


def failed(request: Request) -> list[str]:
    """Name a request that failed; one that a click to the next page cut short has not."""
    return [] if request.failure == "net::ERR_ABORTED" else [request.url]


@pytest.fixture
def opened(live_server, browser: Browser, complaints: list[str]) -> Iterator[Open]:
    """Open a path of the live server in a context of its own; any complaint fails the test."""
    contexts = []

    def open_page(
        path: str,
        *,
        width: int = 360,
        status: int = 200,
        device: datetime | None = None,
        **options: object,
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        if device:  # its clock; it passes only when the test lets it
            page.clock.install(time=device - timedelta(seconds=1))
            page.clock.pause_at(device)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if "violates" in said.text else None,
        )
        page.on("requestfailed", lambda request: complaints.extend(failed(request)))
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == status
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
