"""Who lost everything begins anew with an admin's help, and everybody concerned is told."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, override_settings

from accounts import authenticators
from accounts.models import (
    Authenticator,
    AuthEvent,
    BackupCode,
    Deed,
    Membership,
    Organization,
    Role,
    TrustedDevice,
    User,
)
from tests.accounts.proving import CODE, FACTORS, PASSWORD, give_phone, type_password, who
from tests.accounts.resetting import link_in
from tests.cast import make_member, signed_in
from tests.mailbox import Mailbox

NEW = "seven wet foghorns"


def page_of(user: User, organization: Organization) -> str:
    row = Membership.objects.get(user=user, organization=organization)
    return f"/manage/members/{row.public_id}/factors/"


@pytest.fixture
def robin(crew: Organization) -> User:
    """An admin with everything."""
    robin = make_member("Robin", Role.ADMIN, crew)
    phone = give_phone(robin)
    signed_in(robin).post("/accounts/factors/codes/")
    assert type_password(robin).post(CODE, {"code": phone.code(), "trust": "on"}).status_code == 302
    return robin


def test_an_admin_lets_somebody_begin_anew(
    client_of_ada: Client, ada: User, robin: User, crew: Organization, mailbox: Mailbox
) -> None:
    inside = signed_in(robin)
    mailbox.deliver()

    answer = client_of_ada.post(page_of(robin, crew), {"reason": "Phone in the canal"})

    assert answer.status_code == 302
    left = [model.objects.count() for model in (Authenticator, BackupCode, TrustedDevice)]
    assert left == [0, 0, 0]
    assert inside.get("/manage/").status_code == 302
    assert who(type_password(robin)) is None  # the old password is closed
    entry = AuthEvent.objects.get(what=Deed.FACTORS_RESET)
    assert (entry.by, entry.about, entry.detail) == (ada, robin, "Phone in the canal")
    mails = mailbox.deliver()
    told = sorted(mail["To"] for mail in mails if "was taken away" in mail["Subject"])
    assert told == ["ada@example.org", "robin@example.org"]
    (mail,) = [mail for mail in mails if mail["Subject"].endswith("set a new password")]
    link = link_in(mail)
    assert Client().post(link, {"new": NEW}).status_code == 302
    begun = type_password(robin, NEW)
    assert begun.get("/manage/")["Location"] == FACTORS  # and no days of grace again


def test_it_needs_a_reason(client_of_ada: Client, robin: User, crew: Organization) -> None:
    answer = client_of_ada.post(page_of(robin, crew), {"reason": ""})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert Authenticator.objects.count() == 1


@pytest.mark.parametrize("who_else", ["a member elsewhere", "a superuser", "oneself", "nothing"])
def test_more_hangs_on_some(
    client_of_ada: Client, ada: User, robin: User, crew: Organization, other_crew, who_else: str
) -> None:
    crew.host = "testserver"
    crew.save()
    whose = robin
    if who_else == "a member elsewhere":
        Membership.objects.create(user=robin, organization=other_crew, role=Role.VIEWER)
    elif who_else == "a superuser":
        User.objects.filter(pk=robin.pk).update(is_superuser=True)
    elif who_else == "oneself":
        give_phone(ada)
        whose = ada
    else:
        Authenticator.objects.all().delete()
    before = Authenticator.objects.count()

    answer = client_of_ada.post(page_of(whose, crew), {"reason": "Lost"})

    assert answer.status_code == 422
    assert Authenticator.objects.count() == before
    assert User.objects.get(pk=whose.pk).check_password(PASSWORD)


def test_who_runs_the_server_helps_the_last_admin(robin: User, mailbox: Mailbox) -> None:
    mailbox.deliver()

    call_command("reset_factors", "Robin@example.org", reason="The only admin")

    assert Authenticator.objects.count() == 0
    assert AuthEvent.objects.get(what=Deed.FACTORS_RESET).detail == "The only admin"
    assert len(mailbox.deliver()) == 2
    with pytest.raises(CommandError, match="no second factor"):
        call_command("reset_factors", "robin@example.org", reason="Twice")
    with pytest.raises(CommandError, match="Nobody"):
        call_command("reset_factors", "nobody@example.org", reason="Nobody")


def test_secrets_are_sealed_anew_under_another_key(ada: User) -> None:
    with override_settings(FIELD_KEYS=["old"]):
        phone = give_phone(ada)
    with override_settings(FIELD_KEYS=["new", "old"]):
        call_command("reseal")
    with override_settings(FIELD_KEYS=["new"]):
        assert authenticators.accept(ada, phone.code())
