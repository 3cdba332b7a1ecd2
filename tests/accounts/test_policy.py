"""Who needs a second factor gets some days for it, and then nothing opens without one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User
from tests.accounts.proving import CODE, FACTORS, PASSWORD, give_phone, type_password, who
from tests.accounts.test_factor_remove import page_of
from tests.cast import make_member, make_staff, signed_in

HOME, MEMBERS, DESK = "/manage/", "/manage/members/", "/admin/"
NEEDS = "Your account needs a second step"


@pytest.fixture
def at_once(settings) -> None:
    settings.FACTOR_GRACE = timedelta(0)


def test_an_admin_has_some_days_and_is_told_until_when(ada: User, time_machine) -> None:
    client = type_password(ada)
    ada.refresh_from_db()
    assert ada.factor_due - timezone.now() > timedelta(days=13)
    assert NEEDS in client.get(HOME).content.decode()
    assert client.get(MEMBERS).status_code == 200

    time_machine.move_to(ada.factor_due + timedelta(minutes=1))
    later = type_password(ada)

    assert [later.get(page)["Location"] for page in (HOME, MEMBERS)] == [FACTORS, FACTORS]
    assert later.post(MEMBERS)["Location"] == FACTORS
    assert NEEDS in later.get(FACTORS).content.decode()


@pytest.mark.parametrize("address", [HOME, MEMBERS, "/manage/settings/", "/manage/audit/"])
def test_nothing_opens_for_an_admin_once_it_is_due(ada: User, at_once, address: str) -> None:
    client = type_password(ada)

    assert client.get(address)["Location"] == FACTORS
    assert client.get("/accounts/").status_code == 200


def test_who_adds_one_goes_on(ada: User, at_once) -> None:
    client = type_password(ada)
    assert client.get(HOME)["Location"] == FACTORS
    phone = give_phone(ada)
    assert client.get(HOME)["Location"] == FACTORS  # it was not proved here

    proved = type_password(ada)
    proved.post(CODE, {"code": phone.code()})

    assert proved.get(HOME).status_code == 200
    assert NEEDS not in proved.get(HOME).content.decode()


@pytest.mark.parametrize("role", list(Role))
def test_the_desk_needs_one_whatever_the_role(crew: Organization, at_once, role: Role) -> None:
    client = type_password(make_staff("Sam", role, crew))

    assert client.get(DESK)["Location"] == FACTORS
    assert client.get("/admin/events/event/")["Location"] == FACTORS


@pytest.mark.parametrize(
    ("role", "required", "shut"),
    [
        (Role.VIEWER, False, False),
        (Role.VIEWER, True, False),
        (Role.EDITOR, False, False),
        (Role.EDITOR, True, True),
        (Role.ADMIN, False, True),
    ],
)
def test_the_organization_says_whether_editors_need_one(
    crew: Organization, at_once, role: Role, *, required: bool, shut: bool
) -> None:
    Organization.objects.filter(pk=crew.pk).update(editors_prove=required)
    mira = make_member("Mira", role, crew)

    assert (type_password(mira).get(HOME).status_code == 302) == shut


def test_editors_get_their_days_from_when_it_is_required(
    client_of_ada: Client, ed: User, vic: User
) -> None:
    page = client_of_ada.get("/manage/settings/").context["form"]
    typed = {name: page[name].value() for name in page.fields} | {"editors_prove": "True"}

    answer = client_of_ada.post("/manage/settings/", typed)

    assert answer.status_code == 302
    assert Organization.objects.get().editors_prove
    ed.refresh_from_db()
    vic.refresh_from_db()
    assert ed.factor_due - timezone.now() > timedelta(days=13)
    assert vic.factor_due is None


def test_an_editor_who_becomes_an_admin_gets_their_days(client_of_ada: Client, ed: User) -> None:
    row = Membership.objects.get(user=ed)

    client_of_ada.post(f"{MEMBERS}{row.public_id}/", {"role": "admin", "reason": ""})

    ed.refresh_from_db()
    assert ed.factor_due > timezone.now()


def test_a_fragment_is_led_there_too(ada: User, at_once) -> None:
    answer = type_password(ada).get(HOME, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (204, FACTORS)


def test_the_last_one_that_is_needed_stays(ada: User, ed: User) -> None:
    give_phone(ada)
    give_phone(ed)

    kept = signed_in(ada).post(page_of(ada, "Telephone"), {"current": PASSWORD})
    gone = signed_in(ed).post(page_of(ed, "Telephone"), {"current": PASSWORD})

    assert (kept.status_code, gone.status_code) == (400, 302)
    assert who(type_password(ada)) is None
    assert who(type_password(ed)) == str(ed.pk)
