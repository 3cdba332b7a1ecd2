"""The owner of a locked account is told, once, and how to get in."""

from datetime import timedelta

import time_machine
from django.test import Client

from accounts.models import User
from settimes.outbox.models import Message
from tests.mailbox import Mailbox


def lock(email: str, address: str = "192.0.2.1") -> None:
    for _ in range(6):
        typed = {"email": email, "password": "wrong"}
        Client(REMOTE_ADDR=address).post("/accounts/login/", typed)


def test_the_owner_is_told_with_a_way_in(ada: User, crew, mailbox: Mailbox) -> None:
    crew.postal_address = "1 King Street"
    crew.save()

    lock(ada.email)

    (mail,) = mailbox.deliver()
    text = mail.get_content()
    assert (mail["To"], mail["Subject"]) == (
        "ada@example.org",
        f"{crew.name}: your account is locked for 1 hour",
    )
    assert "\r\nhttp://localhost:8000/accounts/reset/\r\n" in text
    assert "192.0.2.1" not in text
    assert "1 King Street" in text


def test_answers_go_where_the_organization_wants_them(ada: User, crew, mailbox: Mailbox) -> None:
    lock(ada.email)
    crew.reply_to = "crew@example.org"
    crew.save()

    assert [mail["Reply-To"] for mail in mailbox.deliver()] == ["crew@example.org"]


def test_nobody_is_told_about_an_account_that_is_not_there_or_not_open(
    ada: User, mailbox: Mailbox
) -> None:
    ada.is_active = False
    ada.save(update_fields=["is_active"])

    lock(ada.email)
    lock("nobody@example.org", "192.0.2.2")

    assert mailbox.deliver() == []


def test_the_owner_is_told_once_in_a_day(ada: User, mailbox: Mailbox) -> None:
    with time_machine.travel("2026-10-10T20:00:00Z", tick=False) as clock:
        for number in range(3):
            lock(ada.email, f"198.51.100.{number}")
            clock.shift(timedelta(hours=2))
        assert Message.objects.count() == 1

        clock.shift(timedelta(days=1))
        lock(ada.email, "198.51.100.9")
        assert Message.objects.count() == 2


def test_a_whole_network_locked_is_nobodys_mail(ada: User, mailbox: Mailbox, settings) -> None:
    settings.LOCKOUT_NETWORK = 3

    lock(ada.email)

    assert mailbox.deliver() == []
