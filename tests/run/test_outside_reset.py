"""From outside: a new password by mail, another address, and who learns what of it."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

from tests.run.mails import arrived, mails_to
from tests.run.outside import PASSWORD, Answer, Site, Visitor, member
from tests.run.test_outside_members import invited, join

ASK, EMAIL = "/accounts/reset/", "/accounts/email/"
NEW = "seven wet foghorns"
A_LINK = re.compile(r"://[^/\s]+(/accounts/(?:reset|email)/(?!keep)\S*[\w-]{43}/)")
AT_ONCE = 20


def newcomer(site: Site, name: str, number: int) -> str:
    """Have an account of its own for a test; return its address."""
    email = f"{name}@people.example"
    link = invited(member(site, "admin", number))
    assert join(Visitor(site, number), link, email).status == 302
    return email


def ask(site: Site, email: str, number: int) -> Answer:
    return Visitor(site, number).send(ASK, "email", email=email)


def links_to(site: Site, email: str, *, number: int = 1) -> list[str]:
    """Return where the links lead that were mailed to this address."""
    return [found for mail in mails_to(site, email, number=number) for found in links_in(mail)]


def links_in(mail: EmailMessage) -> list[str]:
    return A_LINK.findall(mail.get_content())


def test_asking_tells_nothing_and_mails_only_whom_there_is(site: Site) -> None:
    email, nobody = newcomer(site, "known", 120), "nobody@people.example"

    unknown, known = ask(site, nobody, 121), ask(site, email, 122)

    assert (known.status, known.headers["Location"]) == (302, "/accounts/reset/sent/")
    assert (unknown.status, unknown.headers["Location"], unknown.text) == (
        known.status,
        known.headers["Location"],
        known.text,
    )
    assert len(links_to(site, email)) == 1
    assert arrived(site, nobody) == []


def test_who_is_locked_out_comes_back_by_a_link_that_works_once(site: Site) -> None:
    email = newcomer(site, "locked", 123)
    elsewhere, owner = Visitor(site, 124), Visitor(site, 125)
    assert elsewhere.sign_in(email, PASSWORD).status == 302
    for _ in range(5):
        owner.sign_in(email, "not what it is")
    assert owner.sign_in(email, PASSWORD).status == 429
    ask(site, email, 126)
    (link,) = [found for found in links_to(site, email, number=2) if "/reset/" in found]

    seen = [owner.get(link).status, owner.ask("HEAD", link).status, owner.get(link).status]
    assert (seen, elsewhere.is_in()) == ([200, 200, 200], True)
    visitors = [Visitor(site, 130 + number) for number in range(AT_ONCE)]
    forms = [visitor.form(link, "new") for visitor in visitors]

    def post(number: int) -> int:
        path, fields = forms[number]
        return visitors[number].post(path, fields | {"new": NEW}).status

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(post, range(AT_ONCE)))

    assert answers == {302: 1, 404: AT_ONCE - 1}
    assert (owner.get(link).status, elsewhere.is_in()) == (404, False)
    assert owner.sign_in(email, PASSWORD).status == 422
    assert (owner.sign_in(email, NEW).status, owner.is_in()) == (302, True)


def test_only_the_newest_link_opens_and_all_others_are_told_alike(site: Site) -> None:
    email = newcomer(site, "newest", 127)
    visitor = Visitor(site, 128)
    ask(site, email, 129)
    (first,) = links_to(site, email)
    ask(site, email, 129)
    (second,) = set(links_to(site, email, number=2)) - {first}

    made_up = f"{ASK}{'x' * 43}/"
    of_another_kind = second.replace("/reset/", "/email/")
    closed = [visitor.get(path) for path in (first, made_up, of_another_kind)]

    assert [page.status for page in closed] == [404, 404, 404]
    assert closed[0].text == closed[1].text
    assert visitor.get(second).status == 200


def test_another_address_is_taken_by_a_button_and_the_old_one_told(site: Site) -> None:
    email, after = newcomer(site, "before", 151), "after@people.example"
    owner, elsewhere = Visitor(site, 152), Visitor(site, 153)
    for visitor in (owner, elsewhere):
        assert visitor.sign_in(email, PASSWORD).status == 302

    assert owner.send(EMAIL, "email", email=after, current="not it at all").status == 422
    assert owner.send(EMAIL, "email", email=after, current=PASSWORD).status == 302
    (link,) = links_to(site, after)
    assert [Visitor(site, 154).get(link).status for _ in range(2)] == [200, 200]
    assert Visitor(site, 154).sign_in(after, PASSWORD).status == 422
    assert owner.post(link, {"csrfmiddlewaretoken": owner.token(link)}).status == 302

    assert Visitor(site, 155).sign_in(after, PASSWORD).status == 302
    assert Visitor(site, 156).sign_in(email, PASSWORD).status == 422
    assert elsewhere.is_in() is False
    (told, *_) = mails_to(site, email)
    assert link not in told.get_content()


def test_nobody_is_mailed_without_end(site: Site) -> None:
    victim, other = newcomer(site, "flooded", 157), newcomer(site, "other", 158)

    asked = Counter(ask(site, victim, 160 + number).status for number in range(30))
    ask(site, other, 159)
    links_to(site, other)
    many = [ask(site, f"n{number}@people.example", 159) for number in range(30)]

    assert asked == {302: 30}
    assert 1 <= len(arrived(site, victim)) <= 5
    assert Counter(answer.status for answer in many) == {302: 28, 429: 2}
    assert int(many[-1].headers["Retry-After"]) > 0
