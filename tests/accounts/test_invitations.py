"""Inviting people, as admins do it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuthEvent, Deed, Invitation, Organization, User
from tests.accounts.inviting import (
    INVITE,
    PAGE,
    link_by_hand,
    link_by_mail,
    shown_link,
)
from tests.mailbox import Mailbox


def test_who_is_invited_by_mail_gets_a_link(
    client_of_ada: Client, crew: Organization, ada: User, mailbox: Mailbox
) -> None:
    crew.name = "Rock & Röll"
    crew.save()

    answer = client_of_ada.post(INVITE, {"email": "Mira@Example.org", "role": "editor"})

    assert answer["Location"] == PAGE
    (mail,) = mailbox.deliver()
    assert (mail["To"], mail["Subject"]) == (
        "mira@example.org",
        "Rock & Röll: you are invited",
    )
    assert (
        "Ada has invited you to run the events of Rock & Röll, as an editor." in mail.get_content()
    )
    entry = AuthEvent.objects.get(what=Deed.INVITED)
    assert (entry.by, entry.detail) == (ada, "m…@example.org, Editor")


def test_a_link_to_hand_over_is_shown_once_and_kept_nowhere(
    client_of_ada: Client, mailbox: Mailbox
) -> None:
    page = client_of_ada.post(INVITE, {"email": "", "role": "viewer"})

    token = shown_link(page).split("/")[-2]
    assert "no-store" in page["Cache-Control"]
    row = Invitation.objects.get()
    assert (row.email, row.role, len(row.digest)) == ("", "viewer", 64)
    assert token not in str(vars(row))
    assertNotContains(client_of_ada.get(PAGE), token)
    assert mailbox.deliver() == []


def test_pending_ones_are_on_the_members_page(client_of_ada: Client, mailbox: Mailbox) -> None:
    assertContains(client_of_ada.get(PAGE), "You are alone here.")

    link_by_mail(client_of_ada, mailbox)
    link_by_hand(client_of_ada, "admin")

    page = client_of_ada.get(PAGE)
    assert [str(row) for row in page.context["invitations"]] == [
        "A link to hand over, Admin",
        "mira@example.org, Editor",
    ]
    assertNotContains(page, "You are alone here.")
    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assertNotContains(client_of_ada_again(client_of_ada), "Too old")


def client_of_ada_again(client: Client) -> object:
    """Sign in anew: a session lasts a day at most."""
    client.force_login(User.objects.get(name="Ada"))
    return client.get(PAGE)


@pytest.mark.parametrize("address", ["ed@example.org", " ED@example.org"])
def test_who_is_a_member_is_not_invited(client_of_ada: Client, ed: User, address: str) -> None:
    page = client_of_ada.post(INVITE, {"email": address, "role": "admin"})

    assertContains(page, "is a member already.", status_code=422)
    assertContains(page, "aria-invalid", status_code=422)
    assert not Invitation.objects.exists()


def test_who_is_invited_is_not_invited_twice(client_of_ada: Client, mailbox: Mailbox) -> None:
    link_by_mail(client_of_ada, mailbox)

    page = client_of_ada.post(INVITE, {"email": "mira@example.org", "role": "admin"})

    assertContains(page, "is invited already.", status_code=422)
    assert Invitation.objects.get().role == "editor"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"email": "mira@", "role": "editor"}, "Type a whole e-mail address"),
        ({"email": "a@example.org,b@example.org", "role": "editor"}, "Type a whole e-mail address"),
        ({"email": "a@example.org\r\nBcc: b@example.org", "role": "editor"}, "whole e-mail"),
        ({"email": f"{'x' * 250}@example.org", "role": "editor"}, "id_email_error"),
        ({"email": "mira@example.org", "role": "owner"}, "Choose a role."),
        ({"email": "mira@example.org"}, "Choose a role."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    client_of_ada: Client, typed: dict[str, str], said: str
) -> None:
    assertContains(client_of_ada.post(INVITE, typed), said, status_code=422)
    assert not Invitation.objects.exists()


def test_a_role_sent_twice_is_not_understood(client_of_ada: Client) -> None:
    typed = {"email": "mira@example.org", "role": ["viewer", "admin"]}

    assert client_of_ada.post(INVITE, typed).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many(
    client_of_ada: Client, django_assert_num_queries, count: int
) -> None:
    for _ in range(count):
        link_by_hand(client_of_ada)

    # Session, user, organization, membership; members, invitations.
    with django_assert_num_queries(6):
        client_of_ada.get(PAGE)
