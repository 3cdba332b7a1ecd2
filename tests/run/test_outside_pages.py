"""Every page from outside: looking changes nothing, and no answer says more than it should."""

import re

import pytest

from tests.run.crawl import crawl
from tests.run.outside import PASSWORD, Answer, Site, Visitor, member
from tests.test_headers import EVERYWHERE, POLICY

# Each process makes its own bytes, and says when.
MADE_AT = re.compile(r"20\d\d-\d\d-\d\dT[\d:.]{15}\+00:00")
Pages = dict[str, Answer]


@pytest.fixture(scope="module")
def walked(site: Site) -> dict[str, Pages]:
    """What a stranger, a viewer and the staff find, and that it was all the same afterwards."""
    visitors = {"stranger": Visitor(site, 60)}
    visitors |= {role: member(site, role, 61) for role in ("viewer", "staff")}
    before, found = site.rows(), {}
    for role, visitor in visitors.items():
        found[role] = crawl(visitor)
        for address in found[role]:
            visitor.ask("HEAD", address)
    after = site.rows()
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    return found


def test_looking_at_everything_changes_nothing(walked: dict[str, Pages]) -> None:
    least = {"stranger": 30, "viewer": 50, "staff": 150}
    assert [role for role, pages in walked.items() if len(pages) < least[role]] == []
    failed = {
        address: answer.status
        for pages in walked.values()
        for address, answer in pages.items()
        if answer.status >= 500
    }
    assert failed == {}


def test_every_answer_says_what_a_browser_must_not_do(walked: dict[str, Pages]) -> None:
    missing = {}
    for pages in walked.values():
        for address, answer in pages.items():
            said = {name: answer.headers[name] for name in EVERYWHERE}
            said.pop("Referrer-Policy")
            wanted = {name: text for name, text in EVERYWHERE.items() if name in said}
            policy = set((answer.headers["Content-Security-Policy"] or "").split("; "))
            closed = "camera=()" in (answer.headers["Permissions-Policy"] or "")
            if said != wanted or policy != POLICY or not closed:
                missing[address] = said
            if "unsafe" in str(answer.headers) or re.search(r"\d", answer.headers["Server"] or ""):
                missing[address] = str(answer.headers)

    assert missing == {}


def test_what_a_stranger_sees_is_nobodys(site: Site, walked: dict[str, Pages]) -> None:
    """The same bytes with a session and without; no cookie, no token, no name."""
    viewer, stranger = member(site, "viewer", 62), Visitor(site, 63)
    public = [
        address
        for address, answer in walked["stranger"].items()
        if answer.status == 200 and "no-store" not in (answer.headers["Cache-Control"] or "")
    ]

    apart = [address for address in public if not _are_shown_the_same(address, viewer, stranger)]
    marked = [
        address
        for address in public
        for visitor in (viewer, stranger)
        if _is_of_a_person(site, visitor.get(address))
    ]

    assert len(public) > 20
    assert (apart, marked) == ([], [])


def _are_shown_the_same(address: str, *visitors: Visitor) -> bool:
    """Say whether one text is shown to each.

    Several texts are about: each process of the site keeps its own pages, and what is playing
    is told to the minute. So each is asked until one text was seen by all.
    """
    seen: list[set[str]] = [set() for _ in visitors]
    for _ in range(20):
        for texts, visitor in zip(seen, visitors, strict=True):
            texts.add(MADE_AT.sub("", visitor.get(address).text))
        if set.intersection(*seen):
            return True
    return False


def _is_of_a_person(site: Site, answer: Answer) -> bool:
    marks = ("csrfmiddlewaretoken", *site.people.values(), site.staff[0])
    return bool(answer.headers["Set-Cookie"]) or any(mark in answer.text for mark in marks)


def test_pages_of_a_person_are_kept_nowhere(walked: dict[str, Pages]) -> None:
    kept = {
        address: answer.headers["Cache-Control"]
        for role in ("viewer", "staff")
        for address, answer in walked[role].items()
        if address.startswith(("/manage/", "/accounts/", "/admin/"))
        and not {"no-store", "private"}
        <= set((answer.headers["Cache-Control"] or "").replace(" ", "").split(","))
    }

    assert kept == {}


def test_a_viewer_is_shown_nothing_to_change(walked: dict[str, Pages]) -> None:
    """What a viewer may send is about themselves."""
    shown = {
        action.split("?")[0]
        for address, answer in walked["viewer"].items()
        if address.startswith("/manage/")
        for action in re.findall(r'<form[^>]*method="post"[^>]*action="([^"]*)"', answer.text)
    }

    assert shown == {"/accounts/logout/"}


def test_no_secret_is_in_any_answer_or_log(site: Site, walked: dict[str, Pages]) -> None:
    visitor = member(site, "admin", 67)
    secret = (site.run.data_dir / "secret").read_text().strip()
    session = next(m.value for name, m in visitor.cookies.items() if "session" in name)
    hidden = {"the secret": secret, "a password": PASSWORD, "a session": session}
    hidden |= {"the demo's password": site.staff[1], "the folder": str(site.run.data_dir)}
    logs = "".join(
        path.read_text(errors="replace") for path in site.run.data_dir.rglob("*.log")
    ) + "\n".join(line for line in site.run.said().splitlines() if line.startswith("{"))
    logs += visitor.get("/manage/audit/").text

    told = {
        what: address
        for what, text in hidden.items()
        for pages in walked.values()
        for address, answer in pages.items()
        if text in f"{answer.headers}{answer.text}"
    }

    assert len(secret) > 40
    assert '"route": "accounts/login/"' in logs
    assert told == {}
    assert [what for what, text in hidden.items() if text in logs and what != "the folder"] == []
