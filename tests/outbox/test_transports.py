"""Mail into files and onto the console; where EMAIL_URL may point."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from settimes import environment
from settimes.outbox.email_url import email_url, sender
from settimes.outbox.models import Breaker
from tests.outbox.conftest import deliver, make_mail, states


@pytest.mark.django_db
def test_mail_goes_into_a_folder_one_file_each(send_to, tmp_path):
    send_to(f"file://{tmp_path}/deep/mail")
    make_mail("1", subject="One")
    make_mail("2", subject="Two")
    deliver()
    files = sorted((tmp_path / "deep/mail").iterdir(), key=lambda path: path.read_text())
    assert [path.suffix for path in files] == [".eml", ".eml"]
    assert {line for path in files for line in path.read_text().splitlines()} >= {
        "Subject: One",
        "Subject: Two",
    }
    assert states() == {"1": "sent", "2": "sent"}


@pytest.mark.django_db
def test_a_folder_that_cannot_be_made_stops_mail(send_to, tmp_path):
    (tmp_path / "mail").write_text("a file is in the way")
    send_to(f"file://{tmp_path}/mail")
    make_mail()
    deliver()
    assert states() == {"one": "planned"}
    assert Breaker.objects.get().trouble == "connection"


@pytest.mark.django_db
def test_mail_goes_to_the_console(send_to, capsys):
    send_to("console://")
    make_mail(subject="Hello")
    deliver()
    assert "Subject: Hello" in capsys.readouterr().out
    assert states() == {"one": "sent"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.org", ("smtp", "mail.example.org", 587, "", "", "starttls")),
        ("smtp://mail.example.org?tls=none", ("smtp", "mail.example.org", 25, "", "", "none")),
        ("smtps://mail.example.org", ("smtp", "mail.example.org", 465, "", "", "implicit")),
        (
            "smtp://a%40b:p%3Aw@mail.example.org:2525?tls=implicit",
            ("smtp", "mail.example.org", 2525, "a@b", "p:w", "implicit"),
        ),
    ],
)
def test_an_smtp_address_is_read(monkeypatch, url, expected):
    monkeypatch.setenv("EMAIL_URL", url)
    found = email_url("EMAIL_URL", default=Path("/"))
    assert (found.scheme, found.host, found.port, found.user, found.password, found.tls) == expected
    assert "p:w" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://mail.example.org",
        "smtp://",
        "smtp://mail.example.org/path",
        "smtp://mail.example.org:port",
        "smtp://mail.example.org?tls=maybe",
        "smtp://mail.example.org?ssl=true",
        "smtp://mail.example.org?ca=/no/such/file",
        "smtps://mail.example.org?tls=none",
        "file://relative/folder",
        "console://somewhere",
    ],
)
def test_an_address_that_is_none_stops_the_start_without_repeating_it(monkeypatch, url):
    monkeypatch.setenv("EMAIL_URL", url)
    with pytest.raises(ImproperlyConfigured, match=r"^EMAIL_URL must be smtp://user:password@host"):
        email_url("EMAIL_URL", default=Path("/"))


@pytest.mark.parametrize(
    ("raw", "seconds"),
    [("90", 90), ("90s", 90), ("1.5m", 90), ("2h", 7200), ("5d", 432_000), ("250ms", 0.25)],
)
def test_a_length_of_time_is_read(monkeypatch, raw, seconds):
    monkeypatch.setenv("WAIT", raw)
    assert environment.duration("WAIT", default="1s") == timedelta(seconds=seconds)


@pytest.mark.parametrize("raw", ["0", "-1", "1 hour", "h", "1w", "1e3", "²"])
def test_what_is_no_length_of_time_stops_the_start(monkeypatch, raw):
    monkeypatch.setenv("SOME", raw)
    with pytest.raises(ImproperlyConfigured, match=r"^SOME="):
        environment.duration("SOME", default="1s")


@pytest.mark.parametrize(
    "raw", ["crew", "crew@", "@example.org", "Crew <crew@example.org>\nBcc: x", "<>"]
)
def test_a_sender_that_is_none_stops_the_start(monkeypatch, raw):
    monkeypatch.setenv("SENDER", raw)
    with pytest.raises(ImproperlyConfigured, match=r"^SENDER="):
        sender("SENDER", default="Crew <crew@example.org>")


def test_a_lease_shorter_than_the_wait_for_an_answer_is_an_error(settings):
    assert [error for error in run_checks() if error.id == "outbox.E001"] == []
    settings.MAIL_HANDING_LEASE = settings.MAIL_REPLY_TIMEOUT
    assert [error.id for error in run_checks() if error.id == "outbox.E001"] == ["outbox.E001"]


@pytest.mark.django_db
def test_the_tests_mailbox_gives_each_mail_once(mailbox):
    make_mail("1", subject="One")
    assert [mail["Subject"] for mail in mailbox.deliver()] == ["One"]
    make_mail("2", subject="Two")
    assert [mail["Subject"] for mail in mailbox.deliver()] == ["Two"]
    assert mailbox.deliver() == []
