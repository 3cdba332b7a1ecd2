"""What waits and why: every mail that waits is in a group, and the group says what holds it up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from settimes import signs
from settimes.outbox import changes, status, waits
from settimes.outbox.models import Breaker, Message, Priority
from tests.outbox.conftest import claim, deliver, make_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def worker(db):
    signs.leave("worker")


def why() -> list[tuple[int, str, str]]:
    """Return what waits, how many of it and why, and prove that the sum is right."""
    facts = status.facts()
    open_mails = Message.objects.filter(state__in=["planned", "waiting", "claimed", "handing"])
    shown = sum(each.count for each in facts.waits)
    assert shown + facts.more_waits == open_mails.count()
    return [(each.count, f"{each.priority.label} {each.kind}", each.why) for each in facts.waits]


def test_nothing_waits():
    assert why() == []


def test_what_is_due_says_who_is_missing(monkeypatch):
    make_mail("1")
    make_mail("2")
    make_mail("3", priority=Priority.URGENT)
    assert why() == [
        (1, "Urgent dummy", "its turn comes"),
        (2, "Bulk dummy", "its turn comes"),
    ]
    monkeypatch.setattr(signs, "LONGEST_SILENCE", -1)
    assert {each[2] for each in why()} == {"no worker is seen"}


def test_what_was_planned_for_later_says_when():
    later = timezone.now() + timedelta(hours=1)
    make_mail("1", not_before=later)
    make_mail("2", not_before=later + timedelta(hours=1))
    assert why() == [(2, "Bulk dummy", "planned for later")]
    assert status.facts().waits[0].next_try == later


def test_what_the_server_put_off_says_its_words_and_when(sink, settings):
    sink.rule("rcpt", "451 4.7.1 later")
    make_mail()
    deliver()
    assert why() == [(1, "Bulk dummy", "451 4.7.1 later")]
    assert status.facts().waits[0].next_try == Message.objects.get().not_before
    settings.CLOCK_SHIFT = settings.MAIL_RETRY_FIRST * 1.3
    assert why() == [(1, "Bulk dummy", "451 4.7.1 later; its turn comes")]
    assert status.facts().waits[0].next_try is None


def test_a_server_that_is_away_is_named_with_the_end_of_the_pause(sink):
    sink.rule("connect", "421 too busy")
    make_mail()
    deliver()
    assert why() == [
        (1, "Bulk dummy", "The mail server does not answer (connect: 421 too busy)"),
    ]
    assert status.facts().waits[0].next_try == Breaker.objects.get().open_until


def test_a_missing_postal_address_is_pointed_at(settings):
    settings.HTTPS = True
    make_mail()
    assert why() == [(1, "Bulk dummy", "no mail leaves: see above")]


def test_what_a_worker_holds_is_being_sent():
    make_mail("1")
    make_mail("2")
    first, _ = claim()
    changes.hand(first, owner="me")
    make_mail("3")
    assert why() == [(2, "Bulk dummy", "being sent"), (1, "Bulk dummy", "its turn comes")]


@pytest.mark.parametrize("reasons", [waits.MOST_GROUPS, waits.MOST_GROUPS + 5])
def test_what_is_left_out_is_counted(sink, reasons):
    for number in range(reasons):
        sink.rule("rcpt", f"451 later, id {number:02}", to=f"fan{number}@example.org")
        make_mail(f"{number}", to=f"fan{number}@example.org")
    deliver()
    assert len(why()) == waits.MOST_GROUPS
    assert status.facts().more_waits == reasons - waits.MOST_GROUPS


def test_ends_that_are_left_out_are_counted(sink, monkeypatch):
    for number in range(status.MOST_REASONS + 5):
        sink.rule("dot", f"554 no, id {number:02}", to=f"fan{number}@example.org")
        make_mail(f"{number}", to=f"fan{number}@example.org")
    sink.rule("dot", "drop")
    for number in range(3):
        make_mail(f"doubt{number}")
    deliver()
    monkeypatch.setattr(status, "MOST_UNCERTAIN", 2)
    facts = status.facts()
    assert (len(facts.reasons), facts.more_reasons) == (status.MOST_REASONS, 6)
    assert (len(facts.uncertain), facts.more_uncertain) == (2, 1)
