"""One code many times at one moment signs in once."""

import pytest

from accounts import authenticators
from accounts.models import Role
from tests.accounts.proving import CODE, give_phone, type_password, who
from tests.cast import make_member
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_twenty_that_come_with_one_code_one_gets_it(crew) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    code = give_phone(ada).code()

    got = at_once(20, lambda: authenticators.accept(ada, code))

    assert sum(device is not None for device in got) == 1


def test_of_four_browsers_with_one_code_one_is_signed_in(crew) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    phone = give_phone(ada)
    clients = [type_password(ada) for _ in range(4)]
    code, waiting = phone.code(), list(clients)

    answers = at_once(4, lambda: waiting.pop().post(CODE, {"code": code}).status_code)

    assert sorted(answers) == [302, 422, 422, 422]
    assert sum(who(client) is not None for client in clients) == 1


def test_of_four_requests_of_one_browser_with_two_codes_one_goes_on(crew) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    phone, client = give_phone(ada), type_password(ada)
    codes = [phone.code(0), phone.code(1)] * 2
    cookie = client.cookies["sessionid"].value

    def post() -> bool:
        one = type(client)(REMOTE_ADDR="192.0.2.1")
        one.cookies["sessionid"] = cookie
        one.post(CODE, {"code": codes.pop()})
        return who(one) is not None

    assert sum(at_once(4, post)) == 1
