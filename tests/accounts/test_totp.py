"""A code of an authenticator app works once, for half a minute more or less."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import override_settings

from accounts import authenticators, sealing
from accounts.models import Authenticator, User
from tests.accounts.proving import CODE, give_phone, type_password, who

# RFC 6238, appendix B: the secret, and the last six digits at two of its moments.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1_111_111_109, "081804")])
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert authenticators.code_of(RFC_SECRET, second // 30) == code


@pytest.mark.parametrize(("later", "taken"), [(-2, 0), (-1, 1), (0, 1), (1, 1), (2, 0)])
def test_a_code_may_be_half_a_minute_off(ada: User, later: int, *, taken: bool) -> None:
    phone = give_phone(ada)

    assert bool(authenticators.accept(ada, phone.code(later))) == taken


def test_a_code_works_once_in_whichever_session(ada: User) -> None:
    phone, first, second = give_phone(ada), type_password(ada), type_password(ada)
    code = phone.code()

    assert first.post(CODE, {"code": code}).status_code == 302
    assert second.post(CODE, {"code": code}).status_code == 422
    assert (who(first), who(second)) == (str(ada.pk), None)


def test_a_code_works_once_also_when_the_cache_is_emptied(ada: User) -> None:
    phone = give_phone(ada)
    code = phone.code()
    assert authenticators.accept(ada, code)

    cache.clear()

    assert authenticators.accept(ada, code) is None


def test_an_older_code_does_not_work_after_a_newer_one(ada: User) -> None:
    phone = give_phone(ada)

    assert authenticators.accept(ada, phone.code(1))
    assert authenticators.accept(ada, phone.code(0)) is None
    assert authenticators.accept(ada, phone.code(-1)) is None


def test_each_of_two_apps_shows_codes_of_its_own(ada: User) -> None:
    phones = [give_phone(ada, "Telephone"), give_phone(ada, "Tablet")]

    found = [authenticators.accept(ada, phone.code()) for phone in phones]

    assert [device.name for device in found if device] == ["Telephone", "Tablet"]


def test_no_secret_stands_in_the_database(ada: User) -> None:
    phone = give_phone(ada)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_authenticator")
        row = " ".join(map(str, cursor.fetchone()))

    assert Authenticator.objects.get().name in row
    assert phone.secret not in row


def test_a_secret_copied_to_somebody_else_does_not_open(ada: User, ed: User) -> None:
    give_phone(ada)
    sealed = Authenticator.objects.get().sealed

    assert sealing.unseal(ada, authenticators.PURPOSE, sealed)
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(ed, authenticators.PURPOSE, sealed)
    with pytest.raises(sealing.Unreadable):
        sealing.unseal(ada, authenticators.DRAFT, sealed)


def test_the_first_of_several_keys_seals_and_all_open(ada: User) -> None:
    with override_settings(FIELD_KEYS=["old"]):
        sealed = sealing.seal(ada, "test", "secret")
    with override_settings(FIELD_KEYS=["new", "old"]):
        assert sealing.unseal(ada, "test", sealed) == "secret"
        anew = sealing.resealed(sealed)
    with override_settings(FIELD_KEYS=["new"]):
        assert sealing.unseal(ada, "test", anew) == "secret"
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(ada, "test", sealed)
