"""Which public page a request asks for, and the request that everybody would have sent for it."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

# A choice that takes more is nobody's: its page is made, and not kept.
LONGEST_QUERY = 200


class Key(NamedTuple):
    """What a page's bytes depend on, besides the facts and the time."""

    scheme: str
    host: str
    path: str
    query: str
    fragment: bool

    @property
    def worth_keeping(self) -> bool:
        return len(self.query) <= LONGEST_QUERY


def key_as_sent(meta: Mapping[str, str]) -> Key:
    """Return the key of a request without a query, for which nothing has to be looked up.

    A path that is not plain ASCII is spelled otherwise here, and so is no page's key.
    """
    path = meta.get("SCRIPT_NAME", "") + meta.get("PATH_INFO", "")
    return Key(_scheme(meta), _host(meta), path, "", _wants_fragment(meta))


def key_of(request: HttpRequest, pages: Mapping[str, Sequence[str]]) -> Key | None:
    """Return the key of one of `pages` (their listed parameters by URL name), else None."""
    try:
        match = resolve(request.path_info)
    except Resolver404:
        return None
    listed = pages.get(match.view_name)
    if listed is None:
        return None
    request.resolver_match = match  # for the log, where no view is asked
    query = spelled(request.GET, listed)
    meta = request.META
    return Key(_scheme(meta), _host(meta), request.path, query, _wants_fragment(meta))


def spelled(asked: QueryDict, listed: Sequence[str]) -> str:
    """Write what counts of a query string the one way it is written; of two values the last."""
    return urlencode({name: asked[name] for name in listed if name in asked})


def make_anybodys(request: HttpRequest, key: Key) -> None:
    """Take everything out of a request that another visitor's would not have.

    What is not there can be on no page that others get: cookies, languages, conditions.
    """
    meta = request.META
    for name in [name for name in meta if name.startswith("HTTP_")]:
        del meta[name]
    if key.host:
        meta["HTTP_HOST"] = key.host
    if key.fragment:
        meta["HTTP_HX_REQUEST"] = "true"
    meta["QUERY_STRING"] = key.query
    meta["REQUEST_METHOD"] = request.method = "GET"
    for name in ("headers", "COOKIES", "GET", "accepted_types"):
        request.__dict__.pop(name, None)  # computed from the above when first asked for


def _scheme(meta: Mapping[str, str]) -> str:
    return meta.get("wsgi.url_scheme", "http")


def _host(meta: Mapping[str, str]) -> str:
    return meta.get("HTTP_HOST", "").lower()


def _wants_fragment(meta: Mapping[str, str]) -> bool:
    return (
        meta.get("HTTP_HX_REQUEST") == "true"
        and "HTTP_HX_BOOSTED" not in meta
        and "HTTP_HX_HISTORY_RESTORE_REQUEST" not in meta
    )
