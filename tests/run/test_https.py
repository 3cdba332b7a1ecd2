"""A site on the internet, asked from outside through its proxy: cookies, headers, its own host."""

import pytest

from tests.run.conftest import Launch
from tests.run.outside import HOST, PRODUCTION, Site, Visitor

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def site(launch: Launch) -> Site:
    return Site(launch(**PRODUCTION).until_ready(), https=True)


def test_cookies_are_bound_to_this_host(site: Site) -> None:
    visitor = Visitor(site)

    answer = visitor.sign_in(*site.staff)

    assert (answer.status, answer.headers["Location"]) == (302, "/manage/")
    assert set(visitor.cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    said = {
        (m["path"], m["domain"], m["secure"], m["httponly"], m["samesite"])
        for m in visitor.cookies.values()
    }
    assert said == {("/", "", True, True, "Lax")}
    assert sum(len(m.OutputString()) for m in visitor.cookies.values()) < 4096
    assert visitor.get("/manage/").status == 200


def test_a_browser_is_told_to_come_by_https(site: Site) -> None:
    safe = Visitor(site).get("/")
    plain = Visitor(site).get("/events/", **{"X-Forwarded-Proto": "http"})

    assert safe.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )
    assert plain.headers["Location"] == f"https://{HOST}/events/"
    assert plain.status == 301


def test_a_form_without_a_page_it_came_from_is_refused(site: Site) -> None:
    visitor = Visitor(site, 4)
    visitor.sign_in(*site.staff)
    body = f"csrfmiddlewaretoken={visitor.token('/accounts/sessions/')}"

    for said in ({}, {"Referer": ""}, {"Referer": "https://evil.example/"}):
        answer = visitor.ask("POST", "/accounts/logout/", body, **said)
        assert answer.status == 403
        assert answer.headers["X-Request-ID"] in answer.text
    assert visitor.is_in()
    said = {"Referer": f"https://{HOST}/accounts/sessions/"}
    assert visitor.ask("POST", "/accounts/logout/", body, **said).status == 302
