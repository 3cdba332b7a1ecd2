"""Whoever did not prove lately who they are is asked again before what matters most."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import AuthEvent, Deed, Invitation, Membership, Ticket, User
from events.models import Event, Venue
from tests.accounts.proving import ADD, FACTORS, PASSWORD, Phone, give_phone, type_password
from tests.cast import make_event, make_venue, signed_in

AGAIN = "/accounts/again/"
EMAIL = {"email": "new@example.org", "current": PASSWORD}


@pytest.fixture
def later(time_machine) -> None:
    """Let the proof of every session that is begun before this be too old."""

    def pass_by() -> None:
        time_machine.move_to(timezone.now() + settings.FRESH_FOR + timedelta(seconds=1))

    return pass_by


def test_whoever_came_in_just_now_is_not_asked(client_of_ada: Client) -> None:
    assert client_of_ada.post("/accounts/email/", EMAIL).status_code == 302
    assert client_of_ada.get(ADD).status_code == 200


@pytest.fixture
def member(ed: User) -> str:
    return f"/manage/members/{Membership.objects.get(user=ed).public_id}/"


def test_what_was_typed_comes_along_with_the_question(
    client_of_ada: Client, ed: User, member: str, later
) -> None:
    later()
    typed = {"role": "admin", "reason": 'Runs <the> "door"'}

    asked = client_of_ada.post(member, typed)
    assert asked.status_code == 403
    carried = dict(asked.context["carried"])
    done = client_of_ada.post(member, {**carried, "again": PASSWORD})

    assert (carried, asked.context["to"]) == (typed, member)
    assert (done.status_code, done["Location"]) == (302, "/manage/members/")
    assert Membership.objects.get(user=ed).role == "admin"
    assert AuthEvent.objects.get(what=Deed.PROVED).detail == "Password"
    assert client_of_ada.post(member, {"role": "editor", "reason": ""}).status_code == 302


def test_a_wrong_answer_changes_nothing_and_counts(
    client_of_ada: Client, ed: User, member: str, later
) -> None:
    later()
    typed = {"role": "admin", "reason": "", "again": "a wrong one"}

    answers = [client_of_ada.post(member, typed) for _ in range(6)]

    assert [answer.status_code for answer in answers] == [422] * 5 + [429]
    assert answers[-1]["Retry-After"] == "3600"
    assert Membership.objects.get(user=ed).role == "editor"
    assert dict(answers[0].context["carried"]) == {"role": "admin", "reason": ""}


@pytest.mark.parametrize("typed", ["", "\x00", "x" * 1001])
def test_no_answer_is_told_beside_the_field(client_of_ada: Client, later, typed: str) -> None:
    later()

    answer = client_of_ada.post("/accounts/email/", {**EMAIL, "again": typed})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["again"])
    assert Ticket.objects.count() == 0


@pytest.fixture
def phone(ada: User) -> Phone:
    return give_phone(ada)


def test_who_has_a_factor_is_asked_for_it(ada: User, phone: Phone, later) -> None:
    client = signed_in(ada)
    later()

    by_password = client.post("/accounts/email/", {**EMAIL, "again": PASSWORD})
    by_code = client.post("/accounts/email/", {**EMAIL, "again": phone.code()})

    assert (by_password.status_code, by_code.status_code) == (422, 302)
    assert AuthEvent.objects.get(what=Deed.PROVED).detail == "Telephone"


def test_the_code_that_answered_works_nowhere_else(ada: User, phone: Phone, later) -> None:
    client = signed_in(ada)
    later()
    code = phone.code()

    assert client.post("/accounts/email/", {**EMAIL, "again": code}).status_code == 302
    assert type_password(ada).post("/accounts/login/code/", {"code": code}).status_code == 422


def test_an_answer_gives_a_new_session(client_of_ada: Client, later) -> None:
    later()
    old = client_of_ada.cookies["sessionid"].value

    client_of_ada.post(AGAIN, {"again": PASSWORD})

    assert client_of_ada.get("/manage/").status_code == 200
    client_of_ada.cookies["sessionid"] = old
    assert client_of_ada.get("/manage/").status_code == 302


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [(ADD, ADD), ("https://evil.example/", "/manage/"), ("//evil.example/", "/manage/")],
)
def test_what_matters_to_see_is_led_to_the_question_and_back(
    client_of_ada: Client, later, wanted: str, leads: str
) -> None:
    later()
    assert client_of_ada.get(ADD)["Location"] == f"{AGAIN}?next=/accounts/factors/app/"

    answer = client_of_ada.post(f"{AGAIN}?next={wanted}", {"again": PASSWORD})

    assert answer["Location"] == leads
    assert client_of_ada.get(ADD).status_code == 200


def test_a_fragment_leads_to_the_question_too(client_of_ada: Client, member: str, later) -> None:
    later()
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{member}"}

    answer = client_of_ada.post(member, {"role": "admin"}, headers=headers)

    assert (answer.status_code, answer["HX-Redirect"]) == (204, f"{AGAIN}?next={member}")


def test_everything_that_matters_most_asks(
    client_of_ada: Client, ada: User, member: str, phone: Phone, later
) -> None:
    event = make_event()
    posts = {
        "/accounts/email/": EMAIL,
        "/accounts/delete/": {"current": PASSWORD},
        "/accounts/factors/codes/": {},
        ADD: {"code": "000000"},
        member: {"role": "admin"},
        "/manage/members/invite/": {"role": "admin", "email": "x@example.org"},
        f"/manage/events/{event.slug}/delete/": {"name": event.name},
    }
    later()

    answers = {path: client_of_ada.post(path, typed).status_code for path, typed in posts.items()}

    assert answers == dict.fromkeys(posts, 403)
    assert (Event.objects.count(), Invitation.objects.count(), Ticket.objects.count()) == (1, 0, 0)


def test_the_desk_asks_before_it_changes_accounts_or_deletes(
    client_of_staff: Client, ed: User, later
) -> None:
    venue = make_venue()
    later()
    account, deleting = f"/admin/accounts/user/{ed.pk}/change/", f"/admin/events/venue/{venue.pk}/"

    assert client_of_staff.post(account, {"name": "Eddy"}).status_code == 403
    assert client_of_staff.post(f"{deleting}delete/", {"post": "yes"}).status_code == 403
    assert client_of_staff.get(account).status_code == 200
    assert client_of_staff.post(f"{deleting}change/", {"name": ""}).status_code == 422
    assert Venue.objects.count() == 1
    done = client_of_staff.post(f"{deleting}delete/", {"post": "yes", "again": PASSWORD})
    assert (done.status_code, Venue.objects.count()) == (302, 0)


def test_the_list_of_factors_may_be_looked_at(client_of_ada: Client, later) -> None:
    later()

    assert client_of_ada.get(FACTORS).status_code == 200
