"""Settings that are wrong stop all mail with one alarm, and cost no mail anything."""

import pytest

from settimes.outbox.models import Breaker, Message
from tests.outbox.conftest import deliver, make_mail, states
from tests.smtp_sink import CERTIFICATE, Sink

pytestmark = pytest.mark.django_db


def breaker() -> tuple[str, str]:
    row = Breaker.objects.get()
    return row.trouble, row.phase


def untouched() -> bool:
    rows = Message.objects.order_by().values_list("state", "tries", "reason", "owner").distinct()
    return list(rows) == [("planned", 0, "", "")]


@pytest.fixture
def waiting(db):
    for number in range(5):
        make_mail(f"{number}")


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_mail_leaves_over_verified_tls_with_a_password(tls, send_to, waiting):
    with Sink(tls=tls, user="crew", password="p%40ss") as sink:
        sink.password = "p@ss"
        send_to(sink.url.replace("p@ss", "p%40ss"))
        deliver()
        assert len(sink.mails) == 5
        assert sink.connections == 1


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_certificate_nobody_vouches_for_stops_all_mail(tls, send_to, waiting):
    with Sink(tls=tls) as sink:
        send_to(sink.url.replace(f"&ca={CERTIFICATE}", ""))
        deliver()
        assert breaker() == ("configuration", "connect" if tls == "implicit" else "starttls")
        assert sink.mails == []
        assert untouched()
        send_to(sink.url)
        Breaker.objects.update(open_until=None)
        deliver()
        assert len(sink.mails) == 5


def test_a_certificate_for_another_name_stops_all_mail(send_to, waiting):
    with Sink(tls="starttls") as sink:
        send_to(sink.url.replace("localhost:", "127.0.0.1:"))
        deliver()
        assert breaker() == ("configuration", "starttls")
        assert "CERTIFICATE_VERIFY_FAILED" in Breaker.objects.get().reason
        assert untouched()


def test_a_server_without_starttls_never_gets_the_mail_in_plain(sink, send_to, waiting):
    send_to(sink.url.replace("tls=none", "tls=starttls"))
    deliver()
    assert breaker() == ("configuration", "starttls")
    assert sink.mails == []
    assert untouched()


def test_tls_where_the_server_speaks_plain_stops_all_mail(sink, send_to, waiting):
    send_to(sink.url.replace("tls=none", "tls=implicit"))
    deliver()
    assert breaker() == ("configuration", "connect")
    assert untouched()


def test_a_wrong_password_stops_all_mail(send_to, waiting):
    with Sink(tls="starttls", user="crew", password="right") as sink:
        send_to(sink.url.replace("right", "wrong"))
        deliver()
        assert breaker() == ("configuration", "auth")
        assert Breaker.objects.get().reason.startswith("535")
        assert untouched()


def test_a_password_that_cannot_be_said_stops_all_mail(send_to, waiting):
    with Sink(tls="starttls", user="crew", password="right") as sink:
        send_to(sink.url.replace("right", "r%C3%AFght"))
        deliver()
        assert breaker() == ("configuration", "auth")
        assert untouched()


def test_a_password_for_a_server_that_wants_none_stops_all_mail(sink, send_to, waiting):
    send_to(sink.url.replace("smtp://", "smtp://crew:secret@"))
    deliver()
    assert breaker() == ("configuration", "auth")
    assert untouched()


@pytest.mark.parametrize("host", ["mail.invalid", "mail..invalid", f"{'m' * 70}.invalid"])
def test_a_name_that_does_not_resolve_stops_all_mail(send_to, waiting, host):
    send_to(f"smtp://{host}:25?tls=none")
    deliver()
    assert breaker() == ("configuration", "connect")
    assert untouched()


def test_a_sender_the_server_refuses_stops_all_mail(sink, waiting):
    sink.rule("mail", "550 5.7.1 not your domain", times=1)
    deliver()
    assert breaker() == ("configuration", "mail")
    assert untouched()


def test_the_alarm_is_raised_once(send_to, waiting, caplog, settings):
    with Sink(tls="starttls", user="crew", password="right") as sink:
        send_to(sink.url.replace("right", "wrong"))
        for _ in range(4):
            deliver()
            settings.CLOCK_SHIFT += settings.MAIL_BREAKER_LONGEST * 2
        assert [
            record.levelname
            for record in caplog.records
            if record.name == "settimes.outbox.breaker"
        ] == ["ERROR"]
        assert Breaker.objects.get().failures == 4
        send_to(sink.url)
        deliver()
        assert set(states().values()) == {"sent"}
        row = Breaker.objects.get()
        assert (row.trouble, row.failures, row.open_until) == ("", 0, None)
