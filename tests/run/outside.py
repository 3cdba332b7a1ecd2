"""A site as anybody meets it: over HTTP, from whatever address, as whoever may sign in.

On SQLite it is what `make run` brings up on a laptop; on PostgreSQL it is a site on the internet,
behind the proxy that speaks https for it.
"""

import hashlib
import http.client
import os
import re
import sqlite3
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from email.message import Message
from http.cookies import SimpleCookie
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit, urlunsplit

import psycopg

from tests.run.browser import Forms
from tests.run.launched import PATIENCE, Launched
from tests.smtp_sink import Sink

HOST = "crawl.example.org"
LOGIN = "/accounts/login/"
PRODUCTION = {
    "SITE_URL": f"https://{HOST}",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "POSTAL_ADDRESS": "1 King Street",
    "TRUSTED_PROXIES": "127.0.0.1",
}
# The clock begins no round of telling meanwhile: a row that changes is somebody's doing.
NO_ROUNDS = {"COLLECT_EVERY": "1d"}
# These move by themselves: sessions in use, tries, mail on its way. Of a mail only its plan counts.
MOVES = re.compile(
    r"accounts_(usersession|authevent|lockout|signintry)|outbox_breaker|sqlite_.*|django_session"
)
COUNTS = {"outbox_message": "id, key, kind"}
PASSWORD = "as long as the night is"


class Answer(NamedTuple):
    status: int
    headers: Message
    text: str


@dataclass
class Site:
    run: Launched
    https: bool
    database: str = ""
    sink: Sink | None = None
    people: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return HOST if self.https else f"localhost:{self.run.port}"

    @property
    def origin(self) -> str:
        return f"{'https' if self.https else 'http'}://{self.host}"

    @property
    def staff(self) -> tuple[str, str]:
        email, password, *_ = (self.run.data_dir / "demo-password").read_text().splitlines()
        return email, password

    def connection(self) -> AbstractContextManager[Any]:
        """Open the database, to read what the site has made of it."""
        if self.database:
            return psycopg.connect(self.database)
        path = self.run.data_dir / "settimes.sqlite3"
        return closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True))

    def rows(self, *, moving: bool = False) -> dict[str, list[str]]:
        """Return the rows of each table that only changes when somebody changes something.

        `moving`: of the others too, with all that stands in them.
        """
        of_all = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        if not self.database:
            of_all = "SELECT name FROM sqlite_master WHERE type = 'table'"
        with self.connection() as connection:
            names = [name for (name,) in connection.execute(of_all).fetchall()]
            return {
                name: sorted(map(repr, _all(connection, name, whole=moving)))
                for name in names
                if moving or not MOVES.fullmatch(name)
            }

    def digest(self) -> dict[str, str]:
        return {
            name: hashlib.sha256("\n".join(rows).encode()).hexdigest()
            for name, rows in self.rows().items()
        }

    def cells_with(self, *marks: str) -> list[str]:
        """Return the tables that hold one of these."""
        return [
            name
            for name, rows in sorted(self.rows().items())
            if any(mark in row for row in rows for mark in marks)
        ]

    def rights(self) -> list[tuple[object, ...]]:
        """Return who may do what: what no form but the ones for it may change."""
        with self.connection() as connection:
            people = connection.execute(
                "SELECT u.email, u.is_active, u.is_staff, u.is_superuser, m.role, m.organization_id"
                " FROM accounts_user u LEFT JOIN accounts_membership m ON m.user_id = u.id"
                " ORDER BY u.email"
            )
            return list(people.fetchall())


def _all(connection: Any, table: str, *, whole: bool) -> list[tuple[object, ...]]:
    columns = "*" if whole else COUNTS.get(table, "*")
    return list(connection.execute(f'SELECT {columns} FROM "{table}"').fetchall())  # noqa: S608


