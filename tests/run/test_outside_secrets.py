"""Everything that a site gives out is searched for what it must keep to itself.

Pages, files, mails, logs and rows, after every kind of secret there is has been made and used.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import pytest

from tests.accounts.proving import Phone
from tests.run.conftest import Launch
from tests.run.crawl import crawl
from tests.run.outside import (
    HOST,
    PASSWORD,
    PRODUCTION,
    Site,
    Visitor,
    database_for,
    member,
    populate,
)
from tests.run.test_outside_members import invited, join
from tests.run.test_outside_reset import EMAIL, ask, links_to
from tests.smtp_sink import Sink

APP, WHO = "/accounts/factors/app/", "keeper@people.example"
MARKS = {
    "SECRET_KEY": "ZQX7-signs-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
    "FIELD_KEY": "ZQX7-seals-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ",
}
MAILER, MAIL_PASSWORD, DATABASE_PASSWORD = "ZQX7mailer", "ZQX7postbox", "ZQX7database"


@pytest.fixture(scope="module")
def site(launch: Launch) -> Iterator[Site]:
    database = database_for("keeps_its_secrets")
    with Sink(tls="implicit", user=MAILER, password=MAIL_PASSWORD) as sink:
        mine = MARKS | {"EMAIL_URL": sink.url}
        mine |= {"DATABASE_URL": with_password(database)} if database else {}
        run = launch(**PRODUCTION | mine).until_ready()
        site = Site(run, https=True, database=database, sink=sink)
        populate(site)
        yield site


def with_password(address: str) -> str:
    """A server that trusts whoever is on its socket takes any."""
    parts = urlsplit(address)
    user, _, where = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user}:{DATABASE_PASSWORD}@{where}"))


@pytest.fixture(scope="module")
def secrets(site: Site) -> dict[str, str]:
    """Make each kind of secret and use it; return them by what they are."""
    admin, keeper = member(site, "admin", 1), Visitor(site, 2)
    invitation = invited(admin, "admin")
    assert join(keeper, invitation, WHO).status == 302
    page = keeper.get(APP).text
    phone = Phone("".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page)))
    draft = re.search(r'name="draft" value="([^"]+)"', page)
    assert draft is not None
    codes = keeper.send(APP, "draft", draft=draft[1], code=phone.code(-1), name="Telephone")
    assert keeper.send(EMAIL, "email", email=f"new-{WHO}", current=PASSWORD).status in (200, 302)
    assert ask(site, WHO, 3).status == 302
    Visitor(site, 4).sign_in(WHO, "ZQX7 mistyped")
    reset, confirm = links_to(site, WHO)[0], links_to(site, f"new-{WHO}")[0]
    Visitor(site, 5).get(reset)
    Visitor(site, 5).send(reset, "new", new="ZQX7")
    return MARKS | {
        "the mail server's user": MAILER,
        "the mail server's password": MAIL_PASSWORD,
        "the database's password": DATABASE_PASSWORD,
        "a password": PASSWORD,
        "a password that was mistyped": "ZQX7 mistyped",
        "the demo's password": site.staff[1],
        "the seed of an app": phone.secret,
        "a code on paper": re.findall(r"<code>([0-9 ]{14})</code>", codes.text)[0],
        "a session": next(m.value for n, m in keeper.cookies.items() if "session" in n),
        "an invitation": invitation.split("/")[-2],
        "a reset": reset.split("/")[-2],
        "a confirmation": confirm.split("/")[-2],
    }


@pytest.fixture(scope="module")
def given_out(site: Site, secrets: dict[str, str], checkout: Path) -> dict[str, str]:
    pages = [
        f"{address}\n{answer.headers}{answer.text}"
        for visitor in (Visitor(site, 6), member(site, "admin", 1), member(site, "staff", 7))
        for address, answer in crawl(visitor).items()
    ]
    viewer = member(site, "viewer", 8)
    own = viewer.post("/accounts/data/", {"csrfmiddlewaretoken": viewer.token("/accounts/")})
    assert site.people["viewer"] in own.text
    pages.append(own.text)
    assert site.sink is not None
    logs = [path.read_text(errors="replace") for path in site.run.data_dir.rglob("*.log")]
    lines = [line for line in site.run.said().splitlines() if line.startswith("{")]
    return {
        "pages": "\n".join(pages),
        "files": "\n".join(bundle(site, checkout)),
        "mails": "\n".join(str(received.mail) for received in site.sink.mails),
        "logs": "\n".join(logs + lines),
        "rows": "\n".join(row for rows in site.rows(moving=True).values() for row in rows),
    }


def bundle(site: Site, checkout: Path) -> list[str]:
    """Return every file that is served, as it is served."""
    folder, visitor = checkout / "staticfiles", Visitor(site, 9)
    return [
        visitor.get(f"/static/{path.relative_to(folder)}").text
        for path in sorted(folder.rglob("*.*"))
        if path.is_file() and path.suffix not in (".br", ".gz")
    ]


def test_each_secret_is_only_where_it_belongs(
    secrets: dict[str, str], given_out: dict[str, str]
) -> None:
    found = {
        what: {
            where
            for where, text in given_out.items()
            if any(form in text for form in (secret, quote(secret), secret.replace(" ", "")))
        }
        for what, secret in secrets.items()
    }

    mailed = {"a reset", "a confirmation"}
    assert found == {what: {"mails"} if what in mailed else set() for what in secrets}


def test_the_search_reads_all_that_is_given_out(site: Site, given_out: dict[str, str]) -> None:
    somewhere = {
        "pages": "/manage/members/", "files": "htmx.ajax", "mails": HOST,
        "logs": '"route": "accounts/reset/<str:token>/"', "rows": "signed_in",
    }  # fmt: skip
    assert {where for where, text in given_out.items() if somewhere[where] in text} == set(
        given_out
    )


def test_nothing_leads_to_a_source(given_out: dict[str, str]) -> None:
    assert [where for where, text in given_out.items() if "sourceMappingURL" in text] == []
    assert re.findall(r"[\w-]+\.(?:js|css)\.map\b", given_out["files"]) == []
