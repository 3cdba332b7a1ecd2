"""The measured parts of `python -m tests.bench outbox`; each prints its figures as JSON."""

import json
import random
import resource
import smtplib
import statistics
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.test.utils import CaptureQueriesContext

from settimes.outbox import delivery, hints, letters
from settimes.outbox.models import Message, Priority
from settimes.outbox.planning import Plan, plan, plan_many, row
from tests.dummies.kinds import letter

KIND = "dummy.letter"
IN_A_TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


class Command(BaseCommand):
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("part", choices=PARTS)
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, part: str, count: int, **options: Any) -> None:
        self.stdout.write(json.dumps(PARTS[part](count)))


def prepare(count: int) -> dict[str, float]:
    call_command("migrate", run_syncdb=True, verbosity=0)
    return {}


def plan_bulk(count: int) -> dict[str, float]:
    """Replace what is there by `count` waiting mails."""
    Message.objects.all().delete()
    began = time.time_ns()
    plan_many(
        Plan(f"bench-{began}-{number}", KIND, f"fan{number}@example.org") for number in range(count)
    )
    return {}


def raw(count: int) -> dict[str, float]:
    """Send the same bytes over one connection, as fast as smtplib can."""
    message = row(Plan("raw", KIND, "fan@example.org"))
    content = letters.write(message, letter(message))
    with smtplib.SMTP(settings.EMAIL.host, settings.EMAIL.port) as smtp:
        smtp.ehlo()
        began = time.perf_counter()
        for number in range(count):
            smtp.sendmail("site@example.org", [f"fan{number}@example.org"], content)
        return {"rate": count / (time.perf_counter() - began)}


def send(count: int) -> dict[str, float]:
    began = time.perf_counter()
    delivery.run_round(Priority.BULK)
    seconds = time.perf_counter() - began
    _all_sent(count)
    return {"rate": count / seconds}


def statements(count: int) -> dict[str, float]:
    connection = connections["default"]
    with CaptureQueriesContext(connection) as captured:
        delivery.drain(Priority.BULK)
    _all_sent(count)
    sql = [query["sql"] for query in captured.captured_queries]
    commits = [each for each in sql if each.startswith("COMMIT")]
    others = [each for each in sql if not each.startswith(IN_A_TRANSACTION)]
    return {"statements": len(others), "transactions": len(commits)}


def memory(count: int) -> dict[str, float]:
    """Work for one round and tell by how much the process has grown."""
    Message.objects.due(Priority.BULK).first()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    delivery.run_round(Priority.BULK)
    seconds = time.perf_counter() - began
    sent = Message.objects.filter(state="sent").count()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"kib": peak - before, "peak_kib": peak, "rate": sent / seconds}


def delay(count: int) -> dict[str, float]:
    """Plan an urgent mail now and then while the bulk ones leave; it only has its hint."""
    chance = random.Random(20261121)
    sent = Message.objects.filter(state="sent")
    for _ in range(2):  # as sweeps would: every process of the worker is busy with bulk
        hints.wake(Priority.BULK)
    while sent.count() < 200:
        time.sleep(0.2)
    took = []
    for number in range(count):
        time.sleep(chance.uniform(0, 6))
        began = time.perf_counter()
        key = f"urgent-{time.time_ns()}-{number}"
        plan(key=key, kind=KIND, to="fay@example.org", priority=Priority.URGENT)
        while not sent.filter(key=key).exists():
            time.sleep(0.01)
        took.append(time.perf_counter() - began)
    if not Message.objects.due(Priority.BULK).exists():
        raise RuntimeError("The bulk mails were sent before the urgent ones.")
    return {"median": statistics.median(took), "worst": max(took)}


def _all_sent(count: int) -> None:
    sent = Message.objects.filter(state="sent").count()
    if sent != count:
        raise RuntimeError(f"{sent} of {count} were sent.")


PARTS = {
    "prepare": prepare,
    "plan": plan_bulk,
    "raw": raw,
    "send": send,
    "statements": statements,
    "memory": memory,
    "delay": delay,
}
