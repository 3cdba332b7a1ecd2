"""Forms from outside: none acts for another site, and none by another method than its own."""

import re
from itertools import product

from tests.run.outside import Site, Visitor, member
from tests.test_headers import addresses

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
# What answers an unsafe request without asking for a token: it takes none at all, from nobody.
# An unsubscription is one press in a mail program, which has no page of ours (RFC 8058).
TAKES_NONE = re.compile(r"/api/.*|/(api|healthz|readyz)|/unsubscribe/1/")


def refused(visitor: Visitor, **more: str) -> dict[tuple[str, str], int]:
    """Ask for every route there is by each unsafe method; return the answers that are not 403."""
    body = more.pop("body", "x=1")
    found = {}
    for method, address in product(UNSAFE, addresses()):
        status = visitor.ask(method, address, body, **more).status
        takes_none = TAKES_NONE.fullmatch(address) and status in (404, 405)
        if status != 403 and not takes_none:
            found[method, address] = status
    return found


def test_no_route_acts_without_a_token(site: Site) -> None:
    admin, stranger = member(site, "staff", 40), Visitor(site, 41)
    before = site.digest()
    theirs, mine = stranger.token(), admin.token("/accounts/sessions/")
    evil, null = {"Origin": "https://evil.example"}, {"Origin": "null"}
    here = {"Origin": site.origin, "Referer": f"{site.origin}/manage/"}

    found = {
        "no token": refused(admin, **here),
        "another session's": refused(admin, body=f"csrfmiddlewaretoken={theirs}", **here),
        "its own, from elsewhere": refused(admin, body=f"csrfmiddlewaretoken={mine}", **evil),
        "its own, from nowhere": refused(admin, body=f"csrfmiddlewaretoken={mine}", **null),
        "as text": refused(admin, body='{"a": 1}', **{"Content-Type": "text/plain"}),
        "as JSON": refused(admin, body='{"a": 1}', **{"Content-Type": "application/json"}),
    }

    assert {how: routes for how, routes in found.items() if routes} == {}
    assert len(addresses()) > 100
    assert site.digest() == before
    assert admin.is_in()


OVERRIDES = (
    ("X-HTTP-Method-Override", "DELETE"),
    ("X-Method-Override", "POST"),
    ("X-HTTP-Method", "POST"),
    ("X-Original-URL", "/accounts/logout/"),
    ("X-Rewrite-URL", "/accounts/logout/"),
    ("X-Original-Method", "POST"),
)


def test_no_header_or_field_makes_another_method(site: Site) -> None:
    admin = member(site, "staff", 42)
    before, page = site.digest(), "/accounts/logout/"
    pages = {address: admin.get(address).status for address in ("/manage/", "/", "/admin/")}

    for name, value in OVERRIDES:
        assert admin.get(page, **{name: value}).status == 405
        assert {a: admin.get(a, **{name: value}).status for a in pages} == pages
    for method in ("DELETE", "POST", "PUT"):
        assert admin.get(f"{page}?_method={method}").status == 405
    assert [admin.ask(method, "/").status for method in ("TRACE", "TRACK")] == [405, 405]

    token = {"csrfmiddlewaretoken": admin.token("/accounts/sessions/")}
    added = admin.post("/manage/new-venue/", token | {"_method": "DELETE", "name": ""})
    assert added.status == 422
    assert (site.digest(), admin.is_in()) == (before, True)
