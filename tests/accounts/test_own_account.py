"""One's own account: name and password, with the password asked for once more where it matters."""

import pytest
from django.test import Client

from accounts.models import AuthEvent, Deed, Membership, Organization, Ticket, User, UserSession
from settimes.outbox.models import Message
from tests.accounts.resetting import NEW, link_for, signs_in
from tests.cast import make_member, signed_in
from tests.mailbox import Mailbox

PAGE, PASSWORD, EMAIL = "/accounts/", "/accounts/password/", "/accounts/email/"
OLD = "a long enough password"


def test_the_account_shows_what_is_known(client_of_ada: Client, ada: User, crew) -> None:
    page = client_of_ada.get(PAGE)

    assert [one.organization for one in page.context["memberships"]] == [crew]
    assert (page.context["places"], ada.email in page.content.decode()) == (1, True)


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_as_many_statements_whatever_one_is_member_of(
    crew, count: int, django_assert_num_queries
) -> None:
    ada = make_member("Ada", "admin", crew)
    for number in range(count - 1):
        other = Organization.objects.create(
            name=f"C{number}", slug=f"c{number}", host=f"c{number}.example.org"
        )
        Membership.objects.create(user=ada, organization=other)
    crew.host = "testserver"
    crew.save()
    client = signed_in(ada)

    with django_assert_num_queries(5):
        client.get(PAGE)


def test_the_name_is_changed(client_of_ada: Client, ada: User) -> None:
    more = {"email": "x@example.org", "is_staff": "1", "is_superuser": "1", "id": "7", "role": "x"}
    answer = client_of_ada.post(PAGE, {"name": "  Ada L.  ", **more})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    row = User.objects.get()
    assert (row.name, row.email, row.is_staff, row.is_superuser, row.pk) == (
        "Ada L.",
        ada.email,
        False,
        False,
        ada.pk,
    )
    assert AuthEvent.objects.get(what=Deed.NAME_CHANGED).by == ada


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "Ada\x07", "Ada\x00"])
def test_a_name_that_cannot_be_one_is_said_beside_the_field(
    client_of_ada: Client, ada: User, name: str
) -> None:
    answer = client_of_ada.post(PAGE, {"name": name})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    ada.refresh_from_db()
    assert ada.name == "Ada"


def test_the_password_is_changed_and_the_others_are_out(
    ada: User, ed: User, mailbox: Mailbox
) -> None:
    link = link_for(ada.email, mailbox)
    here, there, of_ed = signed_in(ada), signed_in(ada), signed_in(ed)
    old = here.cookies["sessionid"].value

    answer = here.post(PASSWORD, {"current": OLD, "new": NEW})

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert [client.get(PAGE).status_code for client in (here, there, of_ed)] == [200, 302, 200]
    assert here.cookies["sessionid"].value != old
    assert UserSession.objects.filter(user=ada).count() == 1
    assert Client().get(link).status_code == 404
    assert (signs_in(ada.email, OLD), signs_in(ada.email, NEW)) == (422, 302)
    (mail,) = mailbox.deliver()
    assert (mail["To"], mail["Subject"]) == (ada.email, "Our crawl: your password was changed")
    assert AuthEvent.objects.get(what=Deed.PASSWORD_CHANGED).by == ada


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ({}, ["current", "new"]),
        ({"current": OLD}, ["new"]),
        ({"current": "not it", "new": NEW}, ["current"]),
        ({"current": OLD, "new": "short"}, ["new"]),
        ({"current": OLD, "new": "password123password123"}, ["new"]),
    ],
)
def test_a_password_that_will_not_do_changes_nothing(
    client_of_ada: Client, ada: User, typed: dict[str, str], where: list[str]
) -> None:
    answer = client_of_ada.post(PASSWORD, typed)

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, where)
    assert User.objects.get().check_password(OLD)
    assert Message.objects.count() == 0


@pytest.mark.parametrize("address", [PASSWORD, EMAIL])
def test_who_found_the_telephone_cannot_guess_the_password(
    client_of_ada: Client, ada: User, address: str
) -> None:
    typed = {"new": NEW, "email": "new@example.org"}
    answers = [client_of_ada.post(address, {**typed, "current": "wrong"}) for _ in range(5)]
    locked = client_of_ada.post(address, {**typed, "current": OLD})

    assert [answer.status_code for answer in answers] == [422] * 5
    assert (locked.status_code, locked["Retry-After"]) == (429, "3600")
    assert User.objects.get().check_password(OLD)
    assert Ticket.objects.count() == 0


@pytest.mark.parametrize("field", ["current", "new"])
def test_a_megabyte_is_no_password(client_of_ada: Client, field: str) -> None:
    typed = {"current": OLD, "new": NEW, field: "x" * 1_000_000}

    assert client_of_ada.post(PASSWORD, typed).status_code == 400


@pytest.mark.parametrize("address", [PAGE, PASSWORD, EMAIL])
def test_nothing_is_taken_twice_or_from_elsewhere(ada: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    twice = {"name": ["A", "B"], "new": [NEW, NEW], "email": ["a@b.org", "c@d.org"]}

    assert client.post(address, {"name": "A", "current": OLD, "new": NEW}).status_code == 403
    assert signed_in(ada).post(address, twice).status_code == 400
    assert User.objects.get().name == "Ada"
