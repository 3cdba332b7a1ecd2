"""Many workers, many threads, many copies of a task: each mail has one owner and leaves once."""

import pytest

from tests.faults.stage import BULK, URGENT, Stage

pytestmark = pytest.mark.drill
TASKS = ["reap", "sweep", "deliver_bulk", "deliver_urgent"]


def publish(stage: Stage, copies: int) -> None:
    """Publish every task of the outbox so often, as a broker that repeats itself would."""
    for _ in range(copies):
        for task in TASKS:
            stage.publish(task)


def test_two_workers_and_two_beats_send_each_mail_once(stage: Stage):
    stage.sink.delay = 0.02
    stage.plan(400)
    for _ in range(2):
        stage.worker(pool="prefork", processes=2)
    stage.wait_until_up(2)
    stage.beat()
    stage.beat()
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 400}
    assert stage.sink.most_open > 4


def test_a_task_delivered_many_times_and_late_does_nothing_more(stage: Stage):
    stage.plan(60)
    stage.plan(5, priority=URGENT)
    publish(stage, 5)
    for _ in range(2):
        stage.worker(pool="prefork", processes=2)
    stage.wait_until_drained()
    publish(stage, 5)
    stage.plan(1, priority=BULK)
    publish(stage, 1)
    stage.wait_until_drained()
    stage.check()
    assert stage.states() == {"sent": 66}


def test_a_task_its_broker_gives_out_again_does_nothing_more(stage: Stage):
    """One task, never acknowledged: who had it is dead, and only the broker can know of it."""
    again = {"SETTIMES_VISIBILITY": "1"}
    stage.sink.delay = 0.02
    stage.plan(400)
    stage.publish("deliver_bulk")
    first = stage.worker(**again)
    stage.wait_until_sent(40)
    stage.kill(first)
    for _ in range(2):
        stage.worker(**again)
    # A round lasts longer than the broker's patience, so both are given the same task.
    stage.wait_until_sent(200)
    stage.beat()
    stage.wait_until_drained()
    stage.check()


def test_a_server_that_asks_for_less_gets_one_connection_at_a_time(stage: Stage):
    stage.sink.delay = 0.02
    stage.plan(200)
    stage.beat()
    stage.worker()
    stage.wait_until_sent(40)
    assert stage.sink.most_open > 1
    rule = stage.sink.rule("rcpt", "421 4.7.0 slow down", times=2)
    stage.wait_until(lambda: rule.hits == 2)
    stage.wait_until(lambda: stage.sink.open_now <= 1)
    stage.sink.most_open = 0
    stage.wait_until_drained()
    assert stage.sink.most_open == 1
    stage.check()
    assert stage.states() == {"sent": 200}


def test_neither_queue_starves_the_other(stage: Stage):
    """Both are longer than the one worker process can empty, and the clock ticks all the time."""
    stage.sink.delay = 0.02
    stage.plan(1500, priority=URGENT)
    stage.plan(1500)
    stage.beat()
    stage.worker(MAIL_ROUND="1s")

    def fewest(state: str) -> int:
        rows = stage.messages.filter(state=state)
        return min(rows.filter(priority=each).count() for each in (URGENT, BULK))

    stage.wait_until(lambda: fewest("sent") >= 100)
    assert fewest("planned") >= 100


def test_an_urgent_mail_does_not_queue_behind_bulk_ones(stage: Stage):
    """One worker process for both queues, which is the worst there is."""
    stage.sink.delay = 0.02
    stage.plan(3000)
    stage.beat()
    stage.worker(MAIL_ROUND="1s")
    stage.wait_until_sent(50)
    (urgent,) = stage.plan(1, priority=URGENT)
    stage.publish("deliver_urgent")
    stage.wait_until(lambda: urgent in stage.sink.recipients())
    assert stage.messages.filter(state="planned").count() > 100
    sent = len(stage.sink.mails)
    stage.wait_until_sent(sent + 100)  # and the bulk goes on after it
