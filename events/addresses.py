"""Paths of public pages, looked up once: a schedule names hundreds of bands."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def path_of(page: str, slug: str) -> str:
    return reverse(page, args=[slug])
