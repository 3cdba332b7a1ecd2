"""Twenty with one token at one moment: one gets in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import tickets
from accounts.models import Role, Ticket
from tests.cast import make_member
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("rows", [{}, {"user__is_active": True}], ids=["plain", "joined"])
def test_of_twenty_at_once_one_gets_it(crew, rows: dict[str, bool]) -> None:
    row = Ticket.objects.create(
        kind=Ticket.Kind.RESET,
        user=make_member("Ada", Role.ADMIN, crew),
        expires=timezone.now() + timedelta(hours=1),
    )
    token = tickets.cut(row)

    got = at_once(20, lambda: tickets.take(Ticket.objects.filter(**rows), token))

    assert [one for one in got if one] == [row]
