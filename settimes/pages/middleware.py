"""Public pages: answered with what is kept, or made anew and kept."""

import time
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.module_loading import import_string

from settimes.pages import outage, shelf, tokens
from settimes.pages.answering import Answer, Visit, answer
from settimes.pages.asked import Key, key_of, make_anybodys
from settimes.pages.kept import Kept, finish, marked_old
from settimes.pages.store import is_fresh, store

# Seconds that a request waits for another to render the same page: little if there is an old one.
PATIENCE_WITH_OLD, PATIENCE = 1.0, 10.0
# Nothing else may make a difference to a page that everybody gets.
MAY_VARY_BY = {"accept-encoding", "hx-request"}
PRIVATE = ("private", "no-store", "no-cache")


class PageCache:
    """Answer for the pages of `CACHED_PAGES` with bytes made once for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.owner_of: Callable[[HttpRequest], str] = import_string(settings.PAGE_OWNER)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if any(name in request.GET for name in settings.UNCACHED_PARAMETERS):
            response = self.get_response(request)
            add_never_cache_headers(response)
            return response
        key = key_of(request, settings.CACHED_PAGES)
        return self.get_response(request) if key is None else self.answer_for(request, key)

    def answer_for(self, request: HttpRequest, key: Key) -> HttpResponse:
        visit = Visit(request.META)
        found = kept_answer(key, visit)
        if found is not None:
            return found.as_response()
        patience = PATIENCE if store.get(key) is None else PATIENCE_WITH_OLD
        with store.turn(key, patience) as ours:
            # Whoever had the turn before has probably just made what is asked for here.
            found = kept_answer(key, visit) or (None if ours else old_answer(key, visit))
            return found.as_response() if found else self.made_anew(request, key, visit)

    def made_anew(self, request: HttpRequest, key: Key, visit: Visit) -> HttpResponse:
        began, before = time.time(), dict(tokens.known())
        make_anybodys(request, key)
        response = self.get_response(request)
        request.method = visit.method
        if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            if not outage.database_answers():
                outage.begin()
            old = old_answer(key, visit)
            return old.as_response() if old else response
        if not is_everybodys(response):
            store.drop(key)
            shelf.bury(key, began)
            if visit.method == "HEAD":
                response.content = b""
            return response
        try:
            owner = self.owner_of(request)
        except Error:  # a page that needs no database, and there is none
            return response
        tokens.note(owner)
        route = request.resolver_match.route if request.resolver_match else ""
        kept = Kept(began, owner, before.get(owner), finish(response), route)
        if settings.PAGE_CACHE_MB and key.worth_keeping:
            keep(key, kept)
            shelf.put(key, kept)
        return answer(kept, visit).as_response()


def kept_answer(key: Key, visit: Visit) -> Answer | None:
    """Answer with what is kept, if it is fresh or if nothing newer could be made just now."""
    kept = store.get(key)
    if kept is not None and is_fresh(kept):
        return answer(kept, visit)
    tried = kept.tried if kept else float("-inf")
    if outage.lasts() or time.monotonic() - tried < outage.BEFORE_NEXT_TRY:
        return old_answer(key, visit)
    return None


def old_answer(key: Key, visit: Visit) -> Answer | None:
    """Answer with an old page where no new one can be made, and do not try again at once."""
    old = shelf.last_good(key)
    if old is None:
        return None
    if time.monotonic() - old.tried >= outage.BEFORE_NEXT_TRY:
        old = replace(marked_old(old), tried=time.monotonic())
        keep(key, old)
    return answer(old, visit, stale=True)


def keep(key: Key, kept: Kept) -> None:
    store.put(key, kept, most_bytes=settings.PAGE_CACHE_MB * 1_000_000)


def is_everybodys(response: HttpResponse) -> bool:
    """Say whether an answer is one that every visitor may get."""
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    return (
        response.status_code == HTTPStatus.OK
        and not response.streaming
        and not response.cookies
        and varies <= MAY_VARY_BY
        and not any(word in response.get("Cache-Control", "") for word in PRIVATE)
    )
