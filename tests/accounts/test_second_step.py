"""A password alone opens nothing for whoever has a second factor."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuthEvent, Challenge, Deed, Organization, SignInTry, User
from tests.accounts.proving import CODE, LOGIN, PASSWORD, give_phone, type_password, who
from tests.cast import Role, make_member

PRIVATE = ["/manage/", "/manage/members/", "/manage/settings/", "/accounts/", "/accounts/factors/"]


def test_the_second_step_signs_in_and_leads_on(ada: User) -> None:
    phone = give_phone(ada)
    client = type_password(ada, next="/manage/members/", remember="on")
    half = client.cookies["sessionid"].value

    answer = client.post(CODE, {"code": phone.code()})

    assert (answer.status_code, answer["Location"]) == (302, "/manage/members/")
    assert who(client) == str(ada.pk)
    assert client.cookies["sessionid"].value != half
    assert client.cookies["sessionid"]["max-age"] > 29 * 86_400
    assert AuthEvent.objects.get(what=Deed.SIGNED_IN).detail == "Telephone"


@pytest.mark.parametrize("typed", ["{0} {1}", " {0}{1} ", "{0}-{1}"])
def test_a_code_is_read_as_people_copy_it(ada: User, typed: str) -> None:
    phone, client = give_phone(ada), type_password(ada)
    code = phone.code()

    client.post(CODE, {"code": typed.format(code[:3], code[3:])})

    assert who(client) == str(ada.pk)


def test_a_password_alone_opens_nothing(ada: User) -> None:
    give_phone(ada)
    client = type_password(ada)

    assert who(client) is None
    assert [client.get(page)["Location"] for page in PRIVATE] == [
        f"{LOGIN}?next={page}" for page in PRIVATE
    ]
    assert client.post("/accounts/", {"name": "X"})["Location"].startswith(LOGIN)
    assert User.objects.get(pk=ada.pk).name == "Ada"


def test_whoever_was_signed_in_here_is_not_while_another_types_a_code(ada: User, ed: User) -> None:
    client = Client()
    client.force_login(ed)
    assert client.get("/manage/").status_code == 200
    old = client.cookies["sessionid"].value
    give_phone(ada)

    type_password(ada, client=client)

    assert client.get("/manage/")["Location"].startswith(LOGIN)
    client.cookies["sessionid"] = old
    assert client.get("/manage/")["Location"].startswith(LOGIN)


def test_nobody_comes_to_the_code_without_a_password(ada: User) -> None:
    phone, client = give_phone(ada), Client()

    assert client.get(CODE)["Location"] == LOGIN
    assert client.post(CODE, {"code": phone.code()})["Location"] == LOGIN
    assert who(client) is None


def test_one_person_s_code_does_not_open_another_s_account(ada: User, ed: User) -> None:
    give_phone(ada)
    phone_of_ed = give_phone(ed)
    client = type_password(ada)

    assert client.post(CODE, {"code": phone_of_ed.code()}).status_code == 422
    assert who(client) is None


def test_somebody_else_s_challenge_is_of_no_use(ada: User) -> None:
    phone, client, other = give_phone(ada), type_password(ada), Client()
    other.cookies["sessionid"] = client.cookies["sessionid"].value[::-1]

    assert other.post(CODE, {"code": phone.code()})["Location"] == LOGIN
    assert client.post(CODE, {"code": phone.code()}).status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "000000 OR 1=1", "\x00", "9" * 5000]
)
def test_what_is_no_code_is_told_beside_the_field(ada: User, typed: str) -> None:
    give_phone(ada)
    client = type_password(ada)

    answer = client.post(CODE, {"code": typed})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["code"])
    assert who(client) is None


def test_five_wrong_codes_lock_and_the_right_one_waits(ada: User) -> None:
    phone, client = give_phone(ada), type_password(ada)

    answers = [client.post(CODE, {"code": "000000"}).status_code for _ in range(5)]
    again = type_password(ada)

    assert answers == [422] * 5
    assert AuthEvent.objects.filter(what=Deed.SIGN_IN_FAILED, detail="Second step").count() == 5
    assert AuthEvent.objects.filter(what=Deed.LOCKED, about=ada).count() == 1
    assert client.post(CODE, {"code": phone.code()})["Location"] == LOGIN  # its challenge is over
    assert again.get(CODE)["Location"] == LOGIN  # and no password is looked at
    assert again.post(LOGIN, {"email": ada.email, "password": PASSWORD}).status_code == 429


def test_wrong_codes_count_on_when_the_password_is_typed_anew(ada: User) -> None:
    give_phone(ada)

    first = type_password(ada)
    four = [first.post(CODE, {"code": "000000"}).status_code for _ in range(4)]
    second = type_password(ada)
    fifth = second.post(CODE, {"code": "000000"}).status_code
    sixth = second.post(CODE, {"code": "000000"})

    assert (four, fifth) == ([422] * 4, 422)
    assert (sixth.status_code, sixth["Retry-After"]) == (429, "3600")


@override_settings(CHALLENGE_TRIES=2)
def test_a_challenge_is_dead_after_its_tries(ada: User) -> None:
    phone, client = give_phone(ada), type_password(ada)
    for _ in range(2):
        client.post(CODE, {"code": "000000"})

    assert client.post(CODE, {"code": phone.code()})["Location"] == LOGIN
    assert who(client) is None
    assert who(type_password(ada)) is None


def test_a_right_code_begins_the_count_anew(ada: User) -> None:
    phone, client = give_phone(ada), type_password(ada)
    for _ in range(4):
        client.post(CODE, {"code": "000000"})

    client.post(CODE, {"code": phone.code()})

    assert who(client) == str(ada.pk)
    assert type_password(ada).post(CODE, {"code": "000000"}).status_code == 422


def test_a_challenge_is_dead_when_it_is_old(ada: User, time_machine) -> None:
    phone, client = give_phone(ada), type_password(ada)
    time_machine.move_to(timezone.now() + timedelta(seconds=601))

    assert client.post(CODE, {"code": phone.code()})["Location"] == LOGIN
    assert who(client) is None


@pytest.mark.parametrize("what", ["password", "deactivated", "closed"])
def test_a_challenge_is_dead_once_its_account_changed(crew: Organization, what: str) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    phone, client = give_phone(ada), type_password(ada)
    boss = Client()
    boss.force_login(make_member("Robin", Role.ADMIN, crew))
    if what == "password":
        other = Client()
        other.force_login(ada)
        typed = {"current": PASSWORD, "new": "seven wet foghorns"}
        assert other.post("/accounts/password/", typed).status_code == 302
    elif what == "deactivated":
        row = ada.memberships.get()
        path = reverse("accounts:member_deactivate", args=[row.public_id])
        assert boss.post(path, {"reason": ""}).status_code == 302
    else:
        User.objects.filter(pk=ada.pk).update(is_active=False)

    assert client.post(CODE, {"code": phone.code()})["Location"] == LOGIN
    assert who(client) is None


def test_signing_in_without_a_second_factor_is_one_step(ada: User) -> None:
    assert who(type_password(ada)) == str(ada.pk)
    assert (Challenge.objects.count(), SignInTry.objects.count()) == (0, 0)
