"""Invitations that are sent again, revoked, or too old."""

from datetime import timedelta

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
from tests.cast import make_member, signed_in
from tests.mailbox import Mailbox


def test_who_did_not_come_in_time_is_invited_anew(
    client_of_ada: Client, ada: User, mailbox: Mailbox
) -> None:
    link_by_mail(client_of_ada, mailbox)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        a_week_later = signed_in(ada)
        assertContains(a_week_later.get(PAGE), "Too old")
        link_by_mail(a_week_later, mailbox, role="viewer")

        assert [row.role for row in a_week_later.get(PAGE).context["invitations"]] == ["viewer"]


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
