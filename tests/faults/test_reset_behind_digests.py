"""Somebody waits for a link to set a password while a thousand fans are told: two queues."""

import pytest

from tests.faults.stage import Stage
from tests.faults.web import Web
from tests.run.browser import Browser

pytestmark = [pytest.mark.drill, pytest.mark.once]
FANS = 1000
A_FEW = 20


def test_a_new_password_does_not_queue_behind_digests(stage: Stage):
    stage.environment |= {"QUIET_FOR": "100ms", "COLLECT_EVERY": "1s"}
    stage.sink.delay = 0.05
    stage.worker(MAIL_ROUND="1s")  # one, that takes from both queues
    stage.beat()
    assert stage.command("crowd", str(FANS), "1").returncode == 0
    browser = Browser(f"http://127.0.0.1:{Web(stage).port}")
    assert stage.command("deed", "put_up").returncode == 0
    stage.wait_until_sent(A_FEW)
    digests = stage.messages.filter(kind="fans.digest")
    assert digests.count() == FANS

    browser.send("/accounts/reset/", having="email", email="ed@example.org")

    reset = stage.messages.exclude(kind="fans.digest")
    stage.wait_until(lambda: list(reset.values_list("state", flat=True)) == ["sent"])
    assert digests.filter(state="planned").count() > 100
    sent = len(stage.sink.mails)
    stage.wait_until_sent(sent + A_FEW)  # and the digests go on after it
