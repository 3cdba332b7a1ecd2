"""The way in, from outside: what it says, how often it may be tried, what a session is worth."""

import re

import pytest

from tests.run.outside import LOGIN, PASSWORD, Answer, Site, Visitor, member

# What differs from one answer to the next, whoever asks.
ITS_OWN = re.compile(r'(name="csrfmiddlewaretoken" value="[^"]*"|id: [\w-]+)')
OF_THE_MOMENT = {"Date", "Expires", "X-Request-ID", "Set-Cookie"}


def seen(answer: Answer, email: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return all that somebody could tell answers apart by."""
    headers = sorted(pair for pair in answer.headers.items() if pair[0] not in OF_THE_MOMENT)
    return answer.status, headers, ITS_OWN.sub("", answer.text).replace(email, "")


def test_nobody_learns_who_has_an_account(site: Site) -> None:
    known, unknown = site.people["viewer"], "nobody@people.example"
    assert len(known) == len(unknown)

    first, second = (seen(Visitor(site, 10).sign_in(who, "wrong"), who) for who in (known, unknown))

    assert first == second
    assert first[0] == 422


def test_five_wrong_ones_lock_known_and_unknown_alike(site: Site) -> None:
    found = []
    for who in (site.people["viewer"], "nobody@people.example"):
        visitor = Visitor(site, 11)
        tries = [visitor.sign_in(who, "wrong").status for _ in range(5)]
        sixth = visitor.sign_in(who, PASSWORD)
        found.append((tries, sixth.status, 3500 < int(sixth.headers["Retry-After"]) <= 3600))

    assert found == [([422] * 5, 429, True)] * 2
    # A stranger elsewhere has locked nobody out.
    assert Visitor(site, 12).sign_in(site.people["viewer"], PASSWORD).status == 302


FORGED = {
    "X-Forwarded-For": "198.51.100.{}",
    "X-Real-IP": "198.51.100.{}",
    "Forwarded": "for=198.51.100.{}",
    "True-Client-IP": "198.51.100.{}",
    "CF-Connecting-IP": "198.51.100.{}",
    "X-Client-IP": "198.51.100.{}",
}


@pytest.mark.parametrize("name", FORGED)
def test_no_header_makes_one_visitor_into_many(site: Site, name: str) -> None:
    who, visitor = f"{name}@people.example".lower(), Visitor(site, 30 + list(FORGED).index(name))

    tries = [
        visitor.sign_in(who, "wrong", **{name: FORGED[name].format(number)}).status
        for number in range(6)
    ]

    assert tries == [422] * 5 + [429]


def test_a_network_of_strangers_is_shut_out_and_nobody_else(site: Site) -> None:
    stranger, who = Visitor(site, 14), site.people["editor"]

    tries = [stranger.sign_in(f"{n}@people.example", "wrong").status for n in range(20)]

    assert tries == [422] * 20
    assert stranger.sign_in(who, PASSWORD).status == 429
    assert Visitor(site, 15).sign_in(who, PASSWORD).status == 302


def test_every_door_counts_in_one_place(site: Site) -> None:
    """As a page, by htmx, through the desk's door; and there is no other."""
    who, visitor = "every-door@people.example", Visitor(site, 16)
    path, fields = visitor.form(LOGIN, "password")
    typed = fields | {"email": who, "password": "wrong"}

    tries = [visitor.post(path, typed, **{"HX-Request": "true"}).status for _ in range(3)]
    tries += [visitor.post(path, typed).status for _ in range(3)]

    assert tries == [422] * 5 + [429]
    desk = visitor.post("/admin/login/", typed | {"username": who})
    assert (desk.status, desk.headers["Location"].split("?")[0]) == (302, LOGIN)
    assert visitor.get("/admin/").headers["Location"].startswith(LOGIN)
    basic = "Basic c3RhZmZAZXhhbXBsZS5vcmc6eA=="
    answers = [visitor.get(page, Authorization=basic) for page in ("/manage/", "/api/v1/events")]
    assert [answer.status for answer in answers] == [302, 200]
    assert {answer.headers["WWW-Authenticate"] for answer in answers} == {None}


def test_a_session_is_new_at_every_sign_in_and_none_is_adopted(site: Site) -> None:
    name = "__Host-sessionid" if site.https else "sessionid"
    visitor = Visitor(site, 17)
    visitor.cookies[name] = "attacker"

    keys = ["attacker"]
    for page in (LOGIN, "/accounts/sessions/"):  # the second time signed in already
        typed = {"email": site.people["admin"], "password": PASSWORD}
        visitor.post(LOGIN, typed | {"csrfmiddlewaretoken": visitor.token(page)})
        keys.append(visitor.cookies[name].value)

    alive = []
    for key in keys:
        visitor.cookies[name] = key
        alive.append(visitor.is_in())
    assert (len(set(keys)), alive) == (3, [False, False, True])


def test_who_signs_out_is_out_everywhere(site: Site) -> None:
    visitor, name = member(site, "admin", 18), "__Host-sessionid" if site.https else "sessionid"
    old = visitor.cookies[name].value
    assert visitor.get("/accounts/logout/").status == 405
    assert visitor.is_in()

    token = {"csrfmiddlewaretoken": visitor.token("/accounts/sessions/")}
    answer = visitor.post("/accounts/logout/", token)

    assert (answer.status, answer.headers["Clear-Site-Data"]) == (302, '"cache"')
    visitor.cookies[name] = old
    page, fragment = visitor.get("/manage/"), visitor.get("/manage/", **{"HX-Request": "true"})
    assert (page.status, fragment.status) == (302, 401)
    assert page.headers["Location"] == f"{LOGIN}?next=/manage/"
    assert fragment.headers["HX-Redirect"].startswith(f"{LOGIN}?next=")


def test_all_other_sessions_end_at_the_next_request(site: Site) -> None:
    here, *others = [member(site, "editor", 19) for _ in range(3)]
    assert [one.is_in() for one in others] == [True, True]

    here.post(
        "/accounts/sessions/end-others/",
        {"csrfmiddlewaretoken": here.token("/accounts/sessions/")},
    )

    assert [one.is_in() for one in (here, *others)] == [True, False, False]


# Six kinds: whole, without a scheme, with backslashes, a program, half a scheme, a hidden tab.
NOT_OURS = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "javascript:alert(1)",
    "https:evil.example",
    "/\t/evil.example",
]


def test_nobody_is_led_off_the_site(site: Site) -> None:
    visitor, leads = Visitor(site, 20), {}

    for wanted in NOT_OURS:
        path, fields = visitor.form(LOGIN, "password")
        fields.pop("remember", None)
        typed = fields | {"email": site.people["viewer"], "password": PASSWORD, "next": wanted}
        answer = visitor.post(path, typed)
        leads[wanted] = (answer.status, answer.headers["Location"])
        visitor.cookies.clear()

    assert leads == dict.fromkeys(NOT_OURS, (302, "/manage/"))


def test_a_megabyte_is_no_password_and_no_try(site: Site) -> None:
    visitor = Visitor(site, 21)
    path, fields = visitor.form(LOGIN, "password")
    typed = fields | {"email": site.people["viewer"]}

    answers = [visitor.post(path, typed | {"password": "x" * 1_000_000}) for _ in range(6)]

    assert {answer.status for answer in answers} == {400}
    assert visitor.sign_in(site.people["viewer"], PASSWORD).status == 302
