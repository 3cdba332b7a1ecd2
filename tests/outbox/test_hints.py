"""The hint after a commit: one for each queue, worth nothing to nobody if the broker is away."""

import socket

import pytest
from celery import current_app
from django.db import transaction

from settimes.outbox import hints
from settimes.outbox.models import Message, Priority
from tests.outbox.conftest import Undone, make_mail, plan_and_undo

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def queued() -> dict[str, int]:
    with current_app.connection_for_read() as broker:
        return {name: broker.default_channel.client.llen(name) for name in ("urgent", "bulk")}


@pytest.fixture(autouse=True)
def quiet_broker(monkeypatch):
    monkeypatch.setattr(hints._Broker, "silent_until", 0.0)
    with current_app.connection_for_write() as broker:
        broker.default_channel.client.delete("urgent", "bulk")


@pytest.fixture
def dead_broker(monkeypatch):
    """A port where nothing listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    attempts = []
    send = current_app.send_task

    def send_there(name: str) -> None:
        attempts.append(name)
        with current_app.connection_for_write(url=f"redis://127.0.0.1:{port}/0") as broker:
            send(name, connection=broker)

    monkeypatch.setattr(hints.current_app, "send_task", send_there)
    return attempts


def test_a_transaction_leaves_one_hint_for_each_queue():
    with transaction.atomic():
        for number in range(5):
            make_mail(f"bulk-{number}")
        make_mail("urgent", priority=Priority.URGENT)
        assert queued() == {"urgent": 0, "bulk": 0}
    assert queued() == {"urgent": 1, "bulk": 1}


def test_a_transaction_that_fails_leaves_no_hint():
    with pytest.raises(Undone):
        plan_and_undo("undone")
    assert queued() == {"urgent": 0, "bulk": 0}


def test_a_savepoint_that_fails_takes_its_hint_along_and_no_other():
    with transaction.atomic():
        with pytest.raises(Undone):
            plan_and_undo("undone")
        make_mail("kept")
    assert queued() == {"urgent": 0, "bulk": 1}


def test_a_dead_broker_costs_one_attempt_and_no_mail(dead_broker):
    for number in range(20):
        make_mail(f"{number}")
    assert Message.objects.count() == 20
    assert dead_broker == [hints.TASKS[Priority.BULK]]


def test_after_a_silence_the_broker_is_tried_again(dead_broker, monkeypatch):
    make_mail("1")
    monkeypatch.setattr(hints._Broker, "silent_until", 0.0)
    make_mail("2")
    assert len(dead_broker) == 2
