"""Five wrong passwords in ten minutes lock, the same for an account that does not exist."""

from datetime import timedelta

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from accounts import lockouts
from accounts.models import AuthEvent, Deed, Lockout, Role, User
from settimes.proxies import network_of
from tests.cast import make_member

LOGIN = "/accounts/login/"
RIGHT, WRONG = "a long enough password", "wrong"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


def sign_in(email: str, password: str = WRONG, *, at: str = HERE, **headers) -> HttpResponse:
    typed = {"email": email, "password": password}
    return Client().post(LOGIN, typed, REMOTE_ADDR=at, headers=headers)


def answers(email: str, count: int, *, at: str = HERE) -> list[int]:
    return [sign_in(email, at=at).status_code for _ in range(count)]


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_the_sixth_try_waits_even_if_it_is_right(ada: User, email: str) -> None:
    with time_machine.travel("2026-10-10T20:00:00Z", tick=False) as clock:
        assert answers(email, 5) == [422] * 5

        sixth = sign_in(email, RIGHT)
        assert (sixth.status_code, sixth["Retry-After"]) == (429, "3600")

        clock.shift(timedelta(minutes=59))
        assert sign_in(email, RIGHT).status_code == 429
        clock.shift(timedelta(minutes=1))
        assert sign_in(email, RIGHT).status_code == (302 if email == ada.email else 422)


def test_four_and_one_after_ten_minutes_lock_nobody(ada: User) -> None:
    with time_machine.travel("2026-10-10T20:00:00Z", tick=False) as clock:
        answers(ada.email, 4)
        clock.shift(timedelta(minutes=10))

        assert answers(ada.email, 1) == [422]
        assert sign_in(ada.email, RIGHT).status_code == 302


def test_the_window_slides(ada: User) -> None:
    with time_machine.travel("2026-10-10T20:00:00Z", tick=False) as clock:
        answers(ada.email, 1)
        clock.shift(timedelta(minutes=9))
        answers(ada.email, 3)
        clock.shift(timedelta(minutes=2))

        assert answers(ada.email, 3) == [422, 422, 429]


def test_a_success_begins_the_accounts_count_anew_but_not_the_networks(
    ada: User, ed: User, settings
) -> None:
    settings.LOCKOUT_NETWORK = 8
    answers(ada.email, 4)
    assert sign_in(ada.email, RIGHT).status_code == 302

    assert answers(ada.email, 4) == [422] * 4
    assert sign_in(ed.email, RIGHT).status_code == 429
    assert sign_in(ed.email, RIGHT, at=ELSEWHERE).status_code == 302


def test_a_network_that_tries_many_accounts_is_refused_for_all(ada: User, crew) -> None:
    for number in range(5):
        email = make_member(f"m{number}", Role.VIEWER, crew).email
        assert answers(email, 4) == [422] * 4

    assert sign_in(ada.email, RIGHT).status_code == 429
    assert sign_in(ada.email, RIGHT, at=ELSEWHERE).status_code == 302


def test_a_stranger_does_not_lock_the_owner_out(ada: User) -> None:
    answers(ada.email, 6, at=ELSEWHERE)

    assert sign_in(ada.email, RIGHT).status_code == 302


def test_an_account_tried_from_everywhere_is_locked_everywhere(ada: User, ed: User) -> None:
    for number in range(10):
        assert answers(ada.email, 3, at=f"198.51.100.{number}") == [422] * 3

    assert sign_in(ada.email, RIGHT).status_code == 429
    assert sign_in(ed.email, RIGHT).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_a_visitor_is_an_address_or_a_network_of_one_customer(address: str, network: str) -> None:
    assert network_of(address) == network


def test_another_address_of_the_same_customer_is_the_same_visitor(ada: User) -> None:
    for number in range(5):
        sign_in(ada.email, at=f"2001:db8::{number}")

    assert sign_in(ada.email, RIGHT, at="2001:db8::ffff").status_code == 429
    assert sign_in(ada.email, RIGHT, at="2001:db8:0:1::1").status_code == 302


@pytest.mark.parametrize(
    "name",
    ["X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP"],
)
def test_a_header_that_anybody_can_write_changes_nothing(ada: User, name: str) -> None:
    for number in range(5):
        sign_in(ada.email, **{name: f"203.0.113.{number}"})

    assert sign_in(ada.email, RIGHT, **{name: "203.0.113.9"}).status_code == 429


@pytest.mark.parametrize("typed", ["ADA@example.org", " ada@EXAMPLE.org "])
def test_another_spelling_is_the_same_account(ada: User, typed: str) -> None:
    answers(typed, 5)

    assert sign_in(ada.email, RIGHT).status_code == 429


def test_a_lockout_is_written_down_once(ada: User) -> None:
    answers(ada.email, 7)

    written = AuthEvent.objects.filter(about=ada).values_list("what", "address")
    assert list(written.order_by("pk")) == [(Deed.SIGN_IN_FAILED, HERE)] * 5 + [(Deed.LOCKED, HERE)]


def test_what_is_written_down_of_a_stranger_does_not_name_them(db) -> None:
    sign_in("nobody@example.org")

    assert AuthEvent.objects.get().detail == "Nobody has the address n…@example.org"


def test_a_try_that_nobody_settles_counts_for_the_window(ada: User) -> None:
    with time_machine.travel("2026-10-10T20:00:00Z", tick=False) as clock:
        for _ in range(5):
            lockouts.begin(ada.email, HERE)

        waits = sign_in(ada.email, RIGHT)
        assert (waits.status_code, waits["Retry-After"]) == (429, "600")
        assert not Lockout.objects.exclude(locked_until=None).exists()
        clock.shift(timedelta(minutes=10))
        assert sign_in(ada.email, RIGHT).status_code == 302


def test_the_owner_gets_in_once_it_is_lifted(ada: User) -> None:
    answers(ada.email, 5)

    assert lockouts.lift_account(ada.email) == 2
    assert sign_in(ada.email, RIGHT).status_code == 302
