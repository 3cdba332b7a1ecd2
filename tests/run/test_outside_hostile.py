"""50 KB of what hurts careless parsers, at everything that reads what people type."""

import re
from urllib.parse import urlencode

import pytest

from tests.run.browser import Forms
from tests.run.crawl import crawl, route_of
from tests.run.outside import LOGIN, Site, Visitor, member
from tests.run.test_outside_mass import ENDS

SIZE = 50_000
# Each of these is the worst case of some expression or parser that somebody wrote.
PIECES = {
    "letters": "a", "spaces": " ", "brackets": "[](", "stars": "*_", "quotes": "`>", "tags": "<a ",
    "hyphens": "-a", "addresses": "a@a.", "urls": "http://a.b/?", "commas": '",', "times": "9:",
    "digits": "9", "dates": "2026-", "accents": "e\u0301", "turned": "\u202e", "percents": "%s{}",
    "line ends": "\r\n", "nothing": "\x00", "emoji": "👩‍👩‍👧", "surrogates": "\U0010ffff",
}  # fmt: skip
# What lists and pages are asked for.
ASKED = {
    "/": ("view", "day", "venue", "genre"),
    "/bands/": ("q", "page"),
    "/venues/": ("q",),
    "/manage/bands/": ("q", "page"),
    "/manage/audit/": ("who", "what", "address", "page"),
    "/api/v1/schedule": ("event",),
    "/api/v1/bands": ("page",),
    "/admin/bands/band/": ("q", "p", "o"),
    LOGIN: ("next",),
}
# Far more work than any of them is; an expression that explodes takes minutes.
PATIENCE = 20


# All of a form together; what is larger is refused before anything reads it.
MOST = 700_000


def hostile(piece: str, size: int = SIZE) -> str:
    """Return so many bytes of it."""
    return (piece * (size // len(piece.encode()) + 1)).encode()[:size].decode(errors="ignore")


@pytest.fixture(scope="module")
def admin(site: Site) -> Visitor:
    return member(site, "staff", 80)


@pytest.fixture(scope="module")
def forms(admin: Visitor) -> dict[str, tuple[str, dict[str, str], list[str]]]:
    """One of each form that asks for something, by its route."""
    found = {}
    for page, answer in crawl(admin).items():
        parsed = Forms(answer.text, pressing=False)
        for action, fields in parsed.found:
            address = action if action.startswith("/") else page
            asked = [name for whose, name in parsed.asking if whose is fields]
            if asked and not ENDS.search(address):
                found.setdefault(route_of(address.split("?")[0]), (address, fields, asked))
    path, fields = Visitor(admin.site, 81).form(LOGIN, "password")
    return found | {LOGIN: (path, fields, ["email", "password", "next"])}


ROUNDS = [pytest.param(n, marks=[pytest.mark.drill] if n > 1 else []) for n in range(len(PIECES))]


@pytest.mark.parametrize("first", ROUNDS)
def test_no_form_is_hurt(admin: Visitor, forms, first: int) -> None:
    """Each field of a form gets another piece, and in each round the next one."""
    answers, slow, pieces = {}, {}, list(PIECES.values())
    for address, fields, asked in forms.values():
        size = min(SIZE, MOST // len(asked))
        typed = {
            name: hostile(pieces[(first + place) % len(pieces)], size)
            for place, name in enumerate(asked)
        }
        began = admin.site.run.worked()
        answers[address] = admin.post(address, fields | typed).status
        if (took := admin.site.run.worked() - began) > PATIENCE:
            slow[address] = took

    assert len(answers) > 10
    assert {address: status for address, status in answers.items() if status >= 500} == {}
    assert slow == {}
    assert admin.is_in()


# Buttons, what takes several, and what is copied for one more row.
TAKES_MORE = re.compile(r"|_.*|action|bands|set|verb|username|(un)?set-password|.*__prefix__.*")


def test_no_field_is_taken_twice(admin: Visitor, forms) -> None:
    """Which of the two would count is a question that nobody asks who means well."""
    taken, asked_for = {}, 0
    for address, fields, asked in forms.values():
        rest = {name: value for name, value in fields.items() if name not in asked}
        said = {"Origin": admin.site.origin, "Referer": f"{admin.site.origin}{address}"}
        for name in asked if address != LOGIN else ():
            if not TAKES_MORE.fullmatch(name):
                body = urlencode([*rest.items(), (name, "1"), (name, "2")])
                status = admin.ask("POST", address, body, **said).status
                asked_for += 1
                if status not in (400, 429):  # the second where strangers may send so much
                    taken[address, name] = status

    assert asked_for > 100
    assert taken == {}


@pytest.mark.parametrize("name", PIECES)
def test_no_list_is_hurt(admin: Visitor, name: str) -> None:
    """An address is 4 KB at most; the server refuses a longer one by itself."""
    text = hostile(PIECES[name], 1200)

    answers = {
        (page, asked): admin.get(f"{page}?{asked}={quoted(text)}").status
        for page, names in ASKED.items()
        for asked in names
    }

    assert {asked: status for asked, status in answers.items() if status >= 500} == {}


def quoted(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())
