"""`manage.py outbox`: the facts in words, and what they mean as an exit code."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from settimes import signs
from settimes.outbox import changes
from settimes.outbox.models import Decision, Message, Priority
from tests.outbox.conftest import deliver, make_mail
from tests.smtp_sink import DROP, Sink

pytestmark = pytest.mark.django_db

# In winter, and to come whenever this is run.
YEAR = datetime.now(UTC).year + 1
DECEMBER = datetime(YEAR, 12, 1, 1, 30, tzinfo=UTC)


def outbox(*arguments: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("outbox", *arguments, stdout=out, stderr=err)
    return ended.value.code, out.getvalue(), err.getvalue()


def test_all_is_well_when_nothing_was_ever_planned():
    code, out, err = outbox()
    assert (code, err) == (0, "")
    assert "Planned in all                  0" in out
    assert "Urgent queue: nothing due" in out


def test_it_counts_by_state_and_by_reason(sink):
    sink.rule("rcpt", "451 4.7.1 later", to="later@example.org")
    make_mail("1")
    make_mail("2", to="two@example.org")
    make_mail("3", to="later@example.org")
    deliver()
    code, out, err = outbox()
    assert (code, err) == (0, "")
    lines = [line.split("oldest")[0].split() for line in out.splitlines()]
    assert ["Sent", "2"] in lines
    assert ["Waiting", "1"] in lines
    assert ["Planned", "in", "all", "3"] in lines
    assert "1  bulk dummy: 451 4.7.1 later; next try 20" in out


def test_a_doubt_needs_a_person(sink):
    sink.rule("dot", DROP)
    message = make_mail()
    deliver()
    code, out, err = outbox()
    assert (code, err) == (1, "1 mail is in doubt: resend or close.\n")
    assert f"#{message.pk} dummy to fay@example.org since " in out
    assert "1  Uncertain: SMTPServerDisconnected: " in out


def test_times_are_the_organizations_and_say_so(crew):
    make_mail(not_before=DECEMBER)
    assert f"next try {YEAR}-11-30 20:30 EST" in outbox()[1]
    crew.timezone = "Europe/Berlin"
    crew.save()
    assert f"next try {YEAR}-12-01 02:30 CET" in outbox()[1]


def test_with_two_organizations_times_are_nobodys(crew, other_crew):
    make_mail(not_before=DECEMBER)
    assert f"next try {YEAR}-12-01 01:30 UTC" in outbox()[1]


def test_wrong_settings_need_a_person(send_to):
    with Sink(tls="starttls", user="crew", password="right") as sink:
        send_to(sink.url.replace("right", "wrong"))
        make_mail()
        deliver()
    code, _, err = outbox()
    assert code == 1
    assert err.startswith("The mail settings are wrong, no mail leaves: auth: 535")


@pytest.mark.parametrize("priority", list(Priority))
def test_what_should_have_left_is_overdue(priority, settings):
    make_mail(priority=priority)
    limit = {
        Priority.URGENT: settings.MAIL_OVERDUE_URGENT,
        Priority.BULK: settings.MAIL_OVERDUE_BULK,
    }[priority]
    settings.CLOCK_SHIFT = limit * 0.9
    assert outbox()[0] == 0
    settings.CLOCK_SHIFT = limit * 1.1
    code, _, err = outbox()
    assert code == 2
    assert err.startswith(f"{priority.label} mail is due for ")


def test_a_lease_nobody_takes_back_is_overdue(settings):
    make_mail()
    changes.claim(priority=Priority.BULK, limit=1, owner="dead")
    settings.CLOCK_SHIFT = settings.MAIL_CLAIM_LEASE + settings.MAIL_SWEEP * 3.1
    assert outbox()[0] == 2
    changes.reap()
    settings.CLOCK_SHIFT = settings.MAIL_CLAIM_LEASE
    assert outbox()[0] == 0


def test_it_says_when_worker_and_beat_were_seen():
    assert "Worker: not seen" in outbox()[1]
    signs.leave("worker")
    assert "Worker: 0 s ago\nBeat: not seen" in outbox()[1]


def test_the_check_proves_the_sums_also_while_a_doubt_is_open(sink):
    sink.rule("dot", DROP, to="doubt@example.org")
    make_mail("1")
    make_mail("2", to="doubt@example.org")
    deliver()
    make_mail("3")
    assert outbox("--check") == (0, "3 planned = 1 planned + 1 sent + 1 uncertain\n", "")


def test_the_check_finds_a_settled_mail_that_nobody_settled(sink):
    sink.rule("dot", DROP)
    message = make_mail()
    deliver()
    Message.objects.filter(pk=message.pk).update(state="resent")
    code, _, err = outbox("--check")
    assert code == 1
    assert err == (
        "A mail is marked as sent again, and there is no such second mail.\n"
        "1 mails were settled by 0 decisions.\n"
    )
    Message.objects.filter(pk=message.pk).update(state="closed")
    Decision.objects.create(message=message, verb="close", reason="because")
    assert outbox("--check")[0] == 0
