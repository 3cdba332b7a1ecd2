"""Fifty at once: as many passwords are looked at as one after the other would be."""

import threading
from collections import Counter

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connections
from django.test import Client, override_settings

from accounts.models import Lockout, Role, SignInTry
from tests.cast import make_member

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
AT_ONCE = 50


class CountingHasher(MD5PasswordHasher):
    """A quick hasher that counts the passwords it is asked to compare."""

    compared: list[str] = []

    def verify(self, password: str, encoded: str) -> bool:
        CountingHasher.compared.append(password)
        return super().verify(password, encoded)


def at_once(emails: list[str], addresses: list[str], passwords: list[str]) -> Counter[int]:
    """Send all sign-ins together, each on a connection of its own, and count the answers."""
    start, answers = threading.Barrier(len(emails)), []

    def run(email: str, address: str, password: str) -> None:
        try:
            start.wait()
            typed = {"email": email, "password": password}
            answer = Client(REMOTE_ADDR=address).post("/accounts/login/", typed)
            answers.append(answer.status_code)
        finally:
            connections.close_all()

    every = zip(emails, addresses, passwords, strict=True)
    threads = [threading.Thread(target=run, args=one) for one in every]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(answers)


@pytest.fixture
def counted():
    CountingHasher.compared = []
    hasher = f"{__name__}.CountingHasher"
    with override_settings(PASSWORD_HASHERS=[hasher]):
        yield CountingHasher


HERE = ["192.0.2.1"] * AT_ONCE
WRONG = [f"wrong {number}" for number in range(AT_ONCE)]


def test_of_fifty_tries_at_one_account_five_are_looked_at(crew, counted) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)

    answers = at_once([ada.email] * AT_ONCE, HERE, WRONG)

    assert answers == {422: 5, 429: 45}
    assert len(counted.compared) == 5
    assert SignInTry.objects.filter(failed=True).count() == SignInTry.objects.count() == 5
    assert Lockout.objects.get(kind="pair").locked_until is not None


def test_of_fifty_accounts_from_one_network_twenty_are_looked_at(crew, counted) -> None:
    answers = at_once([f"m{number}@example.org" for number in range(AT_ONCE)], HERE, WRONG)

    assert answers == {422: 20, 429: 30}


def test_of_fifty_networks_thirty_are_looked_at(crew, counted) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    networks = [f"192.0.2.{number}" for number in range(AT_ONCE)]

    answers = at_once([ada.email] * AT_ONCE, networks, WRONG)

    assert answers == {422: 30, 429: 20}
    assert len(counted.compared) == 30


def test_the_right_one_after_fifty_wrong_ones_waits(crew, counted) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    at_once([ada.email] * AT_ONCE, HERE, WRONG)

    assert at_once([ada.email], HERE[:1], ["a long enough password"]) == {429: 1}
    assert at_once([ada.email], ["198.51.100.1"], ["a long enough password"]) == {302: 1}
