"""Ten codes on paper: shown once, each opens once, and their owner is told."""

import re

import pytest
from django.db import connection
from django.test import Client

from accounts import backup_codes
from accounts.models import AuthEvent, BackupCode, Deed, User
from tests.accounts.proving import ADD, CODE, FACTORS, give_phone, type_password, who
from tests.accounts.test_app_add import read
from tests.cast import signed_in
from tests.mailbox import Mailbox

MAKE = "/accounts/factors/codes/"
SHOWN = re.compile(r"<code>([0-9 ]{14})</code>")


def make(client: Client) -> list[str]:
    return SHOWN.findall(client.post(MAKE).content.decode())


def test_the_first_app_brings_a_set(client_of_ada: Client) -> None:
    draft, phone = read(client_of_ada)

    answer = client_of_ada.post(ADD, {"draft": draft, "code": phone.code()})

    codes = SHOWN.findall(answer.content.decode())
    assert (answer.status_code, len(set(codes))) == (200, 10)
    assert "no-store" in answer["Cache-Control"]
    page = client_of_ada.get(FACTORS).content.decode()
    assert "10 of 10 are left" in page
    assert [code for code in codes if code in page] == []


def test_a_code_opens_once(ada: User, client_of_ada: Client, mailbox: Mailbox) -> None:
    give_phone(ada)
    first, *_ = make(client_of_ada)
    mailbox.deliver()
    client, again = type_password(ada), type_password(ada)

    assert client.post(CODE, {"code": first}).status_code == 302
    assert again.post(CODE, {"code": first}).status_code == 422
    assert (who(client), who(again)) == (str(ada.pk), None)
    assert AuthEvent.objects.get(what=Deed.CODE_USED).detail == "9 of 10 left"
    (mail,) = mailbox.deliver()
    assert mail["Subject"].endswith("a backup code was used")
    assert "9 of 10 left" in mail.get_content()
    assert first not in mail.get_content()


def test_a_new_set_ends_the_old_one(ada: User, client_of_ada: Client) -> None:
    give_phone(ada)
    old, new = make(client_of_ada), make(client_of_ada)

    assert type_password(ada).post(CODE, {"code": old[0]}).status_code == 422
    assert type_password(ada).post(CODE, {"code": new[0]}).status_code == 302
    assert set(old).isdisjoint(new)


def test_codes_are_nobody_else_s(ada: User, ed: User, client_of_ada: Client) -> None:
    give_phone(ada)
    give_phone(ed)
    codes = make(client_of_ada)

    assert type_password(ed).post(CODE, {"code": codes[0]}).status_code == 422
    assert backup_codes.left(ada) == 10


def test_no_code_stands_in_the_database(ada: User, client_of_ada: Client) -> None:
    give_phone(ada)
    codes = [code.replace(" ", "") for code in make(client_of_ada)]

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_backupcode")
        kept = str(cursor.fetchall())

    assert BackupCode.objects.count() == 10
    assert [code for code in codes if code in kept] == []


def test_codes_need_something_that_they_stand_in_for(client_of_ada: Client) -> None:
    answer = client_of_ada.post(MAKE)

    assert (answer.status_code, answer["Location"]) == (302, FACTORS)
    assert BackupCode.objects.count() == 0


@pytest.mark.parametrize("typed", ["000000000000", "0000 0000 0000", "1" * 13])
def test_a_guess_counts_as_a_wrong_password_does(ada: User, typed: str) -> None:
    give_phone(ada)
    signed_in(ada).post(MAKE)
    client = type_password(ada)

    answers = [client.post(CODE, {"code": typed}).status_code for _ in range(5)]

    assert answers == [422] * 5
    assert AuthEvent.objects.filter(what=Deed.LOCKED).count() == 1
