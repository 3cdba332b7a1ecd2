"""The audit record: written once, one line each, read by admins."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts import audit
from accounts.models import AuthEvent, Deed, User
from accounts.models.auth_events import AppendOnly

ROOT = Path(__file__).parents[2]


def row() -> AuthEvent:
    audit.record(Deed.SIGNED_IN)
    return AuthEvent.objects.earliest("pk")


def test_a_row_says_who_where_from_and_with_what(ada: User, crew, rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="2001:db8::9", headers={"User-Agent": "Browser/1"})
    request.user, request.organization = ada, crew

    audit.record(Deed.ROLE_CHANGED, request=request, detail="viewer to editor")

    found = AuthEvent.objects.get()
    assert (found.what, found.by, found.organization) == ("role_changed", ada, crew)
    assert (found.address, found.agent) == ("2001:db8::9", "Browser/1")
    assert (found.said, found.detail) == ("Role changed", "viewer to editor")


def test_a_row_of_a_stranger_names_nobody(db, rf: RequestFactory) -> None:
    request = rf.get("/", REMOTE_ADDR="")
    request.user = AnonymousUser()

    audit.record(Deed.SIGN_IN_FAILED, request=request)

    found = AuthEvent.objects.get()
    assert (found.by, found.organization, found.address) == (None, None, None)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Browser/1 (é)", "Browser/1 (é)"),
        ("a\r\nb", "a\\r\\nb"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eevil\u2028x", "\\u202eevil\\u2028x"),
        ("a\\nb", "a\\\\nb"),
        ("x" * 301, "x" * 300),
        ("\x00" * 300, "\\x00" * 74 + "\\x0…"),
    ],
)
def test_what_was_sent_stays_one_line(sent: str, kept: str) -> None:
    assert audit.one_line(sent, 300) == kept


def test_a_row_outlives_the_account_and_its_name(ada: User, crew) -> None:
    audit.record(Deed.SIGNED_IN, by=ada, organization=crew)
    pk = ada.pk

    ada.delete()

    assert AuthEvent.objects.values_list("by", flat=True).get() == pk


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuthEvent.objects.update(detail="x"),
        lambda: AuthEvent.objects.bulk_update([row()], ["detail"]),
        lambda: AuthEvent.objects.all().delete(),
        lambda: row().delete(),
        lambda: row().save(),
    ],
)
def test_no_row_is_changed_or_taken_away(db, change) -> None:
    before = row().at

    with pytest.raises((AppendOnly, DatabaseError)), transaction.atomic():
        change()

    assert AuthEvent.objects.earliest("pk").at == before


def test_the_database_refuses_to_change_a_row(db) -> None:
    row()

    with pytest.raises(DatabaseError, match="audit record"), transaction.atomic():
        connection.cursor().execute("UPDATE accounts_authevent SET detail = 'x'")


def test_one_module_alone_writes_the_record() -> None:
    folders = ("accounts", "bands", "events", "settimes")
    sources = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    writers = {
        str(path.relative_to(ROOT))
        for path in sources
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and (
            "AuthEvent.objects.create" in ast.unparse(node.func)
            or "_raw_delete" in ast.unparse(node.func)
        )
    }

    assert writers == {"accounts/audit.py"}


def test_purge_lets_go_of_what_is_old_and_keeps_the_rest(db) -> None:
    now = timezone.now()
    for days in (10, 5, 1):
        AuthEvent.objects.create(what=Deed.SIGNED_IN, at=now - timedelta(days=days))

    assert audit.purge(before=now - timedelta(days=4)) == 2
    assert AuthEvent.objects.get().at == now - timedelta(days=1)


def test_a_superuser_reads_it_at_the_desk_and_changes_nothing(client_of_staff: Client) -> None:
    pk = row().pk
    base = "/admin/accounts/authevent/"

    assert client_of_staff.get(base).status_code == 200
    assert client_of_staff.get(f"{base}{pk}/change/").status_code == 200
    assert client_of_staff.post(f"{base}{pk}/change/", {"detail": "x"}).status_code == 403
    assert client_of_staff.post(f"{base}{pk}/delete/", {"post": "yes"}).status_code == 403
    assert client_of_staff.get(f"{base}add/").status_code == 403
    assert AuthEvent.objects.filter(pk=pk, detail="").exists()


def test_staff_who_are_no_superusers_do_not_see_it_at_the_desk(desk_of_ed: Client) -> None:
    assert desk_of_ed.get("/admin/accounts/authevent/").status_code == 403
