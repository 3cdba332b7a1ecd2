"""Links that open nothing, and what nobody joins with."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains

from accounts import tickets
from accounts.models import (
    Invitation,
    Membership,
    Organization,
    Ticket,
    User,
)
from tests.accounts.inviting import PASSWORD, join, link_by_hand, link_by_mail, of_invitation
from tests.accounts.test_members import address
from tests.cast import signed_in
from tests.mailbox import Mailbox

CLOSED = "This link is closed"


def closed_page(client: Client, link: str, **typed: str) -> bytes:
    """Return what is said about a link that opens nothing, the same for looking and joining."""
    looked, joined = client.get(link), join(client, link, **typed)
    assert (looked.status_code, joined.status_code) == (404, 404)
    assert looked.content == joined.content
    return looked.content


def test_whatever_opens_nothing_is_told_the_same(
    client_of_ada: Client, ed: User, client: Client, mailbox: Mailbox
) -> None:
    used = link_by_hand(client_of_ada)
    join(Client(), used, email="nell@example.org")
    revoked = link_by_mail(client_of_ada, mailbox, "revoked@example.org")
    client_of_ada.post(of_invitation("revoke"))
    old = link_by_mail(client_of_ada, mailbox, "old@example.org")
    five_minutes_ago = timezone.now() - timedelta(minutes=5)
    Invitation.objects.filter(email="old@example.org").update(expires=five_minutes_ago)
    replaced = link_by_mail(client_of_ada, mailbox, "again@example.org")
    client_of_ada.post(of_invitation("again"))
    ticket = Ticket.objects.create(
        kind=Ticket.Kind.RESET, user=ed, expires=timezone.now() + timedelta(hours=1)
    )
    other_kind = f"/accounts/join/{tickets.cut(ticket)}/"
    malformed = [f"/accounts/join/{one}/" for one in ("x", "x" * 43, "x" * 2000, "é", "%00")]

    asked = [used, revoked, old, replaced, other_kind, *malformed]
    pages = {closed_page(client, link) for link in asked}

    assert len(pages) == 1
    assert CLOSED in pages.pop().decode()
    assert User.objects.count() == 3


def test_another_address_than_the_invited_one_is_told_the_same(
    client_of_ada: Client, client_of_ed: Client, client: Client, mailbox: Mailbox
) -> None:
    link = link_by_mail(client_of_ada, mailbox)

    page = client_of_ed.get(link)
    assert (page.status_code, client_of_ed.post(link).status_code) == (404, 404)
    assertContains(page, CLOSED, status_code=404)
    assert join(client, link, email="eve@example.org").status_code == 404
    assert join(client, link, email="MIRA@example.org").status_code == 302


def test_a_link_opens_in_its_own_place_only(
    client_of_ada: Client, crew: Organization, other_crew: Organization, mailbox, settings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example.org"]
    crew.host = "testserver"
    crew.save()
    link = link_by_mail(client_of_ada, mailbox)
    there = Client(headers={"Host": "other.example.org"})

    assert there.get(link).status_code == 404
    assert join(there, link).status_code == 404


def test_a_link_lasts_as_long_as_it_says(client_of_ada: Client, client: Client, mailbox) -> None:
    link = link_by_mail(client_of_ada, mailbox)

    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23)):
        assert client.get(link).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)):
        assert client.get(link).status_code == 404


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "Type your name."),
        ({"name": "x" * 101}, "At most 100 characters."),
        ({"name": "a\x00b"}, "control character"),
        ({"name": "a\x1bb"}, "control character"),
        ({"password": "short"}, "Use at least 15 characters"),
        ({"password": "mira@example.org"}, "mostly your own name or address"),
        ({"password": "Mira Mira Mira Mira"}, "Choose another."),
        ({"password": ""}, "Type your password."),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    client_of_ada: Client, client: Client, mailbox: Mailbox, typed: dict[str, str], said: str
) -> None:
    link = link_by_mail(client_of_ada, mailbox)

    page = join(client, link, **typed)

    assertContains(page, said, status_code=422)
    assert (Invitation.objects.get().used, User.objects.count()) == (None, 1)
    assert PASSWORD not in page.content.decode()


def test_a_megabyte_is_no_password(client_of_ada: Client, client: Client, mailbox) -> None:
    link = link_by_mail(client_of_ada, mailbox)

    assert join(client, link, password="x" * 1_000_000).status_code == 400


def test_an_address_with_an_account_is_told_to_sign_in(
    client_of_ada: Client, ed: User, client: Client
) -> None:
    link = link_by_hand(client_of_ada)

    page = join(client, link, email="ED@example.org")

    assertContains(page, "has an account already.", status_code=422)
    assert Membership.objects.count() == 2


def test_who_was_shut_out_does_not_come_back_by_a_link(
    client_of_ada: Client, ed: User, crew: Organization
) -> None:
    link = link_by_hand(client_of_ada, "admin")
    client_of_ada.post(address(ed, "deactivate/"))

    assert signed_in(ed).post(link).status_code == 404
    assert Membership.objects.get(user=ed).deactivated_at is not None
