"""A site on the internet, asked from outside through its proxy: cookies, headers, lockout."""

import http.client
import os
import urllib.parse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg
import pytest

from tests.run.browser import Forms
from tests.run.conftest import Launch
from tests.run.launched import Launched

HOST = "crawl.example.org"
LOGIN = "/accounts/login/"
PRODUCTION = {
    "SITE_URL": f"https://{HOST}",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "POSTAL_ADDRESS": "1 King Street",
    "TRUSTED_PROXIES": "127.0.0.1",
}


class Visitor:
    """Somebody behind the proxy, which says where they are and that they came by https."""

    def __init__(self, site: Launched, address: str = "203.0.113.1") -> None:
        self.port, self.address, self.cookies = site.port, address, SimpleCookie()

    def ask(self, method: str, path: str, body: str | None = None, **more: str):
        headers = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": self.address}
        headers |= {"Cookie": "; ".join(f"{n}={m.value}" for n, m in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, headers | more)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return answer, text

    def sign_in(self, email: str, password: str, **more: str) -> http.client.HTTPResponse:
        _, page = self.ask("GET", LOGIN)
        fields = next(fields for _, fields in Forms(page).found if "password" in fields)
        typed = {**fields, "email": email, "password": password}
        typed.pop("remember", None)
        referer = {"Referer": f"https://{HOST}{LOGIN}"}
        return self.ask("POST", LOGIN, urlencode(typed), **referer, **more)[0]


@pytest.fixture(scope="module")
def site(launch: Launch) -> Launched:
    settings, address = dict(PRODUCTION), os.environ.get("DATABASE_URL")
    if address:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE DATABASE outside")
        settings["DATABASE_URL"] = urlunsplit(urlsplit(address)._replace(path="/outside"))
    return launch(**settings).until_ready()


@pytest.fixture(scope="module")
def account(site: Launched) -> tuple[str, str]:
    email, password, *_ = (site.data_dir / "demo-password").read_text().splitlines()
    return email, password


def test_cookies_are_bound_to_this_host(site: Launched, account: tuple[str, str]) -> None:
    visitor = Visitor(site)

    answer = visitor.sign_in(*account)

    assert (answer.status, answer.headers["Location"]) == (302, "/manage/")
    assert set(visitor.cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    said = {
        (m["path"], m["domain"], m["secure"], m["httponly"], m["samesite"])
        for m in visitor.cookies.values()
    }
    assert said == {("/", "", True, True, "Lax")}
    assert visitor.ask("GET", "/manage/")[0].status == 200


def test_a_browser_is_told_to_come_by_https(site: Launched) -> None:
    safe, _ = Visitor(site).ask("GET", "/")
    plain, _ = Visitor(site).ask("GET", "/events/", **{"X-Forwarded-Proto": "http"})

    assert safe.headers["Strict-Transport-Security"] == (
        "max-age=31536000; includeSubDomains; preload"
    )
    assert plain.headers["Location"] == f"https://{HOST}/events/"
    assert plain.status == 301


def test_five_wrong_ones_wait_whatever_a_visitor_writes_into_headers(
    site: Launched, account: tuple[str, str]
) -> None:
    forged = ["X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP"]
    email, password = account
    here, elsewhere = Visitor(site, "203.0.113.2"), Visitor(site, "203.0.113.3")

    wrong = [here.sign_in(email, "wrong", **{name: "198.51.100.1"}).status for name in forged]
    # The proxy adds its visitor to what that one has written.
    here.address = "198.51.100.9, 203.0.113.2"
    sixth = here.sign_in(email, password)

    assert wrong == [422] * 5
    assert (sixth.status, 3500 < int(sixth.headers["Retry-After"]) <= 3600) == (429, True)
    assert elsewhere.sign_in(email, password).status == 302


def test_a_form_from_another_site_is_refused(site: Launched, account: tuple[str, str]) -> None:
    visitor = Visitor(site, "203.0.113.4")
    visitor.sign_in(*account)

    for origin in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
        answer, page = visitor.ask("POST", "/accounts/logout/", "", **origin)
        assert answer.status == 403
        assert urllib.parse.unquote(answer.headers["X-Request-ID"]) in page
    assert visitor.ask("GET", "/manage/")[0].status == 200
