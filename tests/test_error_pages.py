"""When something goes wrong a person gets a sentence, whatever else is broken."""

import html
import re
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from pytest_django.asserts import assertContains

from settimes import urls as real
from settimes.errors import WORDS, TooMany, server_error

FORM = "application/x-www-form-urlencoded"


@pytest.mark.once
def test_the_page_for_a_failure_needs_nothing_at_all(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

    answer = server_error(RequestFactory().get("/"))

    assertContains(answer, "Something broke.", status_code=500)
    assert b"/static/css/base.css" in answer.content


def test_a_failing_view_shows_it(crew, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("events.views.public.seasons.current_event", fail)

    answer = Client(raise_request_exception=False).get("/")

    assertContains(answer, "Something broke.", status_code=500)


def test_an_unknown_address_is_told_in_the_organizations_name(crew, client: Client) -> None:
    answer = client.get("/no/such/page/")

    assertContains(answer, "Nobody plays here.", status_code=404)
    assertContains(answer, crew.name, status_code=404)


@pytest.mark.parametrize("address", ["/", "/events/", "/events/vol-7/", "/nothing/"])
def test_a_host_that_belongs_to_nobody_is_unknown(crew, other_crew, address: str) -> None:
    answer = Client().get(address)

    assertContains(answer, "Nobody plays here.", status_code=404)
    assert crew.name not in answer.content.decode()


def test_a_host_that_is_not_allowed_is_told(db) -> None:
    answer = Client(headers={"Host": "evil.example.org"}).get("/")

    assertContains(answer, "We could not read that.", status_code=400)


def test_a_form_without_its_token_is_told(crew) -> None:
    answer = Client(enforce_csrf_checks=True).post("/admin/login/")

    assertContains(answer, "This form has expired.", status_code=403)


def fail(request: HttpRequest, status: int) -> HttpResponse:
    """Go wrong in one of the ways there are."""
    errors = {400: BadRequest("/srv/x"), 403: PermissionDenied("/srv/x"), 404: Http404("/srv/x")}
    errors |= {413: RequestDataTooBig("/srv/x"), 429: TooMany(timedelta(seconds=90))}
    errors |= {500: RuntimeError("SELECT secret FROM /srv/x")}
    if status in errors:
        raise errors[status]
    return HttpResponse(status=status, headers={"Allow": "POST"} if status == 405 else {})


urlpatterns = [*real.urlpatterns, path("fail/<int:status>/", login_not_required(fail))]
handler400, handler403 = real.handler400, real.handler403
handler404, handler500 = real.handler404, real.handler500
STATUSES = [400, 403, 404, 405, 409, 413, 429, 500]
SHAPES = {
    "page": ({}, "text/html", "<!doctype html>"),
    "fragment": ({"HX-Request": "true"}, "text/html", "<div class"),
    "json": ({"Accept": "application/json"}, "application/json", "{"),
}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("status", STATUSES)
def test_each_error_is_told_in_the_shape_asked_for(crew, status: int, shape: str) -> None:
    headers, kind, begins = SHAPES[shape]

    answer = Client(raise_request_exception=False).get(f"/fail/{status}/", headers=headers)

    told = answer.content.decode()
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (status, kind)
    assert told.startswith(begins)
    assert (answer["X-Request-ID"] in told) == (status != 404)
    assert WORDS[status].lead in html.unescape(told)
    assert not re.search(r"/srv/x|Traceback|SELECT|django|settings", told)


@pytest.mark.urls(__name__)
def test_an_error_keeps_what_the_client_must_know(crew) -> None:
    assert Client().get("/fail/429/")["Retry-After"] == "90"
    assert Client().get("/fail/405/")["Allow"] == "POST"


@pytest.mark.urls(__name__)
def test_json_says_error_message_details_and_id(crew) -> None:
    answer = Client().get("/fail/429/", headers={"Accept": "application/json"})

    assert answer.json() == {
        "error": "Too many requests",
        "message": WORDS[429].lead,
        "details": {},
        "request_id": answer["X-Request-ID"],
    }


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "PROPFIND", "X" * 500])
def test_an_unknown_method_is_refused_before_any_page(crew, method: str) -> None:
    answer = Client().generic(method, "/")

    assert answer.status_code == 405


@pytest.mark.parametrize("length", [str(26_000_000), "9" * 30])
def test_what_is_far_too_large_is_refused_unread(crew, length: str) -> None:
    answer = Client().post("/accounts/login/", CONTENT_LENGTH=length)

    assertContains(answer, "That is too much at once.", status_code=413)


def test_a_form_that_is_too_large_is_told(crew) -> None:
    typed = {"email": "x" * 3_000_000}

    answer = Client().post("/accounts/login/", urlencode(typed), FORM)

    assertContains(answer, "That is too much at once.", status_code=413)


def test_a_form_of_thousands_of_fields_is_refused(crew) -> None:
    answer = Client().post("/accounts/login/", urlencode({f"f{n}": n for n in range(2000)}), FORM)

    assert answer.status_code == 400
