"""Codes by mail: enough for who has nothing else, a first proof for who lost everything."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Authenticator, AuthEvent, Deed, MailCodes, Membership, User
from tests.accounts.proving import CODE, FACTORS, LOGIN, PASSWORD, give_phone, type_password, who
from tests.accounts.test_factor_remove import page_of
from tests.cast import signed_in
from tests.mailbox import Mailbox

ADD, SEND, REMOVE = (
    "/accounts/factors/mail/",
    "/accounts/login/code/mail/",
    "/accounts/factors/mail/remove/",
)
SIX = re.compile(r"^([0-9]{6})\r?$", re.MULTILINE)


def code_in(mailbox: Mailbox) -> str:
    mail = mailbox.deliver()[-1]
    assert mail["Subject"].endswith("your code for signing in")
    (code,) = SIX.findall(mail.get_content())
    assert code not in mail["Subject"]
    return code


@pytest.fixture
def by_mail(ed: User, mailbox: Mailbox) -> User:
    """An editor who chose codes by mail, and nothing else."""
    assert signed_in(ed).post(ADD)["Location"] == FACTORS
    mailbox.deliver()
    return ed


def test_a_code_comes_by_itself_and_signs_in_once(by_mail: User, mailbox: Mailbox) -> None:
    client = type_password(by_mail)
    code = code_in(mailbox)
    again = type_password(by_mail)

    assert again.post(CODE, {"code": code}).status_code == 422  # of another challenge
    assert client.post(CODE, {"code": code}).status_code == 302
    assert who(client) == str(by_mail.pk)
    assert AuthEvent.objects.filter(what=Deed.SIGNED_IN).first().detail == "Code by mail"


def test_a_code_is_old_after_ten_minutes(by_mail: User, settings, mailbox: Mailbox) -> None:
    settings.CHALLENGE_FOR = timedelta(hours=1)
    settings.MAIL_CODE_FOR = timedelta(seconds=-1)
    client = type_password(by_mail)

    assert client.post(CODE, {"code": code_in(mailbox)}).status_code == 422


def test_a_newer_code_takes_its_place(by_mail: User, mailbox: Mailbox) -> None:
    client = type_password(by_mail)
    first = code_in(mailbox)
    assert client.post(SEND)["Location"] == CODE
    second = code_in(mailbox)

    assert client.post(CODE, {"code": first}).status_code == (302 if first == second else 422)
    assert client.post(CODE, {"code": second}).status_code == 302


def test_an_address_gets_few_of_them(by_mail: User, settings, mailbox: Mailbox) -> None:
    settings.ASK_MAILS = 3
    client = type_password(by_mail)
    for _ in range(5):
        client.post(SEND)

    assert len(mailbox.deliver()) <= 3


def test_nobody_asks_for_one_without_the_password(by_mail: User, mailbox: Mailbox) -> None:
    assert Client().post(SEND)["Location"] == LOGIN
    assert mailbox.deliver() == []


def test_they_are_not_offered_to_who_needs_more(client_of_ada: Client, ada: User) -> None:
    assert "Send me codes by mail" not in client_of_ada.get(FACTORS).content.decode()
    client_of_ada.post(ADD)

    assert MailCodes.objects.count() == 0


def test_who_becomes_an_admin_needs_more(by_mail: User, settings, mailbox: Mailbox) -> None:
    settings.FACTOR_GRACE = timedelta(0)
    Membership.objects.filter(user=by_mail).update(role="admin")
    client = type_password(by_mail)

    client.post(CODE, {"code": code_in(mailbox)})

    assert who(client) == str(by_mail.pk)
    assert client.get("/manage/")["Location"] == FACTORS


def test_they_do_not_let_an_admin_s_last_real_factor_go(by_mail: User) -> None:
    give_phone(by_mail)
    Membership.objects.filter(user=by_mail).update(role="admin")

    answer = signed_in(by_mail).post(page_of(by_mail, "Telephone"), {"current": PASSWORD})

    assert (answer.status_code, Authenticator.objects.count()) == (400, 1)


def test_who_has_only_them_is_asked_again_for_the_password(by_mail: User, time_machine) -> None:
    client = signed_in(by_mail)
    time_machine.move_to(timezone.now() + timedelta(minutes=16))

    assert client.post("/accounts/again/", {"again": PASSWORD}).status_code == 302


def test_they_are_taken_away_like_an_app(by_mail: User) -> None:
    assert signed_in(by_mail).post(REMOVE, {"current": PASSWORD})["Location"] == FACTORS
    assert who(type_password(by_mail)) == str(by_mail.pk)


def test_who_lost_the_rest_proves_the_mailbox_and_the_admins_are_asked(
    ed: User, ada: User, mailbox: Mailbox
) -> None:
    give_phone(ed)
    client = type_password(ed)
    assert mailbox.deliver() == []
    client.post(SEND)

    answer = client.post(CODE, {"code": code_in(mailbox)})

    assert "An admin is asked" in answer.content.decode()
    assert who(client) is None
    assert client.get(CODE)["Location"] == LOGIN
    assert AuthEvent.objects.get(what=Deed.RECOVERY_ASKED).about == ed
    (mail,) = mailbox.deliver()
    assert mail["To"] == ada.email
    assert mail["Subject"].endswith(": Ed lost the second step")
    assert Authenticator.objects.count() == 1
