"""A link used by twenty at once sets one password, and ten askings at once send five mails."""

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from accounts import tickets
from accounts.models import AuthEvent, Deed, Role, Ticket, User
from settimes.outbox.models import Message
from tests.accounts.resetting import ask
from tests.cast import make_member
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_twenty_at_once_one_sets_the_password(crew) -> None:
    ada, number = make_member("Ada", Role.ADMIN, crew), count()
    ticket = Ticket.objects.create(
        kind=Ticket.Kind.RESET, user=ada, expires=timezone.now() + timedelta(hours=1)
    )
    link = f"/accounts/reset/{tickets.cut(ticket)}/"

    def deed() -> tuple[int, str]:
        new = f"seven wet foghorns {next(number)}"
        return Client().post(link, {"new": new}).status_code, new

    answers = at_once(20, deed)

    assert Counter(status for status, _ in answers) == {302: 1, 404: 19}
    (won,) = [new for status, new in answers if status == 302]
    assert User.objects.get(pk=ada.pk).check_password(won)
    assert AuthEvent.objects.filter(what=Deed.PASSWORD_RESET).count() == 1


def test_of_ten_askings_at_once_five_send_a_mail(crew) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)

    answers = at_once(10, lambda: ask(ada.email).status_code)

    assert answers == [302] * 10
    assert Message.objects.count() == 5
