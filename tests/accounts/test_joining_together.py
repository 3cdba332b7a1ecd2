"""Twenty at once, with one link or at the empty house: one comes in."""

import threading

import pytest
from django.db import connections
from django.test import Client

from accounts.models import AuthEvent, Deed, Membership, Role, User
from tests.accounts.inviting import join, link_by_hand
from tests.cast import make_member, signed_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
AT_ONCE = 20


def at_once(link: str, clients: list[Client], emails: list[str]) -> list[int]:
    start, answers = threading.Barrier(len(clients)), []

    def run(client: Client, email: str) -> None:
        try:
            start.wait()
            whole = {"organization": "Crawl & Röll", "timezone": "Europe/Berlin"}
            answer = join(client, link, email=email, **whole)
            answers.append(answer.status_code)
        finally:
            connections.close_all()

    pairs = zip(clients, emails, strict=True)
    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.parametrize("same_address", [True, False])
def test_of_twenty_strangers_one_gets_an_account(crew, *, same_address: bool) -> None:
    link = link_by_hand(signed_in(make_member("Ada", Role.ADMIN, crew)))
    emails = [f"m{0 if same_address else number}@example.org" for number in range(AT_ONCE)]

    answers = at_once(link, [Client() for _ in emails], emails)

    assert answers.count(302) == 1
    assert set(answers) <= {302, 404, 422}
    assert (User.objects.count(), Membership.objects.count()) == (2, 2)
    assert AuthEvent.objects.filter(what=Deed.JOINED).count() == 1


def test_of_twenty_who_have_accounts_one_joins(crew) -> None:
    link = link_by_hand(signed_in(make_member("Ada", Role.ADMIN, crew)))
    people = [User.objects.create_user(f"m{number}@example.org") for number in range(AT_ONCE)]

    answers = at_once(link, [signed_in(one) for one in people], [one.email for one in people])

    assert answers == [302] + [404] * (AT_ONCE - 1)
    assert Membership.objects.count() == 2


def test_of_twenty_at_the_empty_house_one_becomes_its_admin(crew) -> None:
    emails = [f"m{number}@example.org" for number in range(AT_ONCE)]

    answers = at_once("/accounts/first-run/", [Client() for _ in emails], emails)

    assert answers == [302] + [404] * (AT_ONCE - 1)
    assert Membership.objects.get().role == Role.ADMIN
    assert User.objects.count() == 1
