"""A server that says no: to this one mail, to all of ours, or to everybody for a while."""

import pytest

from settimes.outbox.models import Breaker, Suppression
from tests.outbox.conftest import deliver, make_mail, states
from tests.outbox.test_configuration import breaker, untouched
from tests.smtp_sink import DROP

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def waiting(db):
    for number in range(5):
        make_mail(f"{number}")


@pytest.mark.parametrize(
    "reply", ["554 5.7.1 <fan@example.org>: Relay access denied", "530 5.7.0 sign in first"]
)
def test_a_server_that_does_not_relay_for_us_stops_all_mail(sink, reply):
    sink.rule("rcpt", reply)
    deliver()
    assert breaker() == ("configuration", "rcpt")
    assert sorted(states().values()) == ["planned"] * 2 + ["waiting"] * 3


def test_one_odd_address_that_is_not_relayed_stops_nobody_else(sink):
    sink.rule("rcpt", "550 relay not permitted", to="odd@example.org")
    make_mail("odd", to="odd@example.org")
    deliver()
    assert Breaker.objects.count() == 0
    assert Suppression.objects.count() == 0
    assert sorted(states().values()) == ["sent"] * 5 + ["waiting"]


@pytest.mark.parametrize("answer", ["421 too busy", "554 go away", DROP])
def test_a_server_that_greets_nobody_is_away_and_not_misconfigured(sink, answer):
    sink.rule("connect", answer)
    deliver()
    assert breaker() == ("connection", "connect")
    assert untouched()
