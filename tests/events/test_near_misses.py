"""Addresses that are nearly right lead to the right one."""

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import resolve
from pytest_django.asserts import assertRedirects

from tests.cast import make_event


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/api/v1/events/", "/api/v1/events"),
        ("/api/v1/events/?page=1", "/api/v1/events?page=1"),
        ("/api/v1/events/vol-7/", "/api/v1/events/vol-7"),
        ("/api/v1/openapi.json/", "/api/v1/openapi.json"),
    ],
)
def test_an_address_of_the_api_with_a_slash_leads_to_it(crew, client, asked, leads_to) -> None:
    make_event("Vol. 7", status="published")

    answer = client.get(asked)

    assertRedirects(answer, leads_to, status_code=301)
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("asked", ["/api/", "/api//", "/api/v1/", "/api/v1//", "/api/v1/nothing/"])
def test_what_means_nothing_with_a_slash_is_still_nothing(crew, client: Client, asked) -> None:
    answer = client.get(asked)

    assert (answer.status_code, answer.json()["error"]) == (404, "Not found")


def test_the_icon_is_found_where_browsers_ask_for_it(crew, client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert (answer.status_code, answer["Location"]) == (302, "/static/favicon.svg")
    assert finders.find("favicon.svg")
    assert resolve("/favicon.ico").url_name == "favicon"
    assert dict(answer.cookies) == {}
