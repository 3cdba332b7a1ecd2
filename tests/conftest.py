"""Fixtures every test may use."""

import os

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, settings

from tests.cast import *  # noqa: F403
from tests.faults.table import pytest_terminal_summary  # noqa: F401
from tests.kept_pages import *  # noqa: F403
from tests.mailbox import *  # noqa: F403
from tests.renewals import pytest_runtest_call  # noqa: F401

# One seed for everybody: what fails in CI fails at home. EXAMPLES=… looks further.
settings.register_profile(
    "suite",
    derandomize=True,
    deadline=None,
    max_examples=int(os.environ.get("EXAMPLES", "60")),
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("suite")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse a test that empties the database amid others, or asks for a browser unknowingly.

    One that commits empties it at its end; pytest-django runs such files last.

    An argument called `page` or `context` hides Playwright's, and still puts its test among those
    of the browser, which pytest then runs together, before others that need the first rows.
    """
    for item in items:
        empties = (mark.kwargs.get("transaction") for mark in item.own_markers)
        assert not any(empties), f"{item.nodeid}: what empties the database has a file of its own"
        if "browser_name" in getattr(getattr(item, "callspec", None), "params", {}):
            assert "browser" in item.path.parts, f"{item.nodeid}: rename its argument"


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()
