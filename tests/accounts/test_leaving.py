"""Deleting an account: what somebody made stays, their name goes."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import (
    LEFT,
    AuthEvent,
    Deed,
    Invitation,
    Lockout,
    Membership,
    Organization,
    SignInTry,
    User,
    UserSession,
    somebody_who_left,
)
from events import lineup
from events.models import ChangeSet
from settimes.outbox.models import Message
from tests.accounts.resetting import ask, signs_in
from tests.cast import make_event, make_member, make_performance, signed_in
from tests.mailbox import Mailbox

PAGE = "/accounts/delete/"
PASSWORD = "a long enough password"


def typed(user: User, **more: str) -> dict[str, str]:
    return {"email": user.email.upper(), "current": PASSWORD, **more}


def everything() -> str:
    """Return every cell of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - our own tables
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_what_was_made_stays_and_the_name_goes(ada: User, crew, mailbox: Mailbox) -> None:
    mira = make_member("Zmiranda", "editor", crew)
    event = make_event()
    row = make_performance(event, venue="Room 47")
    lineup.edit(row, note="Loud", by=mira)
    signs_in(mira.email, "wrong")
    ask(mira.email)
    of_users = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(
        user=ada, content_type=of_users, object_id=str(mira.pk), object_repr=str(mira),
        action_flag=CHANGE,
    )  # fmt: skip
    client, there = signed_in(mira), signed_in(mira)
    reset = f"/manage/members/{Membership.objects.get(user=ada).public_id}/reset/"
    Membership.objects.filter(user=mira).update(role="admin")
    signed_in(mira).post(reset, {"reason": "Lost the phone"})
    Invitation.objects.create(
        organization=crew, email=mira.email, role="editor", used=timezone.now(),
        expires=timezone.now(),
    )  # fmt: skip
    mailbox.deliver()
    ask(mira.email)
    assert "zmiranda" in everything().lower()

    answer = client.post(PAGE, typed(mira))

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert answer["Clear-Site-Data"] == '"cache"'
    assert [one.get("/accounts/").status_code for one in (client, there)] == [302, 302]
    found = [line for line in everything().splitlines() if "zmiranda" in line.lower()]
    assert found == []
    act = ChangeSet.objects.get()
    assert (str(act.by), act.by.is_active, act.event) == ("Somebody who left", False, event)
    history = signed_in(ada).get(f"/manage/events/{event.slug}/history/").content.decode()
    assert "Somebody who left" in history
    gone = AuthEvent.objects.get(what=Deed.ACCOUNT_DELETED)
    assert (gone.by_id, gone.about_id) == (mira.pk, mira.pk)
    assert Message.objects.filter(to="", state="suppressed").count() == 1
    assert mailbox.deliver() == []
    log = signed_in(ada).get("/manage/audit/").content.decode()
    assert "an account that is gone" in log


def test_who_leaves_leaves_no_rows_of_their_own(ed: User) -> None:
    client = signed_in(ed)
    signs_in(ed.email, "wrong")
    Invitation.objects.create(
        organization=Organization.objects.get(),
        email=ed.email,
        role="editor",
        expires=timezone.now(),
    )

    client.post(PAGE, typed(ed))

    models = (SignInTry, Lockout, User, Invitation)
    assert [model.objects.filter(email=ed.email).count() for model in models] == [0, 0, 0, 0]
    assert (UserSession.objects.filter(user=ed.pk).count(), Membership.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"email": ""}, ["email"]),
        ({"email": "somebody@example.org"}, ["email"]),
        ({"email": "delete"}, ["email"]),
        ({"current": ""}, ["current"]),
        ({"current": "wrong"}, ["current"]),
    ],
)
def test_nothing_goes_by_mistake(ed: User, more: dict[str, str], where: list[str]) -> None:
    answer = signed_in(ed).post(PAGE, typed(ed, **more))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, where)
    assert User.objects.filter(pk=ed.pk).exists()


def test_the_page_deletes_nothing_by_being_opened(ed: User) -> None:
    client = signed_in(ed)

    assert (client.get(PAGE).status_code, client.head(PAGE).status_code) == (200, 200)
    assert User.objects.filter(pk=ed.pk).exists()


def test_the_last_admin_is_told_what_to_do_first(ada: User, ed: User, crew) -> None:
    client = signed_in(ada)

    page, answer = client.get(PAGE), client.post(PAGE, typed(ada))

    assert (page.status_code, answer.status_code) == (200, 409)
    assert f"the only admin of <bdi>{crew}</bdi>" in answer.content.decode()
    Membership.objects.filter(user=ed).update(role="admin")
    assert client.post(PAGE, typed(ada)).status_code == 302
    assert not User.objects.filter(pk=ada.pk).exists()


def test_who_alone_runs_the_server_is_told_too(staff: User) -> None:
    client = signed_in(staff)

    assert client.post(PAGE, typed(staff)).status_code == 409
    User.objects.create_superuser("second@example.org", PASSWORD)
    assert client.post(PAGE, typed(staff)).status_code == 302


def test_the_desk_takes_the_name_away_too(client_of_staff: Client, ed: User) -> None:
    row = make_performance(make_event())
    lineup.edit(row, note="Loud", by=ed)

    client_of_staff.post(f"/admin/accounts/user/{ed.pk}/delete/", {"post": "yes"})

    assert str(ChangeSet.objects.get().by) == "Somebody who left"
    assert "Ed" not in LogEntry.objects.latest("pk").object_repr.split()
    listed = client_of_staff.get("/admin/accounts/user/").content.decode()
    assert ("staff@example.org" in listed, LEFT in listed) == (True, False)


def test_nobody_signs_in_as_somebody_who_left(crew) -> None:
    assert somebody_who_left() == somebody_who_left()
    assert User.objects.get(email=LEFT).has_usable_password() is False
    assert [signs_in(LEFT, password) for password in ("!", "", PASSWORD)] == [422, 422, 422]
    ask(LEFT)
    assert not Message.objects.filter(to=LEFT).exists()
