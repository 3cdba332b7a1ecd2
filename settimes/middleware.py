"""What every request passes through, whichever app answers it."""

import logging
import re
import secrets
import time
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase
from django.shortcuts import resolve_url
from django.template.loader import render_to_string

from settimes.logs import current_request_id

GetResponse = Callable[[HttpRequest], HttpResponse]

logger = logging.getLogger("settimes.requests")
A_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


def request_id(get_response: GetResponse) -> GetResponse:
    """Name each request, in its log lines and its answer, and log it once.

    The line has the address's pattern, never the address itself: paths can hold tokens.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        sent = request.headers.get("X-Request-ID", "")
        name = sent if A_REQUEST_ID.fullmatch(sent) else secrets.token_hex(8)
        token = current_request_id.set(name)
        began = time.monotonic()
        try:
            response = get_response(request)
            response["X-Request-ID"] = name
            match = request.resolver_match
            logger.info(
                "request",
                extra={
                    "method": request.method,
                    "route": match.route if match else None,
                    "status": response.status_code,
                    "ms": round((time.monotonic() - began) * 1000),
                },
            )
            return response
        finally:
            current_request_id.reset(token)

    return middleware


def behind_proxy(get_response: GetResponse) -> GetResponse:
    """Believe X-Forwarded-For and X-Forwarded-Proto from TRUSTED_PROXIES, and from nobody else.

    Read from the right, the visitor is the first address that is not a trusted proxy.
    """
    trusted = [ip_network(network) for network in settings.TRUSTED_PROXIES]

    def is_trusted(address: str) -> bool:
        return any(ip_address(address) in network for network in trusted)

    def middleware(request: HttpRequest) -> HttpResponse:
        # gunicorn names no address for a peer on a unix socket: only this machine can be there.
        peer = request.META.get("REMOTE_ADDR", "")
        forwarded_for = request.META.pop("HTTP_X_FORWARDED_FOR", "")
        proto = request.META.pop("HTTP_X_FORWARDED_PROTO", "")
        if trusted and (not peer or is_trusted(peer)):
            for address in reversed([part.strip() for part in forwarded_for.split(",")]):
                if not is_address(address):  # what lies further left is anybody's invention
                    break
                request.META["REMOTE_ADDR"] = address
                if not is_trusted(address):
                    break
            if proto.strip().lower() == "https":
                request.META["wsgi.url_scheme"] = "https"
        return get_response(request)

    return middleware


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


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

    def get_login_url(self, view_func: Callable[..., HttpResponseBase]) -> str:
        """Name the one way in, also for views of the Django admin, which name their own."""
        return resolve_url(settings.LOGIN_URL)


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
