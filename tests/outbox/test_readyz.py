"""`/readyz` knows the queue's age and when worker and beat were last seen."""

import pytest

from settimes import health, signs
from tests.outbox.conftest import make_mail

pytestmark = pytest.mark.django_db


def problems() -> set[str]:
    return set(health.problems())


def test_it_misses_worker_and_beat_until_they_give_a_sign(client):
    assert problems() == {"worker", "beat"}
    assert client.get("/readyz").status_code == 503
    signs.leave("worker")
    assert problems() == {"beat"}
    health.heartbeat.run()
    assert problems() == set()
    assert client.get("/readyz").status_code == 200


def test_a_sign_fades(monkeypatch):
    health.heartbeat.run()
    monkeypatch.setattr(signs, "LONGEST_SILENCE", -1)
    assert problems() == {"worker", "beat"}


def test_it_alarms_when_mail_is_overdue(client, settings):
    health.heartbeat.run()
    make_mail()
    assert problems() == set()
    settings.CLOCK_SHIFT = settings.MAIL_OVERDUE_BULK * 1.1
    assert problems() == {"queue"}
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ok\n")
