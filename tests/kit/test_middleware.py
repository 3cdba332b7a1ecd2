"""What every request passes through: its id, the proxy it may have come by, htmx redirects."""

import re

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails
from pytest_django import Settings

from settimes import middleware
from settimes.logs import current_request_id

pytestmark = pytest.mark.once


def as_seen_by_the_view(request: HttpRequest) -> tuple[str, str]:
    """Return the address and scheme that a view sees behind the proxy rules."""
    middleware.behind_proxy(lambda _: HttpResponse())(request)
    return request.META["REMOTE_ADDR"], request.scheme or ""


def request_from(peer: str, forwarded_for: str | None, proto: str | None = None) -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded_for, "X-Forwarded-Proto": proto}
    sent = {name: value for name, value in headers.items() if value is not None}
    return RequestFactory().get("/", REMOTE_ADDR=peer, headers=sent)


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "visitor"),
    [
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "unknown, 10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "203.0.113.9, nonsense", "10.0.0.1"),
        ("10.0.0.1", "2001:db8::9", "2001:db8::9"),
        ("::1", "203.0.113.9", "203.0.113.9"),
        ("", "203.0.113.9", "203.0.113.9"),
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("198.51.100.7", "10.0.0.1", "198.51.100.7"),
    ],
)
def test_visitor_is_the_last_address_that_is_no_trusted_proxy(
    settings: Settings, peer: str, forwarded_for: str | None, visitor: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "::1"]

    assert as_seen_by_the_view(request_from(peer, forwarded_for))[0] == visitor


@pytest.mark.parametrize(
    ("peer", "proto", "scheme"),
    [
        ("10.0.0.1", "https", "https"),
        ("10.0.0.1", "http", "http"),
        ("10.0.0.1", None, "http"),
        ("10.0.0.1", "gopher", "http"),
        ("198.51.100.7", "https", "http"),
    ],
)
def test_scheme_is_what_a_trusted_proxy_says(
    settings: Settings, peer: str, proto: str | None, scheme: str
) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]

    assert as_seen_by_the_view(request_from(peer, "203.0.113.9", proto))[1] == scheme


@pytest.mark.parametrize("peer", ["127.0.0.1", ""])
def test_nobody_is_believed_without_trusted_proxies(settings: Settings, peer: str) -> None:
    settings.TRUSTED_PROXIES = []

    request = request_from(peer, "203.0.113.9", "https")

    assert as_seen_by_the_view(request) == (peer, "http")
    assert "HTTP_X_FORWARDED_FOR" not in request.META


def answer_to(sent: str | None) -> tuple[str, str | None]:
    """Return the id that the answer carries, then what the view saw."""
    seen: list[str | None] = []

    def view(_: HttpRequest) -> HttpResponse:
        seen.append(current_request_id.get())
        return HttpResponse()

    request = RequestFactory().get("/", headers={} if sent is None else {"X-Request-ID": sent})
    request.resolver_match = None
    return middleware.request_id(view)(request)["X-Request-ID"], seen[0]


def test_request_id_of_the_proxy_is_kept() -> None:
    assert answer_to("proxy-0123456789") == ("proxy-0123456789", "proxy-0123456789")
    assert current_request_id.get() is None


@pytest.mark.parametrize(
    "sent", [None, "", "short", "x" * 65, "with space", "line\nbreak-", "é" * 9]
)
def test_request_id_is_made_where_none_fits(sent: str | None) -> None:
    answered, seen = answer_to(sent)

    assert re.fullmatch(r"[0-9a-f]{16}", answered)
    assert seen == answered != answer_to(sent)[0]


def redirected(target: str, *, htmx: bool, page: str = "http://testserver/manage/x/?a=1"):
    headers = {"HX-Request": "true", "HX-Current-URL": page} if htmx else {}
    request = RequestFactory().post("/manage/x/edit/", headers=headers)
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    answer = HttpResponseRedirect(target)
    answer.set_cookie("kept", "yes")
    return middleware.htmx_redirects(lambda _: answer)(request)


def test_redirect_of_an_htmx_request_is_told_to_htmx() -> None:
    response = redirected("/manage/", htmx=True)

    assert (response.status_code, response["HX-Redirect"]) == (204, "/manage/")
    assert "Location" not in response
    assert response.cookies["kept"].value == "yes"


def test_redirect_without_htmx_stays_one() -> None:
    response = redirected("/manage/", htmx=False)

    assert (response.status_code, response["Location"]) == (302, "/manage/")


@pytest.mark.parametrize(
    ("from_page", "next_page"),
    [
        ("http://testserver/manage/x/?a=1", "%2Fmanage%2Fx%2F%3Fa%3D1"),
        ("https://evil.example.org/", "%2F"),
        ("", "%2F"),
    ],
)
def test_login_by_htmx_leads_back_to_the_page(
    settings: Settings, from_page: str, next_page: str
) -> None:
    settings.LOGIN_URL = "/accounts/login/"

    response = redirected("/accounts/login/?next=/manage/x/edit/", htmx=True, page=from_page)

    assert response.status_code == 401
    assert response["HX-Redirect"] == f"/accounts/login/?next={next_page}"
