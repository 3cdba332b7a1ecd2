"""From outside: what matters most is done by nobody who has not just proved who they are."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from tests.accounts.proving import Phone
from tests.run.outside import PASSWORD, Site, Visitor
from tests.run.strict import PROOF, post, somebody
from tests.run.test_outside_factors import APP
from tests.run.test_outside_members import address_of

Typed = dict[str, str]


def an_app(admin: Visitor) -> tuple[str, Typed]:
    page = post(admin, APP, PROOF).text
    phone = Phone("".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page)))
    (draft,) = re.findall(r'name="draft" value="([^"]+)"', page)
    return APP, {"draft": draft, "code": phone.code(), "name": "Telephone"}


def a_role(admin: Visitor) -> tuple[str, Typed]:
    return address_of(admin, admin.site.people["viewer"]), {"role": "editor", "reason": ""}


def an_event(admin: Visitor) -> tuple[str, Typed]:
    typed = {"name": "Wet Foghorns", "first_day": "2031-05-03", "slug": "wet-foghorns"}
    assert admin.send("/manage/events/new/", "first_day", **typed).status == 302
    return "/manage/events/wet-foghorns/delete/", {"name": typed["name"]}


MATTERS: dict[str, Callable[[Visitor], tuple[str, Typed]]] = {
    "a factor": an_app,
    "an address": lambda _: ("/accounts/email/", {"email": "n@x.org", "current": PASSWORD}),
    "a role": a_role,
    "the fans": lambda _: ("/manage/fans/addresses/", {"current": PASSWORD}),
    "an event": an_event,
}


@pytest.mark.parametrize("what", MATTERS)
def test_what_matters_most_needs_a_proof(strict: Site, what: str) -> None:
    number = 10 + list(MATTERS).index(what)
    admin = somebody(strict, f"admin{number}@people.example", "admin", number)
    path, typed = MATTERS[what](admin)
    before = state(strict)

    answers = [post(admin, path, typed | proof) for proof in ({}, {"again": ""}, {"again": "x"})]
    part = post(admin, path, typed, **{"HX-Request": "true"})

    assert [answer.status for answer in (*answers, part)] == [403, 422, 422, 204]
    assert urlsplit(part.headers["HX-Redirect"]).path == "/accounts/again/"
    assert {answer.headers.get_content_type() for answer in answers} == {"text/html"}
    assert state(strict) == before
    done = post(admin, path, typed | PROOF)
    assert done.status == (200 if what in ("a factor", "the fans") else 302)
    is_list = done.headers.get_content_type() == "text/csv"
    assert (is_list, state(strict) == before) == (what == "the fans",) * 2


def state(site: Site) -> dict[str, str]:
    """Return what is kept; the worker moves mails by itself."""
    return {name: rows for name, rows in site.digest().items() if not name.startswith("outbox")}
