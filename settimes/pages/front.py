"""The kept pages in front of Django: for a page that is fresh no request has to be made of it.

Only addresses without a query; the rest, and whatever is not kept, goes on to Django, where
`middleware.PageCache` answers by the same rules.
"""

import time
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings

from settimes import proxies
from settimes.logs import log_answer, request_named
from settimes.pages.answering import Visit, answer
from settimes.pages.asked import key_as_sent
from settimes.pages.store import is_fresh, store


def with_pages_in_front(application: WSGIApplication) -> WSGIApplication:
    trusted = proxies.networks(settings.TRUSTED_PROXIES)

    def front(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
            return application(environ, start_response)
        began = time.monotonic()
        proxies.believe(environ, trusted)
        kept = store.get(key_as_sent(environ))
        if kept is None or not is_fresh(kept):
            return application(environ, start_response)
        found = answer(kept, Visit(environ))
        with request_named(environ) as name:
            log_answer(environ["REQUEST_METHOD"], kept.route, found.status, began)
        headers = [*found.headers.items(), ("X-Request-ID", name)]
        start_response(f"{found.status.value} {found.status.phrase}", headers)
        return [found.body]

    return front
