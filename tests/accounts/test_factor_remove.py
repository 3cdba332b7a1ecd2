"""Taking a factor away: the last one goes with the password, if that can hold alone."""

from django.test import Client

from accounts.models import Authenticator, AuthEvent, BackupCode, Deed, User
from tests.accounts.proving import FACTORS, PASSWORD, give_phone, type_password, who
from tests.accounts.test_backup_codes import make
from tests.cast import signed_in
from tests.mailbox import Mailbox


def page_of(user: User, name: str) -> str:
    app = Authenticator.objects.get(user=user, name=name)
    return f"/accounts/factors/app/{app.public_id}/remove/"


def test_one_of_two_goes_with_a_button(client_of_ada: Client, ada: User, mailbox: Mailbox) -> None:
    give_phone(ada, "Telephone")
    give_phone(ada, "Tablet")
    elsewhere = signed_in(ada)

    answer = client_of_ada.post(page_of(ada, "Tablet"))

    assert (answer.status_code, answer["Location"]) == (302, FACTORS)
    assert Authenticator.objects.get().name == "Telephone"
    assert elsewhere.get("/manage/").status_code == 302
    assert AuthEvent.objects.get(what=Deed.FACTOR_REMOVED).detail == "authenticator app: Tablet"
    (mail,) = mailbox.deliver()
    assert "“Tablet” was taken off" in mail.get_content()


def test_the_last_one_goes_with_the_password_and_takes_the_codes_along(
    client_of_ed: Client, ed: User
) -> None:
    give_phone(ed)
    make(client_of_ed)
    page = page_of(ed, "Telephone")

    without = client_of_ed.post(page)
    wrong = client_of_ed.post(page, {"current": "not the password at all"})
    done = client_of_ed.post(page, {"current": PASSWORD})

    assert [answer.status_code for answer in (without, wrong, done)] == [422, 422, 302]
    assert (Authenticator.objects.count(), BackupCode.objects.count()) == (0, 0)
    assert who(type_password(ed)) == str(ed.pk)


def test_a_password_that_needs_company_keeps_the_last_one(client_of_ed: Client, ed: User) -> None:
    give_phone(ed)
    typed = {"current": PASSWORD, "new": "xk4 pqvz"}
    assert client_of_ed.post("/accounts/password/", typed).status_code == 302

    answer = client_of_ed.post(page_of(ed, "Telephone"), {"current": "xk4 pqvz"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["current"])
    assert Authenticator.objects.count() == 1


def test_nobody_takes_away_somebody_else_s(client_of_ed: Client, ada: User) -> None:
    give_phone(ada)
    page = page_of(ada, "Telephone")

    assert client_of_ed.get(page).status_code == 404
    assert client_of_ed.post(page, {"current": PASSWORD}).status_code == 404
    assert Authenticator.objects.count() == 1
