"""Planning: in the caller's transaction, once per key, to an address that can be one."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from settimes.outbox.addresses import BadAddress, recipient_key
from settimes.outbox.kinds import UnknownKind, register
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import Plan, plan_many
from tests.dummies import kinds
from tests.outbox.conftest import Undone, deliver, make_mail, plan_and_undo, states

pytestmark = pytest.mark.django_db


def test_a_plan_goes_with_its_transaction():
    with pytest.raises(Undone):
        plan_and_undo("undone")
    with transaction.atomic():
        make_mail("kept")
    assert states() == {"kept": "planned"}


def test_a_key_is_planned_once():
    first = make_mail("same", subject="First")
    again = make_mail("same", subject="Second")
    assert again.pk == first.pk
    assert Message.objects.get().payload == {"subject": "First"}


def test_planning_a_sent_mail_again_sends_nothing(sink):
    make_mail("same")
    deliver()
    make_mail("same")
    deliver()
    assert sink.recipients() == ["fay@example.org"]


def test_many_are_planned_in_few_statements(django_assert_num_queries):
    plans = [Plan(f"key-{number}", "dummy", f"fan{number}@example.org") for number in range(90)]
    make_mail("key-7")
    with django_assert_num_queries(2):
        plan_many(plans)
    assert Message.objects.count() == 90


def test_a_mail_waits_for_its_time(sink, settings):
    make_mail(not_before=timezone.now() + timedelta(hours=1))
    deliver()
    assert sink.mails == []
    settings.CLOCK_SHIFT = timedelta(hours=1, seconds=1)
    deliver()
    assert len(sink.mails) == 1


def test_the_oldest_goes_first(sink):
    now = timezone.now()
    for minutes in (3, 9, 6):
        make_mail(
            f"{minutes}", to=f"m{minutes}@example.org", not_before=now - timedelta(minutes=minutes)
        )
    deliver()
    assert sink.recipients() == ["m9@example.org", "m6@example.org", "m3@example.org"]


def test_a_kind_nobody_registered_is_refused():
    with pytest.raises(UnknownKind):
        make_mail(kind="nobody.knows")
    assert Message.objects.count() == 0


def test_a_kind_is_registered_once():
    register("dummy", still_owed=kinds.owed, compose=kinds.plain, moved=kinds.record)
    with pytest.raises(ValueError, match="registered already"):
        register("dummy", still_owed=kinds.owed, compose=kinds.poison)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "fay",
        "fay@",
        "@example.org",
        "fay@example.org\nBcc: eve@example.org",
        "fay@example.org\r\nBcc: eve@example.org",
        "fay@example.org,eve@example.org",
        "fay@example.org eve@example.org",
        "<fay@example.org>",
        '"fay, eve"@example.org',
        "fäy@example.org",
        "fay@exa\x00mple.org",
        "f" * 250 + "@example.org",
    ],
)
def test_what_is_not_one_plain_address_is_refused(address):
    with pytest.raises(BadAddress):
        make_mail(to=address)
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" fay@example.org ", "fay@example.org"),
        ("Fay+crawl@Example.ORG", "Fay+crawl@Example.ORG"),
        ("fay@bücher.example", "fay@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_as_the_envelope_needs_it(typed, kept):
    assert make_mail(to=typed).to == kept


def test_a_recipient_is_the_same_however_typed_and_depends_on_the_secret(settings):
    key = recipient_key("Fay@Example.org ")
    assert key == recipient_key("fay@example.ORG")
    assert key != recipient_key("fay2@example.org")
    settings.SECRET_KEY = "another" * 10
    assert key != recipient_key("fay@example.org")


def test_urgent_and_bulk_are_queues_of_their_own():
    make_mail("now", priority=Priority.URGENT)
    make_mail("later")
    assert [m.key for m in Message.objects.due(Priority.URGENT)] == ["now"]
    assert [m.key for m in Message.objects.due(Priority.BULK)] == ["later"]
