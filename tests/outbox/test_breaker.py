"""A server that is away, or asks for less, is left in peace; recovery needs nobody."""

import pytest

from settimes.outbox import breaker
from settimes.outbox.models import Breaker, Message
from tests.outbox.conftest import deliver, make_mail, states
from tests.smtp_sink import DROP

pytestmark = pytest.mark.django_db


def test_while_open_nobody_connects(sink, settings):
    sink.rule("connect", "421 too busy")
    make_mail()
    deliver()
    deliver()
    deliver()
    assert sink.connections == 1
    settings.CLOCK_SHIFT = settings.MAIL_BREAKER_FIRST * 1.3
    deliver()
    assert sink.connections == 2


def test_a_refused_connection_costs_no_mail_and_heals_alone(sink, settings):
    for number in range(12):
        make_mail(f"{number:02}")
    sink.refuse()
    for _ in range(6):
        deliver()
        settings.CLOCK_SHIFT += settings.MAIL_BREAKER_FIRST
    assert set(Message.objects.values_list("state", "tries")) == {("planned", 0)}
    assert Breaker.objects.get().trouble == "connection"
    sink.listen()
    settings.CLOCK_SHIFT += settings.MAIL_BREAKER_LONGEST * 2
    deliver()
    assert set(states().values()) == {"sent"}
    assert len(sink.mails) == 12
    assert Breaker.objects.get().trouble == ""


def test_waits_double_up_to_the_longest_and_vary(settings):
    first, longest = settings.MAIL_BREAKER_FIRST, settings.MAIL_BREAKER_LONGEST
    for failures in range(40):
        waits = [breaker.backoff(first, longest, failures) for _ in range(50)]
        least = min(first * 2 ** min(failures, 12), longest)
        assert all(least <= wait <= least * 1.26 for wait in waits)
        assert len(set(waits)) > 25


def test_a_server_that_drops_every_connection_is_away(sink):
    sink.rule("rcpt", DROP)
    for number in range(9):
        make_mail(f"{number}")
    deliver()
    assert sink.connections == 3
    assert list(states().values()).count("waiting") == 3
    assert list(states().values()).count("planned") == 6
    assert Breaker.objects.get().trouble == "connection"


@pytest.mark.parametrize("reply", ["421 slow down", "452 4.5.3 too many"])
def test_a_server_that_asks_for_less_gets_one_connection(sink, reply, settings):
    sink.rule("rcpt", reply, times=1)
    make_mail()
    deliver()
    assert states() == {"one": "waiting"}
    assert breaker.is_narrow(Breaker.objects.get()) is True
    settings.CLOCK_SHIFT = breaker.NARROW_FOR * 1.01
    assert breaker.is_narrow(Breaker.objects.get()) is False


def test_no_word_of_the_server_reaches_the_log(sink, caplog):
    sink.rule("rcpt", "550 5.1.1 <fay@example.org> unknown", to="fay@example.org")
    sink.rule("connect", "421 fay@example.org", times=1)
    make_mail()
    make_mail("two", to="two@example.org")
    deliver()
    Breaker.objects.update(open_until=None)
    deliver()
    assert states() == {"one": "failed", "two": "sent"}
    ours = [record for record in caplog.records if record.name.startswith("settimes")]
    assert len(ours) == 2
    assert all("example.org" not in str(vars(record)) for record in ours)
