"""Planned twice, by several or refused by the mail server: every issue is told once."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from events import editions
from fans import collecting, issuing, tasks
from fans.models import Subscriber, Told
from settimes.outbox import delivery
from settimes.outbox.email_url import EmailAddress
from settimes.outbox.models import Message, Priority
from tests.cast import make_event
from tests.fans.mornings import nine, subjects
from tests.fans.telling import make_fan, subscribe
from tests.smtp_sink import Sink


def deliver() -> None:
    for priority in Priority:
        delivery.drain(priority)


@pytest.fixture
def sink(settings, reader, monkeypatch) -> Iterator[Sink]:
    with Sink() as sink:
        settings.EMAIL = EmailAddress("smtp", host=sink.host, port=sink.port)
        yield sink


@pytest.mark.django_db
def test_a_task_run_twice_plans_once(kitchener, reader, night) -> None:
    night.clock.move_to(nine(26), tick=False)
    for _ in range(3):
        tasks.collect()
    assert Message.objects.count() == 1
    call_command("send_digests")
    assert [mail["Subject"] for mail in night.mailbox.deliver()] == ["New in Kitchener: Vol. 7"]
    assert [row.state for row in Message.objects.all()] == ["sent"]


@pytest.mark.django_db
def test_what_the_server_refuses_is_not_told(kitchener, sink, night) -> None:
    sink.rule("rcpt", "550 5.7.1 refused", times=1)
    night.clock.move_to(nine(26), tick=False)
    collecting.collect(seconds=60)
    deliver()
    assert [row.state for row in Message.objects.all()] == ["failed"]
    assert not Told.objects.exists()


@pytest.mark.django_db
def test_what_the_server_takes_later_is_told_then(kitchener, reader, sink, ed, night) -> None:
    sink.rule("rcpt", "451 4.7.1 later", times=1)
    night.clock.move_to(nine(26), tick=False)
    collecting.collect(seconds=60)
    deliver()
    assert [row.state for row in Message.objects.all()] == ["waiting"]
    assert not Told.objects.exists()
    other = make_event("Vol. 8", city="Kitchener")
    editions.publish(other, by=ed, even_if_empty=True)
    night.clock.shift(20 * 60)
    Message.objects.update(not_before=F("first_tried"))
    collecting.collect(seconds=60)
    deliver()
    (received,) = sink.mails
    assert received.mail["Subject"] == "New in Kitchener: Vol. 7, and 1 more"
    assert Told.objects.filter(performance=None).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["paused", "bounced", "unconfirmed", "left"])
def test_nothing_goes_to_who_may_not_be_written_to(kitchener, reader, night, why) -> None:
    now = nine(25)
    if why == "paused":
        reader.paused_until = nine(28).date()
    elif why == "bounced":
        reader.bounced = now
    elif why == "left":
        reader.confirmed = None
    else:
        reader.subscriptions.update(confirmed=None)
    reader.save()
    assert [subjects(night, day) for day in (26, 27)] == [[], []]
    assert not Message.objects.exists()
    expected = ["New in Kitchener: Vol. 7"] if why == "paused" else []
    assert subjects(night, 28) == expected


@pytest.mark.django_db
def test_who_cannot_be_written_to_holds_up_nobody(kitchener, reader, night) -> None:
    broken = make_fan("gus@example.org")
    subscribe(broken)
    Subscriber.objects.filter(pk=broken.pk).update(email="not an address")
    assert [mail["To"] for mail in night.at(nine(26))] == ["fay@example.org"]


@pytest.mark.django_db
@pytest.mark.parametrize("people", [1, 50])
def test_planning_asks_the_database_no_oftener_for_many(kitchener, night, people) -> None:
    for number in range(people):
        fan = make_fan(f"fan{number}@example.org")
        subscribe(fan, "Kitchener")
        subscribe(fan, genre="Punk")
    night.clock.move_to(nine(26), tick=False)
    with CaptureQueriesContext(connection) as asked:
        assert issuing.collect(until=1e12)
    planning = [one for one in asked.captured_queries if "INSERT" in one["sql"]]
    assert len(planning) == -(-people // 45)
    assert len(asked) - len(planning) == 15
    assert Message.objects.count() == people
