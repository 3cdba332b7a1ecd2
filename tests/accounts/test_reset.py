"""Setting a new password by a link: once, in time, and what the old password opened is closed."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts import sessions, tickets
from accounts.models import AuthEvent, Deed, Ticket, User, UserSession
from settimes.outbox.models import Message
from tests.accounts.resetting import ASK, LOGIN, NEW, ask, link_for, link_in, signs_in
from tests.cast import signed_in
from tests.mailbox import Mailbox

OLD = "a long enough password"
BEGAN = "2026-10-10T20:00:00Z"


def test_a_link_sets_the_password_once(ada: User, mailbox: Mailbox) -> None:
    link = link_for(ada.email, mailbox)

    answer = Client().post(link, {"new": NEW})
    again = Client().post(link, {"new": "nine dry foghorns"})

    assert (answer.status_code, answer["Location"], again.status_code) == (302, LOGIN, 404)
    assert (signs_in(ada.email, OLD), signs_in(ada.email, NEW)) == (422, 302)
    row = AuthEvent.objects.get(what=Deed.PASSWORD_RESET)
    assert (row.by, row.about) == (ada, ada)


def test_looking_changes_nothing(ada: User, mailbox: Mailbox) -> None:
    link = link_for(ada.email, mailbox)
    before = list(Ticket.objects.values()), User.objects.get(pk=ada.pk).password

    for _ in range(3):
        page, head = Client().get(link), Client().head(link)
        assert (page.status_code, head.status_code) == (200, 200)

    assert (list(Ticket.objects.values()), User.objects.get(pk=ada.pk).password) == before
    assert page["Referrer-Policy"] == "strict-origin"
    assert {"no-store", "private"} <= set(page["Cache-Control"].split(", "))
    assert signs_in(ada.email, OLD) == 302


def test_only_a_digest_of_the_link_is_kept(ada: User, mailbox: Mailbox) -> None:
    token = link_for(ada.email, mailbox).split("/")[-2]

    assert Ticket.objects.get().digest == tickets.digest_of(token)
    assert token not in str(list(Message.objects.values()))


def test_the_old_password_opens_nothing_any_more(ada: User, ed: User, mailbox: Mailbox) -> None:
    phone, of_ed = signed_in(ada), signed_in(ed)
    link = link_for(ada.email, mailbox)
    other = Ticket.objects.create(
        kind=Ticket.Kind.EMAIL, user=ada, expires=Ticket.objects.get().expires
    )

    Client().post(link, {"new": NEW})

    assert phone.get("/accounts/sessions/").status_code == 302
    assert of_ed.get("/accounts/sessions/").status_code == 200
    assert not UserSession.objects.filter(user=ada).exists()
    other.refresh_from_db()
    assert other.ended is not None


def test_who_is_signed_in_here_goes_on_under_a_new_key(ada: User, mailbox: Mailbox) -> None:
    here, there = signed_in(ada), signed_in(ada)
    link = link_for(ada.email, mailbox)
    old = here.cookies["sessionid"].value

    here.post(link, {"new": NEW})

    assert here.get("/accounts/sessions/").status_code == 200
    assert here.cookies["sessionid"].value != old
    assert there.get("/accounts/sessions/").status_code == 302
    here.cookies["sessionid"] = old
    assert here.get("/accounts/sessions/").status_code == 302


def test_it_ends_the_lockout_of_the_account(ada: User, mailbox: Mailbox) -> None:
    for _ in range(5):
        signs_in(ada.email, "wrong")
    mailbox.deliver()
    assert signs_in(ada.email, OLD) == 429

    Client().post(link_for(ada.email, mailbox), {"new": NEW})

    assert signs_in(ada.email, NEW) == 302


def test_the_owner_is_told(ada: User, mailbox: Mailbox) -> None:
    Client().post(link_for(ada.email, mailbox), {"new": NEW})

    (mail,) = mailbox.deliver()
    assert (mail["To"], "your password was changed" in mail["Subject"]) == (ada.email, True)
    assert f"\r\nhttp://localhost:8000{ASK}\r\n" in mail.get_content()
    assert NEW not in mail.get_content()


def deactivated(ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_active=False)


def locked_out_and_in(ada: User) -> None:
    """Deactivated and back: the link of before is none."""
    sessions.end_all(ada)


def given_a_password_by_a_command(ada: User) -> None:
    user = User.objects.get(pk=ada.pk)
    user.set_password(OLD)
    user.save()


@pytest.mark.parametrize("deed", [deactivated, locked_out_and_in, given_a_password_by_a_command])
def test_a_link_dies_with_what_it_was_for(ada: User, mailbox: Mailbox, deed) -> None:
    link = link_for(ada.email, mailbox)
    assert Client().get(link).status_code == 200

    deed(ada)

    assert (Client().get(link).status_code, Client().post(link, {"new": NEW}).status_code) == (
        404,
        404,
    )
    assert User.objects.get(pk=ada.pk).check_password(OLD)


def test_a_newer_link_takes_its_place(ada: User, mailbox: Mailbox) -> None:
    first, second = link_for(ada.email, mailbox), link_for(ada.email, mailbox)

    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)


def test_it_works_for_an_hour(ada: User, mailbox: Mailbox) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        link = link_for(ada.email, mailbox)
        clock.shift(timedelta(minutes=59))
        assert Client().get(link).status_code == 200
        clock.shift(timedelta(minutes=1))
        assert Client().get(link).status_code == 404
        clock.shift(timedelta(minutes=5))
        assert Client().post(link, {"new": NEW}).status_code == 404


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ("", "Type the new password."),
        ("too short", "Use at least 15 characters; this has 9. Several words are fine."),
        ("adaadaada@example.org", "This is mostly your own name or address, or ours."),
        ("x" * 1001, "Use at most 1,000 characters."),
    ],
)
def test_a_password_that_will_not_do_leaves_the_link_open(
    ada: User, mailbox: Mailbox, new: str, said: str
) -> None:
    link = link_for(ada.email, mailbox)

    answer = Client().post(link, {"new": new})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Client().post(link, {"new": NEW}).status_code == 302


def test_a_megabyte_is_no_password(ada: User, mailbox: Mailbox) -> None:
    link = link_for(ada.email, mailbox)

    assert Client().post(link, {"new": "x" * 1_000_000}).status_code == 400
    assert Client().get(link).status_code == 200


def test_no_link_opens_somebody_elses_account_or_more_fields(
    ada: User, ed: User, mailbox: Mailbox
) -> None:
    link = link_for(ada.email, mailbox)
    ask(ed.email)
    of_ed = link_in(mailbox.deliver()[0])

    more = {"new": NEW, "user": ed.pk, "email": ed.email, "is_superuser": "1", "is_staff": "1"}
    Client().post(link, more)

    row = User.objects.get(pk=ada.pk)
    assert (row.email, row.is_superuser, row.is_staff) == (ada.email, False, False)
    assert User.objects.get(pk=ed.pk).check_password(OLD)
    assert Client().get(of_ed).status_code == 200


def test_another_kind_of_token_opens_nothing(ada: User, mailbox: Mailbox) -> None:
    link = link_for(ada.email, mailbox)
    Ticket.objects.update(kind=Ticket.Kind.EMAIL)

    assert Client().post(link, {"new": NEW}).status_code == 404


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00" * 43, "é" * 43, "A" * 5000])
def test_what_is_no_token_opens_nothing(ada: User, token: str) -> None:
    assert Client().post(f"{ASK}{token}/", {"new": NEW}).status_code == 404


def test_a_link_leads_to_our_own_address_alone(ada: User, mailbox: Mailbox) -> None:
    headers = {"X-Forwarded-Host": "evil.example.org", "Host": "127.0.0.1"}
    Client(headers=headers).post(ASK, {"email": ada.email})

    (mail,) = mailbox.deliver()
    assert "http://localhost:8000/" in mail.get_content()
    assert "evil" not in mail.as_string()
    link = link_in(mail)
    for address in ("https://evil.example.org/", "//evil.example.org/", "/\\evil", "javascript:x"):
        assert Client().get(link, {"next": address}).status_code == 200
    assert Client().post(f"{link}?next=//evil.example.org/", {"new": NEW})["Location"] == LOGIN
