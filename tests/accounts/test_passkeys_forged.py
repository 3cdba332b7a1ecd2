"""What no passkey of ours would say is refused, written down, and opens nothing."""

import json

import pytest
from django.test import Client
from django_otp_webauthn.models import WebAuthnCredential

from accounts.models import AuthEvent, Deed, User
from tests.accounts.keys import (
    ADD,
    ADD_BEGIN,
    ANSWER,
    PRESENT,
    VERIFIED,
    Key,
    add,
    challenge,
    come_in,
    send,
    text,
)
from tests.accounts.proving import type_password, who
from tests.cast import signed_in
from tests.mailbox import Mailbox


@pytest.fixture
def key(client_of_ada: Client) -> Key:
    key = Key()
    assert add(client_of_ada, key).status_code == 200
    return key


FORGED = {
    "a foreign origin": {"origin": "https://evil.example"},
    "another port": {"origin": "http://testserver:8080"},
    "https": {"origin": "https://testserver"},
    "another site": {"site": "evil.example"},
    "nobody there": {"flags": VERIFIED},
    "nobody shown": {"flags": PRESENT},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_answer_opens_nothing(key: Key, forged: dict) -> None:
    client = Client()
    for name, value in forged.items():
        setattr(key, name, value)

    assert come_in(client, key).status_code == 422
    assert who(client) is None
    assert AuthEvent.objects.filter(what=Deed.PASSKEY_REFUSED).count() == 1


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_passkey_is_not_kept(client_of_ada: Client, forged: dict) -> None:
    assert add(client_of_ada, Key(**forged)).status_code == 422
    assert WebAuthnCredential.objects.count() == 0


def test_a_wrong_signature_opens_nothing(key: Key) -> None:
    client, key.secret = Client(), Key().secret

    assert come_in(client, key).status_code == 422
    assert who(client) is None


def test_a_challenge_is_answered_once(key: Key) -> None:
    client = Client()
    answer = key.signed(challenge(client))
    assert send(client, ANSWER, answer).status_code == 200

    again = Client()
    challenge(again)

    assert send(again, ANSWER, answer).status_code == 422
    assert send(client, ANSWER, answer).status_code == 422
    assert who(again) is None


def test_a_challenge_belongs_to_the_browser_that_got_it(key: Key) -> None:
    first, second = Client(), Client()
    answer = key.signed(challenge(first))

    assert send(second, ANSWER, answer).status_code == 422
    assert who(second) is None


def test_an_old_challenge_is_worth_nothing(key: Key, settings) -> None:
    settings.PASSKEY_FOR *= 0
    client = Client()

    assert come_in(client, key).status_code == 422
    assert who(client) is None


def test_a_challenge_for_adding_opens_nothing(key: Key, ada: User) -> None:
    client = signed_in(ada)
    asked = challenge(client, ADD_BEGIN)

    assert send(client, ANSWER, key.signed(asked)).status_code == 422


def test_somebody_else_s_passkey_is_not_the_second_step(key: Key, ed: User) -> None:
    own = Key()
    add(signed_in(ed), own)
    client = type_password(ed)

    assert come_in(client, key).status_code == 422
    assert who(client) is None
    assert come_in(client, own).status_code == 200


def test_a_counter_that_goes_back_is_refused_and_told(key: Key, mailbox: Mailbox) -> None:
    key.counter = 10
    assert come_in(Client(), key).status_code == 200
    mailbox.deliver()
    client, key.counter = Client(), 5

    assert come_in(client, key).status_code == 422

    assert who(client) is None
    assert AuthEvent.objects.get(what=Deed.PASSKEY_COPIED).detail == "Telephone"
    (mail,) = mailbox.deliver()
    assert mail["Subject"].endswith("a passkey of yours seems copied")


RUBBISH = [None, 1, "x", [], {}, {"id": "x"}, {"id": 1, "rawId": [], "response": {}, "type": "x"}]


@pytest.mark.parametrize("sent", RUBBISH, ids=str)
@pytest.mark.parametrize("address", [ADD, ANSWER])
def test_rubbish_is_refused_in_words(key: Key, ada: User, address: str, sent: object) -> None:
    client = signed_in(ada)
    challenge(client, ADD_BEGIN if address == ADD else "/accounts/login/passkey/begin/")

    answer = send(client, address, sent)

    assert (answer.status_code, list(answer.json())) == (422, ["error"])


@pytest.mark.parametrize("part", ["clientDataJSON", "authenticatorData", "signature"])
@pytest.mark.parametrize("harm", ["", "AAAA", "%%%", text(b"\xff" * 200)])
def test_a_harmed_answer_is_refused_in_words(key: Key, part: str, harm: str) -> None:
    client = Client()
    answer = key.signed(challenge(client))
    answer["response"][part] = harm

    assert send(client, ANSWER, answer).status_code == 422
    assert who(client) is None


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_form_of_another_site_cannot_send_it(key: Key, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    body = json.dumps({"passkey": key.signed("AAAA")})

    assert client.post(ANSWER, body, content_type="application/json").status_code == 403
    assert Client().post(ANSWER, body, content_type=kind).status_code == 400
    assert Client().post(ANSWER, "[]", content_type="application/json").status_code == 400
    assert Client().post(ANSWER, "{", content_type="application/json").status_code == 400
