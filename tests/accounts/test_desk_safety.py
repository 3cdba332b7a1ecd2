"""What the desk does to accounts ends their sessions at once and is written down."""

import pytest
from django.test import Client

from accounts import lockouts
from accounts.models import (
    LEFT,
    AuthEvent,
    Deed,
    Lockout,
    Membership,
    Role,
    User,
    UserSession,
)
from events import editions
from settimes.outbox.models import Message
from tests.cast import make_event, signed_in
from tests.desk import address, list_of, save

PASSWORD = "correct horse battery staple"
NO_MEMBERS = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
LOCKOUTS = "/admin/accounts/lockout/"


def deeds(about: User) -> list[str]:
    return list(AuthEvent.objects.filter(about=about).order_by("pk").values_list("what", flat=True))


def is_in(client: Client) -> bool:
    return client.get("/accounts/sessions/").status_code == 200


def row_of(user: User, crew, **typed: str) -> dict[str, str]:
    membership = Membership.objects.get(user=user)
    row = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1"}
    row |= {"memberships-0-id": str(membership.pk), "memberships-0-user": str(user.pk)}
    row |= {"memberships-0-organization": str(crew.pk), "memberships-0-role": membership.role}
    return row | {f"memberships-0-{name}": value for name, value in typed.items()}


def test_a_deactivated_person_is_out_at_once(client_of_staff: Client, ed: User, crew) -> None:
    there = signed_in(ed)

    save(client_of_staff, ed, **row_of(ed, crew), is_active="")

    ed.refresh_from_db()
    assert (ed.is_active, is_in(there), is_in(client_of_staff)) == (False, False, True)
    assert deeds(ed) == [Deed.DEACTIVATED]
    assert not UserSession.objects.filter(user=ed).exists()


def test_another_name_ends_no_session(client_of_staff: Client, ed: User, crew) -> None:
    there = signed_in(ed)

    save(client_of_staff, ed, **row_of(ed, crew), name="Edward")

    assert is_in(there)
    assert deeds(ed) == [Deed.ACCOUNT_CHANGED]


@pytest.mark.parametrize("typed", [{"role": "viewer"}, {"DELETE": "on"}])
def test_another_role_ends_the_sessions(
    client_of_staff: Client, ed: User, crew, typed: dict[str, str]
) -> None:
    there = signed_in(ed)

    save(client_of_staff, ed, **row_of(ed, crew, **typed))

    roles = list(Membership.objects.filter(user=ed).values_list("role", flat=True))
    assert roles == ([Role.VIEWER] if "role" in typed else [])
    assert (is_in(there), deeds(ed)) == (False, [Deed.ROLE_CHANGED])


def test_a_new_password_from_the_desk_ends_the_sessions(client_of_staff: Client, ed: User) -> None:
    there = signed_in(ed)
    typed = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}

    client_of_staff.post(f"/admin/accounts/user/{ed.pk}/password/", typed)

    assert (is_in(there), deeds(ed)) == (False, [Deed.PASSWORD_CHANGED])
    assert Message.objects.filter(kind="accounts.password_set", to=ed.email).count() == 1


def test_whoever_changes_their_own_rights_goes_on_in_a_new_session(
    client_of_staff: Client, staff: User
) -> None:
    elsewhere, old = signed_in(staff), client_of_staff.cookies["sessionid"].value

    save(client_of_staff, staff, **NO_MEMBERS, email="new@example.org")

    assert (is_in(client_of_staff), is_in(elsewhere)) == (True, False)
    assert client_of_staff.cookies["sessionid"].value != old


def test_a_deleted_account_and_changed_settings_are_written_down(
    client_of_staff: Client, ed: User, crew
) -> None:
    before = crew.name
    client_of_staff.post(address(ed, "delete"), {"post": "yes"})
    save(client_of_staff, crew, **NO_MEMBERS, name="Crawlers")

    written = list(AuthEvent.objects.order_by("pk").values_list("what", "detail"))
    assert written == [
        (Deed.ACCOUNT_DELETED, ""),
        (Deed.SETTINGS_CHANGED, f"Name: {before} → Crawlers"),
    ]


def test_staff_lift_a_lockout(client_of_staff: Client, ed: User) -> None:
    typed = {"email": ed.email, "password": "a long enough password"}
    for _ in range(5):
        lockouts.failed(lockouts.begin(ed.email, "127.0.0.1"))
    assert Client().post("/accounts/login/", typed).status_code == 429

    pks = Lockout.objects.exclude(locked_until=None).values_list("pk", flat=True)
    page = client_of_staff.get(LOCKOUTS, {"locked": "now"})
    client_of_staff.post(LOCKOUTS, {"action": "lift", "_selected_action": list(pks)})

    assert page.context["cl"].result_count == 1
    assert deeds(ed) == [Deed.UNLOCKED]
    assert Client().post("/accounts/login/", typed).status_code == 302


def test_lockouts_are_for_superusers_to_see_and_nobody_to_change(
    client_of_staff: Client, desk_of_ed: Client, db
) -> None:
    row = lockouts.begin("x@example.org", "127.0.0.1") and Lockout.objects.earliest("pk")

    assert desk_of_ed.get(LOCKOUTS).status_code == 403
    assert client_of_staff.get(address(row)).status_code == 200
    assert client_of_staff.post(address(row), {"locked_until": ""}).status_code == 403
    assert client_of_staff.post(address(row, "delete"), {"post": "yes"}).status_code == 403
    assert client_of_staff.get(f"{list_of(Lockout)}add/").status_code == 403


def test_looking_at_what_a_deletion_takes_along_writes_nothing(
    client_of_staff: Client, ed: User
) -> None:
    editions.set_reveal_mode(make_event(), on=True, by=ed)
    before = set(User.objects.values_list("email", flat=True))

    assert client_of_staff.get(address(ed, "delete")).status_code == 200
    looked = set(User.objects.values_list("email", flat=True))
    client_of_staff.post(address(ed, "delete"), {"post": "yes"})

    assert looked == before
    assert set(User.objects.values_list("email", flat=True)) == before - {ed.email} | {LEFT}


def test_ones_own_password_is_changed_at_one_place_only(client_of_staff: Client) -> None:
    typed = {"old_password": "a long enough password", "new_password1": PASSWORD}
    typed |= {"new_password2": PASSWORD}

    answers = [
        client_of_staff.get("/admin/password_change/"),
        client_of_staff.post("/admin/password_change/", typed),
    ]

    assert [answer["Location"] for answer in answers] == ["/accounts/password/"] * 2
    assert User.objects.get(is_superuser=True).check_password("a long enough password")
