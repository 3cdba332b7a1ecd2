"""Passkeys, from outside: what an authenticator signs, and what forgers would, over HTTP."""

import json
import re
from copy import copy

import pytest

from tests.accounts.keys import ADD, ADD_BEGIN, ANSWER, BEGIN, PRESENT, VERIFIED, Key
from tests.run.mails import mails_to
from tests.run.outside import LOGIN, PASSWORD, Answer, Site, Visitor, give_account, member

OWN = "/accounts/sessions/"
OWNER, OTHER = "key@people.example", "other-key@people.example"


def send(visitor: Visitor, address: str, page: str = LOGIN, **said: object) -> Answer:
    """Send what the page's script would."""
    more = {
        "Content-Type": "application/json",
        "X-CSRFToken": visitor.token(page),
        "Origin": visitor.site.origin,
        "Referer": visitor.site.origin + page,
    }
    return visitor.ask("POST", address, json.dumps(said), **more)


def challenge(visitor: Visitor, address: str = BEGIN, page: str = LOGIN) -> str:
    return str(json.loads(send(visitor, address, page).text)["challenge"])


def come_in(visitor: Visitor, key: Key, page: str = LOGIN) -> int:
    signed = key.signed(challenge(visitor, page=page))
    return send(visitor, ANSWER, page, passkey=signed).status


def owned(site: Site, staff: Visitor, email: str, number: int) -> Key:
    give_account(staff, email, "editor")
    visitor = Visitor(site, number)
    assert visitor.sign_in(email, PASSWORD).status == 302
    key = Key(origin=site.origin, site=site.host.partition(":")[0])
    made = key.made(challenge(visitor, ADD_BEGIN, OWN))
    assert send(visitor, ADD, OWN, passkey=made, name="Telephone").status == 200
    return key


@pytest.fixture(scope="module")
def keys(site: Site) -> tuple[Key, Key]:
    """The passkeys of two members."""
    staff = member(site, "staff", 80)
    return owned(site, staff, OWNER, 81), owned(site, staff, OTHER, 82)


@pytest.fixture
def key(site: Site, keys: tuple[Key, Key]) -> Key:
    """One that is as its authenticator has it, and that opens its account."""
    keys[0].counter += 100  # more than a test signs with its copy
    visitor, key = Visitor(site, 83), copy(keys[0])
    assert (come_in(visitor, key), visitor.is_in()) == (200, True)
    return key


FORGED = {
    "a foreign origin": {"origin": "https://evil.example"},
    "another site": {"site": "evil.example"},
    "nobody there": {"flags": VERIFIED},
    "nobody shown": {"flags": PRESENT},
    "a bad signature": {"secret": Key().secret},
    "an unknown passkey": {"id": b"\x01" * 32},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_answer_opens_nothing(site: Site, key: Key, forged: dict[str, object]) -> None:
    visitor = Visitor(site, 84)
    for name, value in forged.items():
        setattr(key, name, value)

    assert (come_in(visitor, key), visitor.is_in()) == (422, False)


def test_a_challenge_is_answered_once_by_the_browser_that_got_it(site: Site, key: Key) -> None:
    owner, thief, late = (Visitor(site, number) for number in (85, 86, 87))
    signed = key.signed(challenge(owner))
    challenge(thief)

    assert send(thief, ANSWER, passkey=signed).status == 422
    assert send(owner, ANSWER, passkey=signed).status == 200
    challenge(late)
    challenge(owner, page=OWN)

    assert [send(one, ANSWER, passkey=signed).status for one in (late, thief)] == [422] * 2
    assert send(owner, ANSWER, OWN, passkey=signed).status == 422
    assert [one.is_in() for one in (owner, thief, late)] == [True, False, False]


def test_somebody_else_s_passkey_is_not_the_second_step(
    site: Site, keys: tuple[Key, Key], key: Key
) -> None:
    visitor = Visitor(site, 88)
    assert visitor.sign_in(OTHER, PASSWORD).headers["Location"] == "/accounts/login/code/"

    assert (come_in(visitor, key), visitor.is_in()) == (422, False)

    assert (come_in(visitor, keys[1]), visitor.is_in()) == (200, True)


def test_a_counter_that_goes_back_is_refused_and_told(site: Site, key: Key) -> None:
    thief, owner, old = Visitor(site, 89), Visitor(site, 90), copy(key)
    old.counter -= 2

    assert (come_in(thief, old), thief.is_in()) == (422, False)

    told = member(site, "admin", 91).get("/manage/audit/?what=passkey_copied").text
    assert len(re.findall(r"Telephone", told)) == 1
    (mail,) = [
        mail
        for mail in mails_to(site, OWNER, number=2)
        if mail["Subject"].endswith("a passkey of yours seems copied")
    ]
    assert "“Telephone”" in mail.get_content()
    assert (come_in(owner, key), owner.is_in()) == (200, True)
