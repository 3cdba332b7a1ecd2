"""A token works once, for what it was made for, until it is old; looking at it changes nothing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts import tickets
from accounts.models import Ticket, User

RESET, EMAIL = Ticket.Kind.RESET, Ticket.Kind.EMAIL
BEGAN = "2026-10-10T20:00:00Z"
ALL = Ticket.objects.all()


def ticket(user: User, kind: Ticket.Kind = RESET) -> tuple[Ticket, str]:
    row = Ticket.objects.create(kind=kind, user=user, expires=timezone.now() + timedelta(hours=1))
    return row, tickets.cut(row)


def test_a_token_is_looked_at_often_and_used_once(ada: User) -> None:
    row, token = ticket(ada)

    assert [tickets.find(ALL, token) for _ in range(3)] == [row] * 3
    assert [tickets.take(ALL, token) for _ in range(3)] == [row, None, None]
    assert tickets.find(ALL, token) is None


def test_the_table_does_not_hold_the_token(ada: User) -> None:
    row, token = ticket(ada)

    kept = " ".join(map(str, Ticket.objects.values_list().get()))
    assert (len(token), len(row.digest or "")) == (43, 64)
    assert token not in kept


def test_tokens_are_never_the_same(ada: User) -> None:
    assert len({ticket(ada)[1] for _ in range(100)}) == 100


def test_a_token_opens_what_it_was_made_for_and_nothing_else(ada: User, ed: User) -> None:
    row, token = ticket(ada)

    assert tickets.take(ALL.filter(kind=EMAIL), token) is None
    assert tickets.take(ALL.filter(user=ed), token) is None
    assert tickets.take(ALL.filter(kind=RESET, user=ada), token) == row


def test_a_token_dies_at_its_time(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        row, token = ticket(ada)
        clock.shift(timedelta(minutes=59, seconds=59))
        assert tickets.find(ALL, token) == row
        clock.shift(timedelta(seconds=1))
        assert (tickets.find(ALL, token), tickets.take(ALL, token)) == (None, None)
        clock.shift(timedelta(minutes=5))
        assert tickets.take(ALL, token) is None


def test_what_was_ended_opens_nothing(ada: User, ed: User) -> None:
    mine, theirs = ticket(ada)[1], ticket(ed)

    assert tickets.end(Ticket.objects.filter(user=ada)) == 1
    assert tickets.take(ALL, mine) is None
    assert tickets.take(ALL, theirs[1]) == theirs[0]


def test_a_new_token_leaves_the_old_one_worthless(ada: User) -> None:
    row, old = ticket(ada)
    new = tickets.cut(row)

    assert (tickets.find(ALL, old), tickets.find(ALL, new)) == (None, row)


@pytest.mark.parametrize(
    "text", ["", "x", "A" * 42, "A" * 44, "A" * 42 + "\x00", "é" * 43, "." * 43]
)
def test_what_is_no_token_finds_nothing(ada: User, text: str) -> None:
    ticket(ada)
    Ticket.objects.create(kind=RESET, user=ada, expires=timezone.now() + timedelta(hours=1))

    assert (tickets.find(ALL, text), tickets.take(ALL, text)) == (None, None)


def test_what_is_old_is_let_go_of(ada: User) -> None:
    with time_machine.travel(BEGAN, tick=False) as clock:
        ticket(ada)
        clock.shift(timedelta(minutes=30))
        row, _ = ticket(ada)
        clock.shift(timedelta(minutes=31))
        assert tickets.purge(ALL, before=timezone.now()) == 1
        assert Ticket.objects.get() == row
