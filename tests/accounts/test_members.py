"""Members as admins see and change them."""

import uuid

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import AuthEvent, Deed, Membership, Organization, Role, User, UserSession
from tests.cast import make_member, signed_in
from tests.mailbox import Mailbox

PAGE = "/manage/members/"
BAD = ["owner", "", "ADMIN", "viewer\x00"]


def address(user: User, deed: str = "") -> str:
    return f"{PAGE}{public_id(user)}/{deed}"


def public_id(user: User) -> uuid.UUID:
    return Membership.objects.get(user=user).public_id


def role(user: User) -> str:
    return Membership.objects.get(user=user).role


def test_the_list_says_who_they_are_and_when_they_were_here(
    client_of_ada: Client, ada: User, ed: User, crew: Organization
) -> None:
    signed_in(ed).get("/manage/")
    UserSession.objects.filter(user=ed).update(seen="2026-10-10T20:15:00Z")
    crew.timezone = "America/Toronto"
    crew.save()

    page = client_of_ada.get(PAGE)

    assert [row.user for row in page.context["members"]] == [ada, ed]
    assertContains(page, "<bdi>ed@example.org</bdi> · last seen")
    assertContains(page, "10 Oct 2026, 16:15")
    assertContains(page, '<span class="stamp">Editor</span>', html=True)


def test_a_role_is_changed_and_the_person_told(
    client_of_ada: Client, ed: User, ada: User, mailbox: Mailbox
) -> None:
    typed = {"role": "viewer", "reason": "On leave & away"}

    answer = client_of_ada.post(address(ed), typed)

    assert (answer["Location"], role(ed)) == (PAGE, "viewer")
    entry = AuthEvent.objects.get(what=Deed.ROLE_CHANGED)
    assert (entry.by, entry.about, entry.detail) == (ada, ed, "Editor to Viewer. On leave & away")
    (mail,) = mailbox.deliver()
    assert (mail["To"], mail["Subject"]) == ("ed@example.org", "Our crawl: you are a viewer now")
    assert "Ada has changed what you may do" in mail.get_content()
    assert "The reason given: On leave & away" in mail.get_content()


def test_a_new_role_counts_at_once_under_a_new_key(
    client_of_ada: Client, client_of_ed: Client, ed: User
) -> None:
    client_of_ed.get("/manage/")
    old = client_of_ed.cookies["sessionid"].value
    client_of_ada.post(address(ed), {"role": "viewer"})

    assert client_of_ed.post("/manage/new-band/", {"name": "Ø"}).status_code == 403
    assert client_of_ed.get("/manage/").status_code == 200
    assert client_of_ed.cookies["sessionid"].value != old
    client_of_ed.cookies["sessionid"] = old
    assert client_of_ed.get("/manage/").status_code == 302


def test_the_role_somebody_has_already_changes_nothing(
    client_of_ada: Client, ed: User, mailbox: Mailbox
) -> None:
    assert client_of_ada.post(address(ed), {"role": "editor"}).status_code == 302

    assert not AuthEvent.objects.exists()
    assert mailbox.deliver() == []


@pytest.mark.parametrize("typed", BAD)
def test_a_role_that_is_none_is_refused(client_of_ada: Client, ed: User, typed: str) -> None:
    page = client_of_ada.post(address(ed), {"role": typed, "reason": "Why not"})

    assert (page.status_code, role(ed)) == (422, "editor")
    assertContains(page, "Choose a role.", status_code=422)
    assertContains(page, 'value="Why not"', status_code=422)


@pytest.mark.parametrize("reason", ["x" * 201, "a\x00b", "a\x1bb"])
def test_a_reason_that_cannot_be_kept_is_refused(
    client_of_ada: Client, ed: User, reason: str
) -> None:
    for deed in ("", "deactivate/", "remove/"):
        typed = {"role": "viewer", "reason": reason}
        assert client_of_ada.post(address(ed, deed), typed).status_code == 422

    assert role(ed) == "editor"


def test_a_form_that_sends_nothing_is_refused(client_of_ada: Client, ed: User) -> None:
    assert client_of_ada.post(address(ed)).status_code == 422


def test_what_is_sent_twice_is_not_understood(client_of_ada: Client, ed: User) -> None:
    assert client_of_ada.post(address(ed), {"role": ["viewer", "admin"]}).status_code == 400
    assert role(ed) == "editor"


def test_what_the_form_does_not_ask_for_changes_nothing(
    client_of_ada: Client, ed: User, other_crew: Organization, crew: Organization
) -> None:
    crew.host = "testserver"
    crew.save()
    more = {"organization": other_crew.pk, "user": 1, "is_superuser": "1", "deactivated_at": "x"}

    client_of_ada.post(address(ed), {"role": "editor", **more})

    row = Membership.objects.get(user=ed)
    assert (row.organization, row.deactivated_at) == (crew, None)
    assert not row.user.is_superuser


def test_a_members_deeds_are_for_admins_of_the_same_place(
    crew: Organization, other_crew: Organization, ed: User
) -> None:
    crew.host = "testserver"
    crew.save()
    theirs = make_member("Mallory", Role.ADMIN, other_crew)
    mallory, editor = signed_in(theirs), signed_in(ed)
    ada = signed_in(make_member("Ada", Role.ADMIN, crew))
    for deed in ("", "deactivate/", "reactivate/", "remove/"):
        assert mallory.post(address(ed, deed), {"role": "admin"}).status_code == 404
        assert editor.post(address(ed, deed), {"role": "admin"}).status_code == 403
        assert ada.post(address(theirs, deed), {"role": "viewer"}).status_code == 404
    assert (role(ed), role(theirs)) == ("editor", "admin")


def test_somebody_elsewhere_is_told_as_nobody(
    crew: Organization, other_crew: Organization, client_of_ada: Client
) -> None:
    crew.host = "testserver"
    crew.save()
    theirs = make_member("Mallory", Role.ADMIN, other_crew)

    pages = [client_of_ada.get(f"{PAGE}{one}/") for one in (public_id(theirs), uuid.uuid4())]

    assert [page.status_code for page in pages] == [404, 404]
    assert pages[0].content == pages[1].content


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_many(
    client_of_ada: Client, crew: Organization, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        signed_in(make_member(f"m{number}", Role.EDITOR, crew)).get("/manage/")

    # Session, user, organization, membership; members, invitations.
    with django_assert_num_queries(6):
        client_of_ada.get(PAGE)
