"""When something goes wrong a person gets a sentence, whatever else is broken."""

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.views.defaults import server_error
from pytest_django.asserts import assertContains


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


@pytest.mark.parametrize("name", ["400", "403", "404"])
def test_an_error_page_needs_no_request(name: str) -> None:
    assert "<h1>" in get_template(f"{name}.html").render()
