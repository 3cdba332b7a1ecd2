"""Codes on paper that come at the same moment."""

import pytest

from accounts import backup_codes
from accounts.models import BackupCode, Role
from tests.accounts.proving import CODE, give_phone, type_password, who
from tests.accounts.test_backup_codes import make
from tests.cast import make_member, signed_in
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_of_ten_that_come_with_one_code_one_is_let_in(crew) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    give_phone(ada)
    code = make(signed_in(ada))[0]
    clients = [type_password(ada) for _ in range(10)]
    waiting = list(clients)

    at_once(10, lambda: waiting.pop().post(CODE, {"code": code}).status_code)

    assert sum(who(client) is not None for client in clients) == 1
    assert backup_codes.left(ada) == 9


def test_two_codes_at_once_are_both_used_up(crew) -> None:
    ada = make_member("Ada", Role.ADMIN, crew)
    give_phone(ada)
    codes = make(signed_in(ada))[:2]
    clients = [type_password(ada) for _ in range(2)]
    posts = list(zip(clients, codes, strict=True))

    def post() -> int:
        client, code = posts.pop()
        return client.post(CODE, {"code": code}).status_code

    assert at_once(2, post) == [302, 302]
    assert BackupCode.objects.exclude(used=None).count() == 2
