"""Becoming a member by the link of an invitation."""

from urllib.parse import quote

from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import (
    AuthEvent,
    Deed,
    Invitation,
    Membership,
    Organization,
    Role,
    User,
    UserSession,
)
from tests.accounts.inviting import PASSWORD, join, link_by_hand, link_by_mail
from tests.cast import make_member
from tests.mailbox import Mailbox

CLOSED = "This link is closed"


def test_who_has_no_account_gets_one_and_is_in(
    client_of_ada: Client, client: Client, mailbox: Mailbox
) -> None:
    link = link_by_mail(client_of_ada, mailbox)
    assertContains(client.get(link), "<bdi>Ada</bdi> has invited you")

    answer = join(client, link)

    mira = User.objects.get(email="mira@example.org")
    assert (answer["Location"], mira.name) == ("/manage/", "Mira")
    assert Membership.objects.get(user=mira).role == Role.EDITOR
    assert client.get("/manage/").status_code == 200
    again = Client().post("/accounts/login/", {"email": mira.email, "password": PASSWORD})
    assert again.status_code == 302
    entry = AuthEvent.objects.get(what=Deed.JOINED)
    assert (entry.by, entry.detail) == (mira, "Editor")


def test_who_opens_a_link_to_hand_over_says_who_they_are(
    client_of_ada: Client, client: Client
) -> None:
    link = link_by_hand(client_of_ada, "viewer")

    assert join(client, link).status_code == 422
    join(client, link, email=" Mira@Example.org ")

    assert Membership.objects.get(user__email="mira@example.org").role == Role.VIEWER


def test_looking_changes_nothing(client_of_ada: Client, client: Client, mailbox: Mailbox) -> None:
    link = link_by_mail(client_of_ada, mailbox)

    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200

    assert (Invitation.objects.get().used, User.objects.count()) == (None, 1)
    assert join(client, link).status_code == 302


def test_who_has_an_account_signs_in_and_joins_with_one_button(
    client_of_ada: Client, other_crew: Organization, crew: Organization, mailbox: Mailbox
) -> None:
    crew.host = "testserver"
    crew.save()
    mira = make_member("Mira", Role.ADMIN, other_crew)
    link = link_by_mail(client_of_ada, mailbox, mira.email, "viewer")
    client = Client()

    page = client.get(link)
    assertContains(page, "Sign in with it, then join with one button.")
    assertNotContains(page, 'type="password"')
    assert client.post(link)["Location"] == f"/accounts/login/?next={quote(link, safe='')}"
    typed = {"email": mira.email, "password": "a long enough password", "next": link}
    assert client.post("/accounts/login/", typed)["Location"] == link
    before = client.cookies["sessionid"].value
    assert client.post(link)["Location"] == "/manage/"

    roles = Membership.objects.filter(user=mira).order_by("pk").values_list("role", flat=True)
    assert list(roles) == ["admin", "viewer"]
    assert client.cookies["sessionid"].value != before
    assert User.objects.count() == 2


def test_what_else_is_sent_changes_nothing(client_of_ada: Client, client: Client, mailbox) -> None:
    link = link_by_mail(client_of_ada, mailbox, role="viewer")

    join(client, link, role="admin", is_superuser="1", is_staff="1", organization="2", id="1")

    mira = User.objects.get(email="mira@example.org")
    assert Membership.objects.get(user=mira).role == "viewer"
    assert (mira.is_superuser, mira.is_staff) == (False, False)


def test_a_member_does_not_use_up_a_link(client_of_ada: Client, client_of_ed: Client) -> None:
    link = link_by_hand(client_of_ada, "admin")

    assertContains(client_of_ed.get(link), "You are a member already.")
    assertContains(client_of_ed.post(link), "You are a member already.")

    assert Membership.objects.get(user__name="Ed").role == "editor"
    assert Client().get(link).status_code == 200


def test_who_is_shut_out_elsewhere_may_join_here(
    client_of_ada: Client, crew: Organization, other_crew: Organization, mailbox: Mailbox
) -> None:
    crew.host = "testserver"
    crew.save()
    mira = make_member("Mira", Role.EDITOR, other_crew)
    Membership.objects.filter(user=mira).update(deactivated_at=timezone.now())
    typed = {"email": mira.email, "password": "a long enough password"}
    assert Client().post("/accounts/login/", typed).status_code == 422

    client_of_ada.post("/manage/members/invite/", {"email": mira.email, "role": "editor"})

    assert Client().post("/accounts/login/", typed).status_code == 302


def test_the_address_of_the_link_goes_to_no_other_server(client_of_ada: Client) -> None:
    page = Client().get(link_by_hand(client_of_ada))

    assert page["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page["Cache-Control"]
    assert not UserSession.objects.exclude(user__name="Ada").exists()
