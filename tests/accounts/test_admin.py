"""People and organizations at the desk."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import Membership, Organization, Role, User
from tests.cast import make_band, make_event, make_member, make_staff, signed_in
from tests.desk import add, address, as_shown, errors, list_of, save

PASSWORD = "correct horse battery staple"
NO_MEMBERS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


def test_a_new_person_gets_a_password_and_a_lower_case_address(client_of_staff: Client) -> None:
    add(
        client_of_staff,
        User,
        email=" Mira@Example.ORG ",
        name="Mira",
        usable_password="true",
        password1=PASSWORD,
        password2=PASSWORD,
    )

    mira = User.objects.get(name="Mira")
    assert (mira.email, mira.check_password(PASSWORD)) == ("mira@example.org", True)
    assert (mira.is_staff, mira.is_superuser) == (False, False)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "mira"}, "email"),
        ({"email": f"{'a' * 250}@example.org"}, "email"),
        ({"email": "a\x00@example.org"}, "email"),
        ({"name": "a\x00"}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"password1": "short", "password2": "short"}, "password2"),
        ({"password1": "1234567890123456", "password2": "other"}, "password2"),
    ],
)
def test_a_person_who_cannot_be_is_refused(
    client_of_staff: Client, ada: User, typed: dict[str, str], field: str
) -> None:
    good = {"email": "mira@example.org", "usable_password": "true"}
    good |= {"password1": PASSWORD, "password2": PASSWORD}

    response = add(client_of_staff, User, **good | typed)

    assert (response.status_code, set(errors(response))) == (422, {field})
    assert User.objects.count() == 2


def test_an_address_belongs_to_one_person(client_of_staff: Client, ada: User) -> None:
    response = save(client_of_staff, User.objects.get(is_staff=True), email="ADA@Example.org")

    assert errors(response)["email"] == ["Somebody already uses this address."]


def test_a_password_is_changed_on_its_own_page(client_of_staff: Client, ada: User) -> None:
    typed = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    page = client_of_staff.get(address(ada))

    response = client_of_staff.post(f"/admin/accounts/user/{ada.pk}/password/", typed)

    ada.refresh_from_db()
    assertContains(page, "../password/")
    assert (response.status_code, ada.check_password(PASSWORD)) == (302, True)


def test_a_membership_is_given_on_the_page_of_either(
    client_of_staff: Client, crew: Organization, staff: User
) -> None:
    mira = User.objects.create_user("mira@example.org")
    row = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
    row |= {"memberships-0-role": "editor"}

    save(client_of_staff, mira, **row, **{"memberships-0-organization": crew.pk})
    assert Membership.objects.get(user=mira).role == Role.EDITOR

    twice = save(client_of_staff, mira, **row, **{"memberships-0-organization": crew.pk})
    assert twice.status_code == 422
    Membership.objects.all().delete()

    save(client_of_staff, crew, **row, **{"memberships-0-user": mira.pk})
    assert Membership.objects.get(organization=crew).user == mira


def test_only_superusers_come_to_the_people(crew: Organization) -> None:
    boss = make_staff("Boss", Role.ADMIN, crew)
    client = signed_in(boss)

    assert client.get(list_of(User)).status_code == 403
    assert client.get(address(boss)).status_code == 403
    assert client.post(address(boss), {"is_superuser": "on"}).status_code == 403
    assert client.get("/admin/auth/group/").status_code == 404


def test_its_admins_change_an_organization_but_not_its_address(
    crew: Organization, other_crew: Organization
) -> None:
    client = signed_in(make_staff("Boss", Role.ADMIN, crew))

    assert set(as_shown(client, address(crew))) & {"slug", "host"} == set()
    save(client, crew, name="Crawlers", slug="mine", host="evil.example.org")
    crew.refresh_from_db()
    assert (crew.name, crew.host) == ("Crawlers", "")
    assert crew.slug != "mine"
    assert client.get(address(other_crew), follow=True).redirect_chain == [("/admin/", 302)]
    assert client.get(f"{list_of(Organization)}add/").status_code == 403
    assert client.post(address(crew, "delete"), {"post": "yes"}).status_code == 403


def test_editors_only_look_at_their_organization(desk_of_ed: Client, crew: Organization) -> None:
    assert desk_of_ed.get(address(crew)).status_code == 200
    assert desk_of_ed.post(address(crew), {"name": "Mine"}).status_code == 403


@pytest.mark.parametrize("sent", ["x", "9" * 30, "1 OR 1=1", "\x00"])
def test_a_member_that_is_no_id_is_told_on_the_form(
    client_of_staff: Client, crew: Organization, ada: User, sent: str
) -> None:
    for row, field in ((crew, "user"), (ada, "organization")):
        one = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0"}
        one |= {f"memberships-0-{field}": sent, "memberships-0-role": "viewer"}
        answer = save(client_of_staff, row, **one)

        assertContains(answer, "errornote", status_code=422)


def test_an_organization_goes_only_when_nothing_is_left_in_it(
    client_of_staff: Client, other_crew: Organization
) -> None:
    make_member("Eve", Role.ADMIN, other_crew)
    event = make_event(organization=other_crew)
    make_band(organization=other_crew)

    refused = client_of_staff.post(address(other_crew, "delete"), {"post": "yes"})
    assertContains(refused, "<li>1 bands</li>")
    assertContains(refused, "<li>1 events</li>")
    assert Organization.objects.filter(pk=other_crew.pk).exists()

    event.delete()
    other_crew.bands.all().delete()
    client_of_staff.post(address(other_crew, "delete"), {"post": "yes"})
    assert not Organization.objects.filter(pk=other_crew.pk).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_often_for_many(
    client_of_staff: Client, crew: Organization, django_assert_num_queries, count: int
) -> None:
    for number in range(count):
        make_member(f"m{number}", Role.VIEWER, crew)
        Organization.objects.create(
            name=f"Crew {number}", slug=f"crew-{number}", host=f"{number}.example.org"
        )

    with django_assert_num_queries(5):
        client_of_staff.get(list_of(User))
    with django_assert_num_queries(6):
        client_of_staff.get(list_of(Organization))
