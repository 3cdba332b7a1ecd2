"""Members who are shut out, let in again, removed, or go by themselves."""

from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from accounts.models import AuthEvent, Deed, Membership, User
from tests.accounts.test_members import PAGE, address
from tests.cast import signed_in
from tests.mailbox import Mailbox


def test_who_is_deactivated_is_out_at_once_and_stays_out(
    client_of_ada: Client, client_of_ed: Client, ed: User, mailbox: Mailbox
) -> None:
    there = signed_in(ed)
    client_of_ada.post(address(ed, "deactivate/"), {"reason": "Lost phone"})

    assert [one.get("/manage/").status_code for one in (client_of_ed, there)] == [302, 302]
    typed = {"email": ed.email, "password": "a long enough password"}
    assert Client().post("/accounts/login/", typed).status_code == 422
    assert "The reason given: Lost phone" in mailbox.deliver()[0].get_content()
    assertContains(client_of_ada.get(PAGE), "Deactivated")


def test_who_is_reactivated_comes_in_as_before(
    client_of_ada: Client, ed: User, mailbox: Mailbox
) -> None:
    client_of_ada.post(address(ed, "deactivate/"))
    client_of_ada.post(address(ed, "reactivate/"))

    client = Client()
    typed = {"email": ed.email, "password": "a long enough password"}
    assert client.post("/accounts/login/", typed).status_code == 302
    assert client.post("/manage/new-band/", {"name": "Ø"}).status_code == 302
    whats = list(AuthEvent.objects.filter(about=ed).order_by("pk").values_list("what", flat=True))
    assert whats == [Deed.DEACTIVATED, Deed.REACTIVATED]
    assert [mail["Subject"].partition(": ")[2] for mail in mailbox.deliver()] == [
        "your access is closed",
        "your access is open again",
    ]


def test_who_is_removed_is_gone_from_here_but_has_an_account(
    client_of_ada: Client, client_of_ed: Client, ed: User, mailbox: Mailbox
) -> None:
    page = address(ed, "remove/")
    assertContains(client_of_ada.get(page), "from the members?")
    assert Membership.objects.count() == 2

    client_of_ada.post(page)

    assert client_of_ed.get("/manage/").status_code == 302
    assert list(User.objects.filter(memberships=None)) == [ed]
    assert signed_in(ed).get("/manage/").status_code == 404
    assertNotContains(client_of_ada.get(PAGE), "ed@example.org")
    assert mailbox.deliver()[0]["Subject"] == "Our crawl: you are no member any more"


def test_one_may_leave(client_of_ed: Client, ed: User, ada: User) -> None:
    there = signed_in(ed)
    assertContains(client_of_ed.get("/accounts/leave/"), "Leave <bdi>Our crawl</bdi>?")

    assert client_of_ed.post("/accounts/leave/")["Location"] == "/"

    assert list(Membership.objects.values_list("user__name", flat=True)) == ["Ada"]
    assert AuthEvent.objects.get(what=Deed.LEFT).by == ed
    assert (client_of_ed.get("/manage/").status_code, there.get("/manage/").status_code) == (
        404,
        302,
    )
