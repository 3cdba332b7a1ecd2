"""What every request passes through, whichever app answers it."""

import time
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

from settimes import proxies
from settimes.logs import log_answer, request_named

# What pages of ours never ask for, so nothing smuggled in can either.
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "magnetometer",
        "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking",
    )
)  # fmt: skip
GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Name each request, in its log lines and its answer, and log it once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        with request_named(request.META) as name:
            response = get_response(request)
            response["X-Request-ID"] = name
            match = request.resolver_match
            route = match.route if match else None
            log_answer(request.method, route, response.status_code, began)
            return response

    return middleware


def behind_proxy(get_response: GetResponse) -> GetResponse:
    """Believe X-Forwarded-For and X-Forwarded-Proto from TRUSTED_PROXIES, and from nobody else."""
    trusted = proxies.networks(settings.TRUSTED_PROXIES)

    def middleware(request: HttpRequest) -> HttpResponse:
        proxies.believe(request.META, trusted)
        return get_response(request)

    return middleware


class LoginRequired(LoginRequiredMiddleware):
    """Make every page private unless it says otherwise, and leave public ones without a session.

    Django's own asks who the visitor is before it asks whether that matters; that reads the
    session, costs queries and adds `Vary: Cookie` to pages that are the same for everyone.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[object, ...],
        view_kwargs: dict[str, object],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """Lead back to where this came from when it was a form: its address may show nothing."""
        page = request.get_full_path()
        if request.method not in {"GET", "HEAD"}:
            page = came_from(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
        return redirect_to_login(page, self.get_login_url(view_func), REDIRECT_FIELD_NAME)

    def get_login_url(self, view_func: Callable[..., HttpResponseBase]) -> str:
        """Name the one way in, also for views of the Django admin, which name their own."""
        return resolve_url(settings.LOGIN_URL)


def came_from(request: HttpRequest) -> str:
    """Return the page of this site that the request was sent from, or nothing."""
    try:
        parts = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if parts.netloc != request.get_host() or not parts.path.startswith("/"):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def policies(get_response: GetResponse) -> GetResponse:
    """Say what a browser must not do with our answers, and that nobody keeps a person's pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = getattr(request, "session", None)
        if response.cookies or getattr(session, "accessed", False):
            add_never_cache_headers(response)
        return response

    return middleware


def htmx_redirects(get_response: GetResponse) -> GetResponse:
    """Turn a redirect of an htmx request into HX-Redirect.

    XMLHttpRequest follows a 302 by itself and would put the login page into a table row. To the
    login page the answer is 401, and `next` is the page the person sees, not the fragment.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not getattr(request, "htmx", False) or not isinstance(
            response, HttpResponseRedirectBase
        ):
            return response
        target, status = response["Location"], 204
        login = resolve_url(settings.LOGIN_URL)
        if urlsplit(target).path == login:
            page = request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
            target, status = f"{login}?{urlencode({'next': page})}", 401
        answer = HttpResponse(status=status, headers={"HX-Redirect": target})
        answer.cookies = response.cookies
        return answer

    return middleware


def htmx_messages(get_response: GetResponse) -> GetResponse:
    """Send messages along with an htmx answer, into the region that is read out.

    The region itself stays, or screen readers would miss what is put into it. What stood there
    before is replaced: ten edits leave one notice. After a redirect the next page shows them.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if (
            getattr(request, "htmx", False)
            and is_page
            and response.content
            and not isinstance(response, HttpResponseRedirectBase)
            and len(messages.get_messages(request))
        ):
            said = render_to_string("_messages.html", request=request)
            response.content += f'<div hx-swap-oob="innerHTML:#messages">{said}</div>'.encode()
        return response

    return middleware
