"""Codes by mail, from outside: each works once, for its own sign-in, and not for an admin."""

import re
from http.cookies import SimpleCookie

from tests.run.launched import patiently
from tests.run.outside import LOGIN, PASSWORD, Site, Visitor
from tests.run.strict import PROOF, post, somebody
from tests.run.test_outside_factors import CODE, all_at_once
from tests.run.test_outside_members import MEMBERS, address_of
from tests.smtp_sink import Sink

FACTORS, BY_MAIL = "/accounts/factors/", "/accounts/factors/mail/"
NEEDS_MORE = "Your account needs a second step"
SIX = re.compile(r"^([0-9]{6})\r?$", re.MULTILINE)


def by_mail(site: Site, email: str, number: int) -> None:
    """Have an editor who has codes by mail, and nothing else."""
    editor = somebody(site, email, "editor", number)
    assert post(editor, BY_MAIL, {}).status == 403
    assert post(editor, BY_MAIL, PROOF).headers["Location"] == FACTORS


def half_way(site: Site, postbox: Sink, email: str, number: int) -> tuple[Visitor, str]:
    """Return who has typed the password, and the code that came by mail for it."""
    before = len(codes_to(postbox, email))
    visitor = Visitor(site, number)
    assert visitor.sign_in(email, PASSWORD).headers["Location"] == CODE
    for _ in patiently():
        if len(codes := codes_to(postbox, email)) > before:
            return visitor, codes[-1]
    raise AssertionError("no code came")


def codes_to(postbox: Sink, email: str) -> list[str]:
    mails = [received.mail for received in postbox.mails if email in received.recipients]
    mails = [mail for mail in mails if mail["Subject"].endswith("your code for signing in")]
    codes = [SIX.findall(mail.get_content())[0] for mail in mails]
    assert not [mail for mail, code in zip(mails, codes, strict=True) if code in mail["Subject"]]
    return codes


def test_a_code_by_mail_works_once_and_for_its_own_sign_in(strict: Site, postbox: Sink) -> None:
    email = "once@people.example"
    by_mail(strict, email, 20)
    first, code = half_way(strict, postbox, email, 21)
    second, other = half_way(strict, postbox, email, 22)

    assert second.send(CODE, "code", code=code).status == (302 if code == other else 422)
    browsers = [Visitor(strict, 23 + number) for number in range(4)]
    for browser in browsers:
        browser.cookies = SimpleCookie({n: m.value for n, m in first.cookies.items()})
    all_at_once(browsers, code)

    assert sum(browser.is_in() for browser in browsers) == 1
    assert first.get(CODE).headers["Location"] == LOGIN
    assert second.send(CODE, "code", code=other).status == 302
    assert second.is_in()


def test_five_codes_are_tried_and_no_sixth(strict: Site, postbox: Sink) -> None:
    email = "tries@people.example"
    by_mail(strict, email, 30)
    visitor, code = half_way(strict, postbox, email, 31)
    path, fields = visitor.form(CODE, "code")
    wrong = [f"{(int(code) + more) % 10**6:06}" for more in range(1, 6)]

    tried = [visitor.post(path, fields | {"code": one}).status for one in wrong]
    late = visitor.post(path, fields | {"code": code})

    assert tried == [422] * 5
    assert (late.status, late.headers["Location"], visitor.is_in()) == (302, LOGIN, False)
    other, code = half_way(strict, postbox, email, 32)
    assert other.send(CODE, "code", code=code).status == 302
    assert other.is_in()


def test_codes_by_mail_are_not_enough_for_an_admin(strict: Site, postbox: Sink) -> None:
    admin = somebody(strict, "needs-more@people.example", "admin", 40)
    assert post(admin, BY_MAIL, PROOF).headers["Location"] == FACTORS
    again = Visitor(strict, 41)
    assert again.sign_in("needs-more@people.example", PASSWORD).headers["Location"] != CODE

    email = "promoted@people.example"
    by_mail(strict, email, 42)
    before, code = half_way(strict, postbox, email, 44)
    assert before.send(CODE, "code", code=code).status == 302
    assert NEEDS_MORE not in before.get(FACTORS).text
    page = address_of(admin, email)
    assert post(admin, page, {"role": "admin", "reason": ""} | PROOF).headers["Location"] == MEMBERS
    promoted, code = half_way(strict, postbox, email, 43)
    assert promoted.send(CODE, "code", code=code).status == 302

    assert NEEDS_MORE in promoted.get(FACTORS).text
