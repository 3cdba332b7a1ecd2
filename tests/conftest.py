"""Fixtures every test may use."""

import pytest
from django.core.cache import cache

from tests.cast import *  # noqa: F403


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    cache.clear()
