"""The second step, from outside: what a password alone opens, and how often a code works."""

import re
import threading
from urllib.parse import urlsplit

import pytest
import redis

from tests.accounts.proving import Phone
from tests.run.outside import PASSWORD, Answer, Site, Visitor, member

CODE, APP = "/accounts/login/code/", "/accounts/factors/app/"
PRIVATE = ["/manage/", "/manage/members/", "/accounts/", "/accounts/sessions/", "/admin/"]
WHO = "two-steps@people.example"


@pytest.fixture(scope="module")
def account(site: Site) -> tuple[Phone, list[str]]:
    """Somebody with an app, of which one code was used, and with codes on paper."""
    staff = member(site, "staff", 240)
    secret = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert staff.send("/admin/accounts/user/add/", "password1", email=WHO, **secret).status == 302
    visitor = Visitor(site, 241)
    assert visitor.sign_in(WHO, PASSWORD).status == 302
    page = visitor.get(APP).text
    phone = Phone("".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page)))
    draft = re.search(r'name="draft" value="([^"]+)"', page)
    assert draft is not None
    added = visitor.send(APP, "draft", draft=draft[1], code=phone.code(-1), name="Telephone")
    codes = re.findall(r"<code>([0-9 ]{14})</code>", added.text)
    assert (added.status, len(codes)) == (200, 10)
    return phone, codes


def half_way(site: Site, number: int) -> Visitor:
    visitor = Visitor(site, number)
    answer = visitor.sign_in(WHO, PASSWORD)
    assert (answer.status, answer.headers["Location"]) == (302, CODE)
    return visitor


def all_at_once(visitors: list[Visitor], code: str) -> list[Answer]:
    sent = [(visitor, *visitor.form(CODE, "code")) for visitor in visitors]
    start, answers = threading.Barrier(len(sent)), []

    def post(visitor: Visitor, path: str, fields: dict[str, str]) -> None:
        start.wait()
        answers.append(visitor.post(path, fields | {"code": code}))

    threads = [threading.Thread(target=post, args=one) for one in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_password_alone_opens_nothing(site: Site, account) -> None:
    visitor = half_way(site, 242)

    answers = [visitor.get(path) for path in PRIVATE]

    assert {answer.status for answer in answers} == {302}
    assert {urlsplit(answer.headers["Location"]).path for answer in answers} == {"/accounts/login/"}
    assert {answer.text for answer in answers} == {""}


def test_one_code_signs_in_once(site: Site, account) -> None:
    phone, _ = account
    visitors = [half_way(site, 243) for _ in range(3)]
    halves = {visitor.cookies[name].value for visitor in visitors for name in visitor.cookies}
    code = phone.code()

    all_at_once(visitors, code)

    inside = [visitor for visitor in visitors if visitor.is_in()]
    assert len(inside) == 1
    assert not {m.value for n, m in inside[0].cookies.items() if "session" in n} & halves
    assert half_way(site, 244).send(CODE, "code", code=code).status == 422
    redis.Redis(unix_socket_path=str(site.run.data_dir / "valkey.sock")).flushall()
    assert half_way(site, 244).send(CODE, "code", code=code).status == 422
    assert half_way(site, 244).send(CODE, "code", code=phone.code(-1)).status == 422


def test_a_code_on_paper_works_once_of_ten(site: Site, account) -> None:
    _, codes = account
    visitors = [half_way(site, 150 + number) for number in range(10)]

    all_at_once(visitors, codes[0])

    assert sum(visitor.is_in() for visitor in visitors) == 1


def test_a_trusted_device_is_one_until_the_password_changes(site: Site, account) -> None:
    _, codes = account
    visitor = half_way(site, 246)
    assert visitor.send(CODE, "code", code=codes[1], trust="on").status == 302
    (trust,) = [m for name, m in visitor.cookies.items() if name.endswith("trusted")]
    said = (trust.key, bool(trust["secure"]), trust["httponly"], trust["samesite"], trust["path"])
    assert said == ("__Host-trusted" if site.https else "trusted", site.https, True, "Lax", "/")
    again = Visitor(site, 246)
    again.cookies[trust.key] = trust.value
    assert not again.is_in()
    assert again.sign_in(WHO, PASSWORD).headers["Location"] == "/manage/"
    typed = {"current": PASSWORD, "new": "seven wet foghorns"}

    assert again.send("/accounts/password/", "new", **typed).status == 302

    late = Visitor(site, 246)
    late.cookies[trust.key] = trust.value
    assert late.sign_in(WHO, typed["new"]).headers["Location"] == CODE
    assert not visitor.is_in()
