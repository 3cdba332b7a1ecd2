"""Who may open what: checked where things are fetched."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from accounts.models import AuthEvent, Deed, Membership, Organization, Role, User
from accounts.roles import (
    admin_required,
    editor_required,
    organizations_of,
    role_of,
    roles_of,
    viewer_required,
)
from settimes.urls import urlpatterns as real
from tests.cast import make_member, signed_in


def answer(request) -> HttpResponse:
    return HttpResponse(request.role)


urlpatterns = [
    *real,
    path("for-viewers/", viewer_required(answer)),
    path("for-editors/", editor_required(answer)),
    path("for-admins/", admin_required(answer)),
]
PAGES = ["/for-viewers/", "/for-editors/", "/for-admins/"]


def answers(client: Client) -> list[int]:
    return [client.get(page).status_code for page in PAGES]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.VIEWER, [200, 403, 403]),
        (Role.EDITOR, [200, 200, 403]),
        (Role.ADMIN, [200, 200, 200]),
    ],
)
def test_a_role_opens_what_it_includes(crew: Organization, role: Role, expected: list[int]) -> None:
    assert answers(signed_in(make_member("Mira", role, crew))) == expected


@pytest.mark.urls(__name__)
def test_a_superuser_is_an_admin_everywhere(client_of_staff: Client) -> None:
    assert answers(client_of_staff) == [200, 200, 200]
    assert client_of_staff.get("/for-viewers/").content == b"admin"


@pytest.mark.urls(__name__)
def test_nothing_exists_for_strangers(crew: Organization, other_crew: Organization) -> None:
    crew.host = "testserver"
    crew.save()

    assert answers(signed_in(make_member("Eve", Role.ADMIN, other_crew))) == [404, 404, 404]


@pytest.mark.urls(__name__)
def test_a_role_is_gone_with_the_next_request(client_of_ed: Client, ed: User) -> None:
    assert answers(client_of_ed) == [200, 200, 403]

    Membership.objects.filter(user=ed).update(role=Role.VIEWER)
    assert answers(client_of_ed) == [200, 403, 403]

    User.objects.filter(pk=ed.pk).update(is_active=False)
    assert answers(client_of_ed) == [302, 302, 302]


@pytest.mark.urls(__name__)
def test_anonymous_is_led_to_the_login_and_back(client: Client, db: None) -> None:
    response = client.get("/for-viewers/?day=2")

    assert response["Location"] == "/accounts/login/?next=/for-viewers/%3Fday%3D2"


@pytest.mark.urls(__name__)
def test_a_fragment_leads_the_whole_page_to_the_login(client: Client, db: None) -> None:
    response = client.get(
        "/for-viewers/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/manage/?day=2"},
    )

    assert (response.status_code, response.content) == (401, b"")
    assert response["HX-Redirect"] == "/accounts/login/?next=%2Fmanage%2F%3Fday%3D2"


def test_an_inactive_person_has_no_role(crew: Organization, ada: User, staff: User) -> None:
    ada.is_active = staff.is_active = False

    assert [role_of(person, crew) for person in (ada, staff)] == [None, None]
    assert roles_of(ada) == {}
    assert list(organizations_of(staff, Role.VIEWER)) == []


def test_organizations_are_those_where_the_role_suffices(
    crew: Organization, other_crew: Organization, ed: User, staff: User
) -> None:
    Membership.objects.create(user=ed, organization=other_crew, role=Role.VIEWER)

    assert roles_of(ed) == {crew.pk: Role.EDITOR, other_crew.pk: Role.VIEWER}
    assert set(organizations_of(ed, Role.VIEWER)) == {crew, other_crew}
    assert set(organizations_of(ed, Role.EDITOR)) == {crew}
    assert set(organizations_of(ed, Role.ADMIN)) == set()
    assert set(organizations_of(staff, Role.ADMIN)) == {crew, other_crew}


@pytest.mark.urls(__name__)
def test_who_is_refused_is_written_down(client_of_ed: Client, ed: User, crew: Organization) -> None:
    answers(client_of_ed)

    found = AuthEvent.objects.get()
    assert (found.what, found.by, found.organization) == (Deed.REFUSED, ed, crew)
    assert found.detail == "GET for-admins/"
