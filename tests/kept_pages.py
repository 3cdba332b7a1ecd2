"""Keeping pages, as in life; elsewhere tests have every page made anew."""

import pytest

from settimes.pages import outage, tokens
from settimes.pages.store import store


@pytest.fixture(autouse=True)
def no_pages_kept() -> None:
    store.clear()
    tokens.forget()
    outage.end()


@pytest.fixture
def keeping_pages(settings) -> None:
    settings.PAGE_CACHE_MB = 32
