"""A new password because an admin says so: the reason is kept, the link goes to the member."""

import pytest
from django.test import Client

from accounts.models import AuthEvent, Deed, Membership, User
from tests.accounts.resetting import NEW, link_in, signs_in
from tests.cast import signed_in
from tests.mailbox import Mailbox

OLD = "a long enough password"


def address(user: User) -> str:
    return f"/manage/members/{Membership.objects.get(user=user).public_id}/reset/"


def test_the_member_gets_the_link_and_the_admin_never_sees_it(
    client_of_ada: Client, ada: User, ed: User, mailbox: Mailbox
) -> None:
    phone = signed_in(ed)

    answer = client_of_ada.post(address(ed), {"reason": "Lost the phone"}, follow=True)

    (mail,) = mailbox.deliver()
    text, link = mail.get_content(), link_in(mail)
    assert (mail["To"], answer.status_code) == (ed.email, 200)
    assert ["Ada wants" in text, "Lost the phone" in text] == [True, True]
    assert link.split("/")[-2] not in answer.content.decode()
    assert phone.get("/accounts/").status_code == 302
    assert signs_in(ed.email, OLD) == 302
    row = AuthEvent.objects.get(what=Deed.RESET_ASKED)
    assert (row.by, row.about, row.detail) == (ada, ed, "Lost the phone")
    Client().post(link, {"new": NEW})
    assert (signs_in(ed.email, OLD), signs_in(ed.email, NEW)) == (422, 302)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201, "a\x07"])
def test_a_reason_is_needed(client_of_ada: Client, ed: User, reason: str, mailbox: Mailbox) -> None:
    answer = client_of_ada.post(address(ed), {"reason": reason})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert mailbox.deliver() == []


def test_looking_sends_nothing(client_of_ada: Client, ed: User, mailbox: Mailbox) -> None:
    assert client_of_ada.get(address(ed)).status_code == 200
    assert mailbox.deliver() == []


def test_five_an_hour_are_enough(client_of_ada: Client, ed: User) -> None:
    answers = [client_of_ada.post(address(ed), {"reason": "Again"}).status_code for _ in range(6)]

    assert answers == [302] * 5 + [429]


def test_a_closed_account_gets_none(client_of_ada: Client, ed: User, mailbox: Mailbox) -> None:
    User.objects.filter(pk=ed.pk).update(is_active=False)

    assert client_of_ada.post(address(ed), {"reason": "Back"}).status_code == 422
    assert mailbox.deliver() == []


def test_of_another_organization_nobody_is_there(
    client_of_ada: Client, ed: User, other_crew
) -> None:
    Membership.objects.filter(user=ed).update(organization=other_crew)
    other_crew.host = "other.example.org"
    other_crew.save()
    ours = Membership.objects.get(user__name="Ada").organization
    ours.host = "testserver"
    ours.save()

    assert client_of_ada.post(address(ed), {"reason": "Mine"}).status_code == 404
