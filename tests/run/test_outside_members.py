"""From outside: who is let in, as what, and who is not any more."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.run.outside import PASSWORD, Answer, Site, Visitor, member

INVITE, MEMBERS = "/manage/members/invite/", "/manage/members/"
A_LINK = re.compile(r"(/accounts/join/[\w-]{43}/)")
A_MEMBER = re.compile(r'href="(/manage/members/[0-9a-f-]{36}/)"[^>]*><bdi>([^<]*)')
AT_ONCE = 20


def invited(admin: Visitor, role: str = "editor") -> str:
    page = admin.send(INVITE, "email", email="", role=role)
    assert page.status == 200, page.text
    return A_LINK.findall(page.text)[0]


def join(visitor: Visitor, link: str, email: str, **more: str) -> Answer:
    typed = {"email": email, "name": email.partition("@")[0], "password": PASSWORD}
    return visitor.send(link, "name", **typed, **more)


def address_of(admin: Visitor, name: str) -> str:
    found = {who: path for path, who in A_MEMBER.findall(admin.get(MEMBERS).text)}
    return found[name]


def test_of_twenty_with_one_link_one_comes_in(site: Site) -> None:
    link = invited(member(site, "admin", 60))
    before = len(site.rights())
    visitors = [Visitor(site, 100 + number) for number in range(AT_ONCE)]
    forms = [visitor.form(link, "name") for visitor in visitors]

    def post(number: int) -> int:
        path, fields = forms[number]
        typed = {"email": f"m{number}@people.example", "name": "M", "password": PASSWORD}
        return visitors[number].post(path, fields | typed).status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(post, range(AT_ONCE)))

    assert answers == {302: 1, 404: AT_ONCE - 1}
    assert len(site.rights()) == before + 1


def test_whatever_opens_nothing_is_told_the_same_and_takes_no_role(site: Site) -> None:
    admin, stranger = member(site, "admin", 61), Visitor(site, 62)
    used = invited(admin, "viewer")
    assert join(stranger, used, "used@people.example", role="admin").status == 302
    revoked = invited(admin)
    revoking = re.findall(r'action="([^"]+/revoke/)"', admin.get(MEMBERS).text)
    token = admin.token(MEMBERS)
    for address in revoking:
        assert admin.post(address, {"csrfmiddlewaretoken": token}).status == 302

    asked = [used, revoked, "/accounts/join/x/", f"/accounts/join/{'x' * 43}/"]
    answers = [Visitor(site, 63).get(link) for link in asked]

    assert [answer.status for answer in answers] == [404] * 4
    assert len({answer.text for answer in answers}) == 1
    roles = {str(row[0]): row[4] for row in site.rights()}
    assert roles["used@people.example"] == "viewer"


def test_a_role_sent_twice_is_not_understood(site: Site) -> None:
    admin = member(site, "admin", 64)
    token = admin.token(INVITE)

    body = f"csrfmiddlewaretoken={token}&email=&role=viewer&role=admin"
    answer = admin.ask("POST", INVITE, body, Origin=site.origin, Referer=site.origin + INVITE)

    assert answer.status == 400


@pytest.mark.parametrize("role", ["viewer", "editor"])
def test_members_are_no_business_of_others(site: Site, role: str) -> None:
    visitor = member(site, role, 65)

    for address in (MEMBERS, INVITE, address_of(member(site, "admin", 66), site.people["admin"])):
        assert visitor.get(address).status == 403
        assert "/manage/members/" not in visitor.get("/manage/").text


def test_a_role_counts_at_once_and_who_is_shut_out_is_out(site: Site) -> None:
    admin, mira = member(site, "admin", 67), Visitor(site, 68)
    assert join(mira, invited(admin), "goes@people.example").status == 302
    page, new_band = address_of(admin, "goes"), "/manage/new-band/"
    assert mira.get(new_band).status == 200
    name = next(one for one in mira.cookies if "sessionid" in one)
    old = mira.cookies[name].value
    form = mira.form(new_band, "name")

    assert admin.send(page, "reason", role="viewer").status == 302

    assert mira.post(form[0], form[1] | {"name": "Wet Foghorns"}).status == 403
    assert mira.get("/manage/").status == 200
    assert mira.cookies[name].value != old
    thief = Visitor(site, 69)
    thief.cookies[name] = old
    assert thief.get("/manage/").status == 302

    path = f"{page}deactivate/"
    assert admin.post(path, {"csrfmiddlewaretoken": admin.token(page)}).status == 302
    assert mira.get("/manage/").status == 302
    assert mira.sign_in("goes@people.example", PASSWORD).status == 422


def test_nobody_is_the_first_person_twice(site: Site) -> None:
    assert Visitor(site, 70).get("/accounts/first-run/").status == 404
