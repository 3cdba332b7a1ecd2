"""A passkey is added, opens the account without a password, and stands in for the second step."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_otp_webauthn.models import WebAuthnCredential

from accounts.models import AuthEvent, Deed, Membership, User
from tests.accounts.keys import ADD, ADD_BEGIN, ANSWER, Key, add, challenge, come_in, send
from tests.accounts.proving import CODE, FACTORS, LOGIN, PASSWORD, type_password, who
from tests.cast import signed_in
from tests.mailbox import Mailbox


@pytest.fixture
def key(client_of_ada: Client) -> Key:
    key = Key()
    assert add(client_of_ada, key).status_code == 200
    return key


def test_a_passkey_is_added_with_its_name_and_told(
    client_of_ada: Client, ada: User, mailbox: Mailbox
) -> None:
    elsewhere = signed_in(ada)

    answer = add(client_of_ada, Key(), " My  telephone ")

    assert answer.json() == {"to": FACTORS}
    assert WebAuthnCredential.objects.get().name == "My telephone"
    assert "My telephone" in client_of_ada.get(FACTORS).content.decode()
    assert elsewhere.get("/manage/").status_code == 302
    assert AuthEvent.objects.get(what=Deed.FACTOR_ADDED).about == ada
    assert "“My telephone”" in mailbox.deliver()[0].get_content()


def test_it_opens_the_account_without_a_password(key: Key, ada: User) -> None:
    client = Client()

    answer = come_in(client, key, next="/manage/members/")

    assert answer.json()["to"] == "/manage/members/"
    assert who(client) == str(ada.pk)
    assert client.get("/manage/members/").status_code == 200
    assert client.get("/accounts/factors/app/").status_code == 200  # and it was right now
    assert AuthEvent.objects.get(what=Deed.SIGNED_IN).detail == "Telephone"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_it_leads_to_addresses_of_this_site_only(key: Key, wanted: str) -> None:
    assert come_in(Client(), key, next=wanted).json()["to"] == "/manage/"


def test_it_is_the_second_step_after_a_password(key: Key, ada: User) -> None:
    client = type_password(ada, next="/manage/members/")
    assert who(client) is None
    assert "data-passkey" in client.get(CODE).content.decode()

    answer = come_in(client, key)

    assert answer.json()["to"] == "/manage/members/"
    assert who(client) == str(ada.pk)


def test_it_answers_when_somebody_is_asked_again(
    key: Key, ada: User, client_of_ada: Client, time_machine
) -> None:
    come_in(client_of_ada, key)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))
    asked = client_of_ada.get("/accounts/factors/app/")["Location"]
    old = client_of_ada.cookies["sessionid"].value

    assert come_in(client_of_ada, key).json()["to"] == ""

    assert client_of_ada.post(asked, {"again": ""})["Location"] == "/accounts/factors/app/"
    assert client_of_ada.cookies["sessionid"].value != old


def test_it_is_a_way_in_for_who_is_locked_out(key: Key, ada: User) -> None:
    wrong = {"email": ada.email, "password": "wrong"}
    answers = [Client().post(LOGIN, wrong).status_code for _ in range(6)]
    client = Client()

    come_in(client, key)

    assert (answers[-1], who(client)) == (429, str(ada.pk))


def test_it_is_removed_like_an_app(key: Key, ed: User) -> None:
    client, other = signed_in(ed), Key()
    add(client, other)
    row = WebAuthnCredential.objects.get(user=ed)
    page = f"/accounts/factors/passkey/{row.pk}/remove/"

    assert client.post(page, {"current": PASSWORD}).status_code == 302
    assert come_in(Client(), other).status_code == 422
    assert come_in(Client(), key).status_code == 200


def test_who_is_shut_out_does_not_come_in_by_it(key: Key, ada: User) -> None:
    Membership.objects.filter(user=ada).update(deactivated_at=timezone.now())
    client = Client()

    assert come_in(client, key).status_code == 422
    assert who(client) is None


def test_one_passkey_is_one_account_s(key: Key, client_of_ed: Client) -> None:
    assert add(client_of_ed, key).status_code == 422
    assert WebAuthnCredential.objects.count() == 1


def test_adding_asks_again_who_it_is(client_of_ada: Client, time_machine) -> None:
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    assert client_of_ada.get("/accounts/factors/passkey/").status_code == 302
    assert client_of_ada.post(ADD_BEGIN).status_code == 403
    assert send(client_of_ada, ADD, Key().made("AAAA")).status_code == 403
    assert challenge(Client())
    assert send(Client(), ANSWER, {}).status_code == 422