def database_for(name: str) -> str:
    """Make a database beside the tests' own, and return its address; none on SQLite."""
    address = os.environ.get("DATABASE_URL")
    if not address:
        return ""
    # Several workers of the tests share one server.
    name += os.environ.get("PYTEST_XDIST_WORKER", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


class Visitor:
    """Somebody with a browser, at an address of their own."""

    def __init__(self, site: Site, number: int = 1) -> None:
        self.site, self.cookies = site, SimpleCookie()
        self.address = f"203.0.113.{number}" if site.https else f"127.0.1.{number}"

    def ask(self, method: str, path: str, body: str | bytes | None = None, **more: str) -> Answer:
        headers = {"Host": self.site.host}
        # The proxy adds its visitor to what that one has written.
        if self.site.https:
            forged = more.pop("X-Forwarded-For", "")
            headers["X-Forwarded-For"] = f"{forged}, {self.address}" if forged else self.address
            headers["X-Forwarded-Proto"] = "https"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{n}={m.value}" for n, m in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        source = ("127.0.0.1" if self.site.https else self.address, 0)
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.site.run.port, timeout=PATIENCE, source_address=source
        )
        with closing(connection):
            connection.request(method, path, body, headers | more)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return Answer(answer.status, answer.headers, text)

    def get(self, path: str, **more: str) -> Answer:
        return self.ask("GET", path, **more)

    def form(self, path: str, having: str) -> tuple[str, dict[str, str]]:
        """Return where the form of a page with the field `having` goes, and what it holds."""
        page = self.get(path)
        forms = [form for form in Forms(page.text, pressing=False).found if having in form[1]]
        assert forms, (path, page.status, having)
        return forms[0][0] or path, dict(forms[0][1])

    def post(self, path: str, fields: dict[str, str], **more: str) -> Answer:
        """Post as a form on a page of this site would."""
        more = {"Origin": self.site.origin, "Referer": f"{self.site.origin}{path}"} | more
        return self.ask("POST", path, urlencode(fields), **more)

    def send(self, page: str, having: str, **typed: str) -> Answer:
        path, fields = self.form(page, having)
        return self.post(path, fields | typed)

    def token(self, page: str = LOGIN) -> str:
        """Return the token that a form of this visitor has to hold."""
        return next(
            fields["csrfmiddlewaretoken"]
            for _, fields in Forms(self.get(page).text).found
            if "csrfmiddlewaretoken" in fields
        )

    def sign_in(self, email: str, password: str, **more: str) -> Answer:
        path, fields = self.form(LOGIN, "password")
        fields.pop("remember", None)
        return self.post(path, fields | {"email": email, "password": password}, **more)

    def is_in(self) -> bool:
        return self.get("/accounts/sessions/").status == 200


def populate(site: Site) -> None:
    """Have a member of each role, made at the desk by whoever has the demo's account."""
    staff = Visitor(site, 250)
    assert staff.sign_in(*site.staff).status == 302
    for role in ("viewer", "editor", "admin"):
        site.people[role] = f"{role}@people.example"
        give_account(staff, site.people[role], role)


def give_account(staff: Visitor, email: str, role: str) -> None:
    """Make a member at the desk, and prove who does it where that is asked."""
    proof = {"again": staff.site.staff[1]}
    secret = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"} | proof
    made = staff.send("/admin/accounts/user/add/", "password1", email=email, **secret)
    assert made.status == 302, made.text
    organization = re.search(
        r"/admin/accounts/organization/(\d+)/", staff.get("/admin/accounts/organization/").text
    )
    assert organization is not None
    inline = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-organization": organization[1],
        "memberships-0-role": role,
    }
    page = made.headers["Location"]
    assert staff.send(page, "memberships-TOTAL_FORMS", **inline, **proof).status == 302


def member(site: Site, role: str, number: int) -> Visitor:
    """Return somebody of this role, signed in."""
    visitor = Visitor(site, number)
    who = site.staff if role == "staff" else (site.people[role], PASSWORD)
    assert visitor.sign_in(*who).status == 302
    return visitor
