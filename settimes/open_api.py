"""What every answer of an open JSON API has in common, whichever app it tells of.

Open to every origin and therefore never with credentials: no answer depends on who asks. It only
reads. Whatever goes wrong is said as `{"error", "message", "details"}` with the right status.
"""

import logging
from collections.abc import Callable, Mapping
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, is_valid_path, resolve
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from settimes.logs import current_request_id

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]
ALLOWED = "GET, HEAD, OPTIONS"
# What a value may get wrong, as pydantic names it, and what a person should do about it.
ADVICE = {
    "string_too_short": "Leave it out or give it a value.",
    "string_too_long": "It has at most {max_length} characters.",
    "int_parsing": "It is a whole number.",
    "int_parsing_size": "It is a whole number.",
    "greater_than_equal": "It is at least {ge}.",
    "less_than_equal": "It is at most {le}.",
    "string_pattern_mismatch": "It has only letters without accents, digits, “-” and “_”.",
}


class Problem(Schema):
    error: str
    message: str
    details: dict[str, str]


def problem(status: int, error: str, message: str, **details: str) -> HttpResponse:
    said = {"error": error, "message": message, "details": details}
    return JsonResponse(said, status=status)


def no_page(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer for every address of the API that means nothing; “/” at its end is one too many."""
    bare = request.path.rstrip("/")
    if rest.endswith("/") and is_valid_path(bare):
        here, there = resolve(request.path), resolve(bare)
        if here.func is not there.func:
            query = request.META.get("QUERY_STRING", "")
            return redirect(escape_uri_path(bare) + (f"?{query}" if query else ""), permanent=True)
    raise Http404("There is nothing at this address.")


def open_to_everyone(view: View) -> View:
    """Let any origin read `view`, say what goes wrong as JSON, and refuse all but reading."""

    @csrf_exempt  # Nothing is ever written, so a POST is told 405 and not about a missing token.
    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=30)
        return response

    return answer


def _answer(view: View, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
    if request.method == "OPTIONS":
        allowed = {"Allow": ALLOWED, "Access-Control-Allow-Methods": ALLOWED}
        asking = {"Access-Control-Allow-Headers": "If-None-Match"}
        return HttpResponse(status=204, headers=allowed | asking)
    if request.method not in {"GET", "HEAD"}:
        refused = problem(405, "Method not allowed", "This address is only for reading: use GET.")
        refused["Allow"] = ALLOWED
        return refused
    request.method = "GET"  # The server in front drops the body where HEAD was asked.
    try:
        return view(request, *args, **kwargs)
    except Http404 as missing:
        return problem(404, "Not found", str(missing))


def urls_of(api: NinjaAPI) -> tuple[list[URLResolver | URLPattern], str, str]:
    """Return the addresses of `api`, each open to everyone, for `path(…)`."""
    patterns, app_name, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = open_to_everyone(pattern.callback)
    return patterns, app_name, namespace


def speak_plainly(api: NinjaAPI) -> None:
    """Have `api` say what is wrong with a request in this project's shape and words."""

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(404, "Not found", str(error))

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        logger.error("API broken", exc_info=error)
        known = current_request_id.get() or ""
        return problem(500, "Server error", "Something broke here.", request_id=known)

    @api.exception_handler(ValidationError)
    def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
        first: Mapping[str, object] = error.errors[0]
        place = first["loc"]
        field = str(place[-1]) if isinstance(place, tuple) else str(place)
        limits = first.get("ctx")
        known = ADVICE.get(str(first["type"]), str(first["msg"]))
        reason = known.format_map(limits) if isinstance(limits, dict) else known
        message = f"The value of “{field}” cannot be used. {reason}"
        return problem(422, "Validation error", message, field=field, reason=reason)
