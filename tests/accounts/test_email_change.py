"""Another address: the new one confirms, the old one is told and can take it back."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import AuthEvent, Deed, Ticket, User
from tests.accounts.resetting import NEW, link_in, signs_in, token_in
from tests.cast import make_member, signed_in
from tests.mailbox import Mailbox

PAGE, EMAIL = "/accounts/", "/accounts/email/"
OLD, THEIRS = "a long enough password", "new@example.org"
BEGAN = "2026-10-10T20:00:00Z"


def asked(client: Client, mailbox: Mailbox, email: str = THEIRS) -> dict[str, str]:
    """Ask for another address and return the mails that went out, by address."""
    assert client.post(EMAIL, {"email": email, "current": OLD}).status_code == 302
    return {mail["To"]: mail for mail in mailbox.deliver()}


def email_of(user: User) -> str:
    return User.objects.get(pk=user.pk).email


def test_the_new_address_confirms_and_the_old_one_is_told(ada: User, mailbox: Mailbox) -> None:
    client = signed_in(ada)
    mails = asked(client, mailbox, " New@Example.org ")
    assert (set(mails), email_of(ada)) == ({THEIRS, ada.email}, ada.email)
    link = link_in(mails[THEIRS])
    assert (Client().get(link).status_code, Client().head(link).status_code) == (200, 200)
    assert email_of(ada) == ada.email

    answer = client.post(link)

    assert (answer.status_code, answer["Location"], email_of(ada)) == (302, PAGE, THEIRS)
    (told,) = mailbox.deliver()
    assert (told["To"], told["Subject"]) == (ada.email, "Our crawl: your address was changed")
    told_old = mails[ada.email].get_content()
    assert [text in told_old for text in (THEIRS, token_in(link), OLD)] == [False] * 3
    assert (signs_in(THEIRS, OLD), signs_in(ada.email, OLD)) == (302, 422)
    deeds = AuthEvent.objects.filter(about=ada).values_list("what", flat=True)
    assert {Deed.EMAIL_ASKED, Deed.EMAIL_CHANGED} <= set(deeds)


def test_sessions_rotate(ada: User, mailbox: Mailbox) -> None:
    here, there = signed_in(ada), signed_in(ada)
    link = link_in(asked(here, mailbox)[THEIRS])
    old = here.cookies["sessionid"].value

    here.post(link)

    assert [client.get(PAGE).status_code for client in (here, there)] == [200, 302]
    assert here.cookies["sessionid"].value != old


def test_another_browser_may_confirm_and_is_not_let_in(ada: User, mailbox: Mailbox) -> None:
    here, other = signed_in(ada), Client()
    link = link_in(asked(here, mailbox)[THEIRS])

    other.post(link)

    assert email_of(ada) == THEIRS
    assert [client.get(PAGE).status_code for client in (here, other)] == [302, 302]


def test_a_link_works_once_and_for_a_day(ada: User, mailbox: Mailbox) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        client = signed_in(ada)
        link = link_in(asked(client, mailbox)[THEIRS])
        clock.shift(timedelta(hours=24))
        assert Client().post(link).status_code == 404
        clock.shift(timedelta(minutes=5))
        assert Client().post(link).status_code == 404

        link = link_in(asked(signed_in(ada), mailbox)[THEIRS])
        assert [Client().post(link).status_code for _ in range(2)] == [302, 404]


def test_a_newer_asking_closes_the_older_link(ada: User, mailbox: Mailbox) -> None:
    client = signed_in(ada)
    first = link_in(asked(client, mailbox)[THEIRS])
    second = link_in(asked(client, mailbox, "other@example.org")["other@example.org"])

    assert (Client().post(first).status_code, Client().post(second).status_code) == (404, 302)
    assert email_of(ada) == "other@example.org"


def test_an_address_of_somebody_else_gets_the_same_answer_and_no_link(
    ada: User, ed: User, mailbox: Mailbox
) -> None:
    client = signed_in(ada)
    free = client.post(EMAIL, {"email": THEIRS, "current": OLD})
    mailbox.deliver()
    taken = client.post(EMAIL, {"email": "ED@example.org", "current": OLD})

    assert (free.status_code, free["Location"]) == (taken.status_code, taken["Location"])
    mails = {mail["To"]: mail.get_content() for mail in mailbox.deliver()}
    assert set(mails) == {ed.email, ada.email}
    assert "/accounts/email/" not in mails[ed.email]
    assert [ada.email in mails[ed.email], "Ada" in mails[ed.email]] == [False, False]


def test_an_address_taken_meanwhile_stays_with_whoever_has_it(
    ada: User, crew, mailbox: Mailbox
) -> None:
    link = link_in(asked(signed_in(ada), mailbox)[THEIRS])
    make_member("new", "viewer", crew)

    assert Client().post(link)["Location"] == "/accounts/login/"
    assert email_of(ada) == ada.email


@pytest.mark.parametrize("confirmed", [False, True])
def test_the_old_address_takes_it_back(ada: User, mailbox: Mailbox, *, confirmed: bool) -> None:
    thief = signed_in(ada)
    mails = asked(thief, mailbox)
    if confirmed:
        thief.post(link_in(mails[THEIRS]))
        mailbox.deliver()
    keep = link_in(mails[ada.email])
    assert Client().get(keep).status_code == 200
    assert email_of(ada) == (THEIRS if confirmed else ada.email)

    answer = Client().post(keep)

    assert (answer.status_code, email_of(ada)) == (302, ada.email)
    assert thief.get(PAGE).status_code == 302
    assert (signs_in(ada.email, OLD), Client().post(link_in(mails[THEIRS])).status_code) == (
        422,
        404,
    )
    (mail,) = mailbox.deliver()
    assert mail["To"] == ada.email
    Client().post(link_in(mail), {"new": NEW})
    assert signs_in(ada.email, NEW) == 302
    assert AuthEvent.objects.filter(what=Deed.EMAIL_KEPT).count() == 1


def test_of_two_that_take_back_the_older_one_wins(ada: User, mailbox: Mailbox) -> None:
    """A thief who changed the address twice holds the link of the second change."""
    with time_machine.travel(BEGAN) as clock:
        thief = signed_in(ada)
        first = asked(thief, mailbox)
        thief.post(link_in(first[THEIRS]))
        mailbox.deliver()
        clock.shift(timedelta(minutes=1))
        second = asked(thief, mailbox, "third@example.org")
        of_thief = link_in(second[THEIRS])

        Client().post(link_in(first[ada.email]))
        assert (Client().post(of_thief).status_code, email_of(ada)) == (404, ada.email)


def test_a_link_that_takes_back_outlives_a_new_password(ada: User, mailbox: Mailbox) -> None:
    thief = signed_in(ada)
    keep = link_in(asked(thief, mailbox)[ada.email])

    thief.post("/accounts/password/", {"current": OLD, "new": NEW})

    assert Client().get(keep).status_code == 200
    assert Ticket.objects.get(kind="email").ended is not None


@pytest.mark.parametrize("kind", ["reset", "email", "objection"])
def test_a_token_opens_its_own_page_alone(ada: User, mailbox: Mailbox, kind: str) -> None:
    mails = asked(signed_in(ada), mailbox)
    Client().post("/accounts/reset/", {"email": ada.email})
    (reset,) = mailbox.deliver()
    links = {"email": link_in(mails[THEIRS]), "objection": link_in(mails[ada.email])}
    token = token_in((links | {"reset": link_in(reset)})[kind])
    pages = {"email": "email/", "objection": "email/keep/", "reset": "reset/"}

    opened = {
        name: Client().get(f"/accounts/{page}{token}/").status_code for name, page in pages.items()
    }

    assert opened == {name: 200 if name == kind else 404 for name in pages}


def test_few_mails_are_sent_by_asking(ada: User, mailbox: Mailbox) -> None:
    client = signed_in(ada)
    answers = [
        client.post(EMAIL, {"email": f"n{number}@example.org", "current": OLD}).status_code
        for number in range(6)
    ]

    assert answers == [302] * 5 + [429]
    # Of those to new addresses the last: the links of the others are closed.
    assert sorted({mail["To"] for mail in mailbox.deliver()}) == [ada.email, "n4@example.org"]


@pytest.mark.parametrize("email", ["", "ada@example.org", "ADA@example.org", "x", '"a b"@x.org'])
def test_what_is_no_new_address_is_said_beside_the_field(ada: User, email: str) -> None:
    answer = signed_in(ada).post(EMAIL, {"email": email, "current": OLD})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["email"])
