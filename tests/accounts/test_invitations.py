"""Inviting people, as admins do it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuthEvent, Deed, Invitation, Organization, Role, User
from settimes.purging import purge
from tests.accounts.inviting import (
    INVITE,
    PAGE,
    link_by_hand,
    link_by_mail,
    mailed_link,
    of_invitation,
    shown_link,
)
from tests.cast import make_member
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


def test_who_did_not_come_in_time_is_invited_anew(client_of_ada: Client, mailbox: Mailbox) -> None:
    link_by_mail(client_of_ada, mailbox)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assertContains(client_of_ada_again(client_of_ada), "Too old")
        link_by_mail(client_of_ada, mailbox, role="viewer")

        assert [row.role for row in client_of_ada.get(PAGE).context["invitations"]] == ["viewer"]


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


def test_sending_again_closes_the_link_before(client_of_ada: Client, mailbox: Mailbox) -> None:
    first = link_by_mail(client_of_ada, mailbox)

    assert client_of_ada.post(of_invitation("again")).status_code == 302

    second = mailed_link(mailbox)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)


def test_a_new_link_closes_the_one_before(client_of_ada: Client) -> None:
    first = link_by_hand(client_of_ada)

    second = shown_link(client_of_ada.post(of_invitation("again")))

    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)


def test_one_address_is_not_sent_mails_without_end(client_of_ada: Client, mailbox: Mailbox) -> None:
    link_by_mail(client_of_ada, mailbox)
    for _ in range(7):
        client_of_ada.post(of_invitation("again"))

    assertContains(client_of_ada.get(PAGE), "was sent several mails just now")
    assert len(mailbox.deliver()) == 1  # the last of four: the others are closed by it
    assert AuthEvent.objects.filter(what=Deed.INVITED).count() == 5


def test_what_is_revoked_opens_nothing(client_of_ada: Client, mailbox: Mailbox) -> None:
    link, address = link_by_mail(client_of_ada, mailbox), of_invitation("revoke")

    assert client_of_ada.post(address)["Location"] == PAGE

    assert Client().get(link).status_code == 404
    assert client_of_ada.post(address).status_code == 404
    assert AuthEvent.objects.get(what=Deed.INVITATION_REVOKED).detail == "m…@example.org, Editor"
    assertNotContains(client_of_ada.get(PAGE), "mira@example.org, Editor")


def test_what_is_revoked_before_it_was_sent_is_not_sent(
    client_of_ada: Client, mailbox: Mailbox
) -> None:
    client_of_ada.post(INVITE, {"email": "mira@example.org", "role": "editor"})
    client_of_ada.post(of_invitation("revoke"))

    assert mailbox.deliver() == []


def test_another_places_invitations_are_not_there(
    client_of_ada: Client, crew: Organization, other_crew: Organization
) -> None:
    crew.host = "testserver"
    crew.save()
    by = make_member("Eve", Role.ADMIN, other_crew)
    Invitation.objects.create(
        organization=other_crew, role="admin", by=by, expires="2100-01-01T00:00Z"
    )

    assert list(client_of_ada.get(PAGE).context["invitations"]) == []
    assert client_of_ada.post(of_invitation("again")).status_code == 404
    assert client_of_ada.post(of_invitation("revoke")).status_code == 404


def test_old_ones_are_let_go_of(client_of_ada: Client, mailbox: Mailbox) -> None:
    link_by_mail(client_of_ada, mailbox)

    assert purge(timezone.now() + timedelta(days=36))["invitations"] == 0
    assert purge(timezone.now() + timedelta(days=37, seconds=1))["invitations"] == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_many(
    client_of_ada: Client, django_assert_num_queries, count: int
) -> None:
    for _ in range(count):
        link_by_hand(client_of_ada)

    # Session, user, organization, membership; members, invitations.
    with django_assert_num_queries(6):
        client_of_ada.get(PAGE)
