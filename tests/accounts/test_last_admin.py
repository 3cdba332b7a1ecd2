"""There always is somebody who may run the place."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from accounts.models import Membership, Role, User
from tests.accounts.test_members import address, role
from tests.cast import make_member

SAID = "Nobody else here is an admin"


@pytest.mark.parametrize(
    ("deed", "typed"), [("", {"role": "editor"}), ("deactivate/", {}), ("remove/", {})]
)
def test_the_last_admin_stays_one(client_of_ada: Client, ada: User, ed: User, deed, typed) -> None:
    page = client_of_ada.post(address(ada, deed), typed)

    assertContains(page, SAID, status_code=422)
    assert client_of_ada.get("/manage/members/").status_code == 200


def test_the_last_admin_does_not_leave(client_of_ada: Client, ada: User, ed: User) -> None:
    assertContains(client_of_ada.get("/accounts/leave/"), SAID)
    assertContains(client_of_ada.post("/accounts/leave/"), SAID, status_code=422)
    assert Membership.objects.filter(user=ada).exists()


@pytest.mark.parametrize("shut", ["membership", "account", "elsewhere"])
def test_who_cannot_come_in_is_no_other_admin(
    client_of_ada: Client, ada: User, crew, other_crew, shut: str
) -> None:
    crew.host = "testserver"
    crew.save()
    mira = make_member("Mira", Role.ADMIN, crew if shut != "elsewhere" else other_crew)
    if shut == "membership":
        client_of_ada.post(address(mira, "deactivate/"))
    if shut == "account":
        User.objects.filter(pk=mira.pk).update(is_active=False)

    assertContains(client_of_ada.post(address(ada), {"role": "viewer"}), SAID, status_code=422)


def test_one_of_two_may_go_down_and_goes_on_under_a_new_key(
    client_of_ada: Client, ada: User, crew
) -> None:
    make_member("Mira", Role.ADMIN, crew)
    client_of_ada.get("/manage/")
    old = client_of_ada.cookies["sessionid"].value

    answer = client_of_ada.post(address(ada), {"role": "viewer"})

    assert (answer["Location"], role(ada)) == ("/manage/", "viewer")
    assert client_of_ada.cookies["sessionid"].value != old
    assert client_of_ada.get("/manage/").status_code == 200
