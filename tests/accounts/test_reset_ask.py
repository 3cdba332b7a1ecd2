"""Asking for a new password: the same answer for everybody, and few mails."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import asking
from accounts.models import Asking, AuthEvent, Deed, User
from settimes.outbox.models import Message
from tests.accounts.resetting import ASK, SENT, ask, link_in
from tests.mailbox import Mailbox

BEGAN = "2026-10-10T20:00:00Z"


def test_the_owner_gets_a_link(ada: User, mailbox: Mailbox, crew) -> None:
    crew.postal_address = "1 King Street"
    crew.save()

    answer = ask(" ADA@example.org ")

    assert (answer.status_code, answer["Location"]) == (302, SENT)
    (mail,) = mailbox.deliver()
    assert (mail["To"], mail["Subject"]) == (ada.email, f"{crew.name}: set a new password")
    assert "1 King Street" in mail.get_content()
    assert Client().get(link_in(mail)).status_code == 200
    row = AuthEvent.objects.get(what=Deed.RESET_ASKED)
    assert (row.about, row.by, row.address, row.detail) == (ada, None, "192.0.2.1", "")


@pytest.mark.parametrize("email", ["nobody@example.org", "ina@example.org"])
def test_who_has_no_account_gets_the_same_answer_and_no_mail(
    ada: User, crew, mailbox: Mailbox, email: str
) -> None:
    User.objects.create_user("ina@example.org", "a long enough password", is_active=False)
    known, other = ask(ada.email), ask(email)

    assert (known.status_code, known["Location"], known.content) == (
        other.status_code,
        other["Location"],
        other.content,
    )
    assert [mail["To"] for mail in mailbox.deliver()] == [ada.email]
    assert not Message.objects.filter(to=email).exists()
    assert (
        AuthEvent.objects.latest("pk").detail == f"Nobody has the address {email[0]}…@example.org"
    )


def test_as_many_statements_are_made_for_known_and_unknown(ada: User) -> None:
    counts = []
    for email in (ada.email, "nobody@example.org"):
        with CaptureQueriesContext(connection) as captured:
            ask(email)
        counts.append([one["sql"].split(" ", 1)[0] for one in captured])

    assert counts[0] == counts[1]


def test_one_address_gets_five_mails_an_hour_and_always_the_same_answer(
    ada: User, mailbox: Mailbox
) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        answers = [ask(ada.email, f"192.0.2.{n % 3}") for n in range(30)]
        assert {(one.status_code, one["Location"]) for one in answers} == {(302, SENT)}
        assert Message.objects.count() == 5

        clock.shift(timedelta(minutes=59))
        ask(ada.email)
        assert Message.objects.count() == 5
        clock.shift(timedelta(minutes=1))
        ask(ada.email)
        assert Message.objects.count() == 6


def test_the_thirtieth_address_from_one_network_waits(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        answers = [ask(f"m{n}@example.org").status_code for n in range(29)]
        refused, elsewhere = ask(ada.email), ask(ada.email, "198.51.100.1")

        assert (set(answers), elsewhere.status_code) == ({302}, 302)
        assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
        assert ask("m3@example.org").status_code == 302  # was named already
        clock.shift(timedelta(hours=1))
        assert ask(ada.email).status_code == 302


def test_what_is_kept_of_askings_is_no_address_and_not_for_long(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        ask("stranger@example.org")
        kept = str(list(Asking.objects.values_list("key", "lately")))
        assert ("stranger" in kept, Asking.objects.count()) == (False, 2)

        clock.shift(timedelta(hours=1))
        asking.purge(timezone.now())
        assert Asking.objects.count() == 2
        clock.shift(timedelta(seconds=1))
        asking.purge(timezone.now())
        assert Asking.objects.count() == 0


@pytest.mark.parametrize("email", ["", "x", "a@b", '"a b"@example.org', f"{'x' * 300}@example.org"])
def test_what_is_no_address_is_said_beside_the_field(crew, email: str) -> None:
    answer = ask(email)

    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data().keys() == {"email"}
    assert Message.objects.count() == 0


def test_asking_is_a_form_of_this_site(crew) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(ASK, {"email": "ada@example.org"}).status_code == 403
    assert (client.get(SENT).status_code, Client().post(SENT).status_code) == (200, 405)
    assert Message.objects.count() == 0
