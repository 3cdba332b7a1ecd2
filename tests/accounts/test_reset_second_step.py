"""A new password by mail is the first step, and never the second."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.proving import CODE, PASSWORD, give_phone, type_password, who
from tests.accounts.resetting import NEW, link_for
from tests.mailbox import Mailbox


def test_who_has_a_second_factor_is_asked_for_it_afterwards(ada: User, mailbox: Mailbox) -> None:
    phone, client = give_phone(ada), Client(REMOTE_ADDR="192.0.2.1")

    set_by_link = client.post(link_for(ada.email, mailbox), {"new": NEW})

    assert (set_by_link["Location"], who(client)) == ("/accounts/login/", None)
    type_password(ada, NEW, client=client)
    assert (client.get(CODE).status_code, who(client)) == (200, None)
    client.post(CODE, {"code": phone.code()})
    assert who(client) == str(ada.pk)


@pytest.mark.parametrize("password", [PASSWORD, NEW])
def test_a_sign_in_that_waits_for_its_code_ends_with_the_old_password(
    ada: User, mailbox: Mailbox, password: str
) -> None:
    phone, half_way = give_phone(ada), type_password(ada)
    if password == NEW:
        Client().post(link_for(ada.email, mailbox), {"new": NEW})

    half_way.post(CODE, {"code": phone.code()})

    assert who(half_way) == (str(ada.pk) if password == PASSWORD else None)
