"""Admins who do it to each other at the same moment: one of them comes too late."""

import threading

import pytest
from django.db import connections
from django.test import Client

from accounts.models import Membership, Role, User
from tests.accounts.test_members import address
from tests.cast import make_member, signed_in

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def both(posts: list[tuple[User, str, dict[str, str]]]) -> list[int]:
    """Send all posts together, each on a connection of its own."""
    start, answers = threading.Barrier(len(posts)), []
    clients = [signed_in(user) for user, _, _ in posts]

    def run(client: Client, path: str, typed: dict[str, str]) -> None:
        try:
            start.wait()
            answers.append(client.post(path, typed).status_code)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(client, path, typed))
        for client, (_, path, typed) in zip(clients, posts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.mark.parametrize(
    ("deed", "typed"), [("", {"role": "viewer"}), ("deactivate/", {}), ("remove/", {})]
)
def test_of_two_admins_who_do_it_to_each_other_one_is_too_late(crew, deed, typed) -> None:
    mira, nell = (make_member(name, Role.ADMIN, crew) for name in ("Mira", "Nell"))

    answers = both([(mira, address(nell, deed), typed), (nell, address(mira, deed), typed)])

    assert answers.count(302) >= 1
    admins = Membership.objects.active().filter(role=Role.ADMIN)
    assert admins.count() == 1


def test_of_two_admins_who_leave_together_one_stays(crew) -> None:
    mira, nell = (make_member(name, Role.ADMIN, crew) for name in ("Mira", "Nell"))

    answers = both([(mira, "/accounts/leave/", {}), (nell, "/accounts/leave/", {})])

    assert sorted(answers) == [302, 422]
    assert Membership.objects.count() == 1
