"""The answer to one request, made of a kept page."""

import time

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.http import parse_etags, parse_http_date_safe

from settimes.pages.kept import Kept, Variant, preferred


class Visit:
    """What of a request decides about the answer, apart from the page."""

    def __init__(self, request: HttpRequest) -> None:
        meta = request.META
        self.method = request.method
        self.encodings = preferred(meta.get("HTTP_ACCEPT_ENCODING", ""))
        self.none_match: str = meta.get("HTTP_IF_NONE_MATCH", "")
        self.modified_since: str = meta.get("HTTP_IF_MODIFIED_SINCE", "")

    def has(self, variant: Variant) -> bool:
        """Say whether the visitor holds these very bytes (RFC 9110, 13.2.2)."""
        if self.none_match:
            known = [etag.removeprefix("W/") for etag in parse_etags(self.none_match)]
            return known == ["*"] or variant.headers["ETag"] in known
        if self.modified_since and "Last-Modified" in variant.headers:
            seen = parse_http_date_safe(self.modified_since)
            changed = parse_http_date_safe(variant.headers["Last-Modified"])
            return seen is not None and changed is not None and changed <= seen
        return False


def answer(kept: Kept, visit: Visit, *, stale: bool = False) -> HttpResponse:
    variant = next(
        kept.variants[name] for name in (*visit.encodings, "identity") if name in kept.variants
    )
    if visit.has(variant):
        response: HttpResponse = HttpResponseNotModified(headers=variant.unchanged_headers)
    else:
        body = b"" if visit.method == "HEAD" else variant.body
        response = HttpResponse(body, headers=variant.headers)
    if stale:
        _say_so(response, kept)
    return response


def _say_so(response: HttpResponse, kept: Kept) -> None:
    """Mark an old page that stands in for one that cannot be made (RFC 9211, RFC 9111)."""
    age = max(0, round(time.time() - kept.at))
    left = round(settings.PAGE_MAX_AGE.total_seconds()) - age
    response["Age"] = str(age)
    response["Cache-Status"] = f"SetTimes; hit; ttl={left}; detail=stale"
