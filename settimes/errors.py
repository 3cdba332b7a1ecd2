"""What a person, a fragment or a program is told when something goes wrong: that, and an id.

No path, no setting, no trace: the id finds the log lines that have the rest.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from settimes.logs import current_request_id

METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]


@dataclass(frozen=True)
class Words:
    """The title, the heading, what to do, and the short name that programs get."""

    title: str
    heading: str
    lead: str
    name: str


WORDS = {
    400: Words(
        "Not understood",
        "We could not read that.",
        "The address or the request was not complete. Check the address, or start from the front"
        " page.",
        "Bad request",
    ),
    403: Words(
        "Not for this account",
        "This door is closed to you.",
        "Your account may not do this here. An admin of the organization can change that.",
        "Forbidden",
    ),
    404: Words(
        "No such page",
        "Nobody plays here.",
        "There is no page at this address. It may be mistyped, or the page is gone.",
        "Not found",
    ),
    405: Words(
        "Not this way",
        "This address is for a button.",
        "It does something when its form is sent, and shows nothing by itself. Go back to the page"
        " with the button.",
        "Method not allowed",
    ),
    409: Words(
        "Changed meanwhile",
        "Somebody was first.",
        "This was changed while you had it open. Go back, reload the page and look again.",
        "Conflict",
    ),
    413: Words(
        "Too much",
        "That is too much at once.",
        "What was sent is larger than this page takes. Send a smaller file, or less text.",
        "Too large",
    ),
    429: Words(
        "Too often",
        "Once more, but slower.",
        "This was sent many times in a short while. Wait a little, then send it again.",
        "Too many requests",
    ),
    500: Words(
        "Something broke",
        "Something broke.",
        "It is our fault, not yours, and it has been written down. Try again in a minute.",
        "Server error",
    ),
}
EXPIRED_FORM = Words(
    "Type it again",
    "This form has expired.",
    "It was open too long, or cookies are off. Go back, reload the page and send it again.",
    "Forbidden",
)
NOT_FOUND = 404
# Whoever asks here reads the status alone, and must get it without a database.
FOR_MACHINES = {"/healthz", "/readyz"}


class TooMany(Exception):
    """Refuse this request; another may come when `wait` has passed."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.seconds = max(1, math.ceil(wait.total_seconds()))


def page(request: HttpRequest, status: int, words: Words | None = None) -> HttpResponse:
    """Answer in the shape that was asked for: JSON, fragment or page."""
    words = words or WORDS[status]
    # What is hidden from somebody is told byte for byte as what never was: there the id stands in
    # the header alone.
    known = current_request_id.get() or "" if status != NOT_FOUND else ""
    if _wants_json(request):
        response: HttpResponse = JsonResponse(_as_json(words, known), status=status)
    else:
        organizing = request.path.startswith(("/manage/", "/accounts/"))
        context = {
            "words": words,
            "request_id": known,
            "back": "/manage/" if organizing else "/",
            "back_to": "Back to your events" if organizing else "See what is on",
        }
        name = "errors/error.html" if organizing or status != NOT_FOUND else "errors/not_found.html"
        if request.headers.get("HX-Request") == "true":
            name = "errors/_error.html"
        response = HttpResponse(render_to_string(name, context, request), status=status)
    add_never_cache_headers(response)
    patch_vary_headers(response, ["Accept", "HX-Request"])
    return response


def _wants_json(request: HttpRequest) -> bool:
    wanted = request.get_preferred_type(["text/html", "application/json"])
    return request.path.startswith("/api/") or wanted == "application/json"


def _as_json(words: Words, request_id: str) -> dict[str, object]:
    said: dict[str, object] = {"error": words.name, "message": words.lead, "details": {}}
    return said | {"request_id": request_id} if request_id else said


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, EXPIRED_FORM)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when anything may be broken: the page needs no request and no database."""
    known = current_request_id.get() or ""
    words = WORDS[500]
    if _wants_json(request):
        return JsonResponse(_as_json(words, known), status=500)
    htmx = request.headers.get("HX-Request") == "true"
    name = "errors/_error.html" if htmx else "500.html"
    context = {"words": words, "request_id": known}
    return HttpResponse(render_to_string(name, context), status=500)


class Errors:
    """Refuse what no view should see, and give empty refusals a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            response: HttpResponse = HttpResponseNotAllowed(METHODS)
        elif _length(request) > settings.LARGEST_REQUEST:
            response = HttpResponse(status=413)
        else:
            response = self.get_response(request)
        told_already = response.streaming or response.content or request.path in FOR_MACHINES
        if response.status_code not in WORDS or told_already:
            return response
        told = page(request, response.status_code)
        for name in ("Allow", "Retry-After"):
            if name in response:
                told[name] = response[name]
        return told

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TooMany):
            return HttpResponse(status=429, headers={"Retry-After": str(exception.seconds)})
        return None


def _length(request: HttpRequest) -> int:
    sent = request.META.get("CONTENT_LENGTH") or "0"
    return int(sent) if sent.isdecimal() else 0
