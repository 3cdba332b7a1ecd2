"""The answer to one request, made of a kept page."""

import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import parse_etags, parse_http_date_safe

from settimes.pages.kept import PLAIN, Kept, Variant, preferred


class Answer(NamedTuple):
    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes

    def as_response(self) -> HttpResponse:
        # Bytes without a type would be given one.
        unchanged = self.status == HTTPStatus.NOT_MODIFIED
        response = HttpResponse(self.body, status=self.status, headers=dict(self.headers))
        if unchanged:
            del response["Content-Type"]
        return response


class Visit:
    """What of a request decides about the answer, apart from the page."""

    def __init__(self, meta: Mapping[str, str]) -> None:
        self.method = meta["REQUEST_METHOD"]
        self.encodings = preferred(meta.get("HTTP_ACCEPT_ENCODING", ""))
        self.none_match = meta.get("HTTP_IF_NONE_MATCH", "")
        self.modified_since = meta.get("HTTP_IF_MODIFIED_SINCE", "")

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


def answer(kept: Kept, visit: Visit, *, stale: bool = False) -> Answer:
    variant = next(
        kept.variants[name] for name in (*visit.encodings, PLAIN) if name in kept.variants
    )
    if visit.has(variant):
        found = Answer(HTTPStatus.NOT_MODIFIED, variant.unchanged_headers, b"")
    else:
        body = b"" if visit.method == "HEAD" else variant.body
        found = Answer(HTTPStatus.OK, variant.headers, body)
    return found._replace(headers={**found.headers, **_marks(kept)}) if stale else found


def _marks(kept: Kept) -> dict[str, str]:
    """Mark an old page that stands in for one that cannot be made (RFC 9211, RFC 9111)."""
    age = max(0, round(time.time() - kept.at))
    left = round(settings.PAGE_MAX_AGE.total_seconds()) - age
    return {"Age": str(age), "Cache-Status": f"SetTimes; hit; ttl={left}; detail=stale"}
