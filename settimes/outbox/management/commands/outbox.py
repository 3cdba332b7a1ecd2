"""What is in the outbox, for a terminal and for cron."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from settimes.outbox import status, zones
from settimes.outbox.models import Message
from settimes.outbox.waits import Wait

WELL, ACT, OVERDUE = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Show the outbox. Exit code 0: all is well. 1: a person must act. 2: mail is overdue."
        " With --check: 0 if every mail is accounted for, else 1."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only prove that the sums agree.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        with zones.as_people_read():
            sys.exit(self._check() if check else self._show())

    def _check(self) -> int:
        wrong = status.inconsistencies()
        for sentence in wrong:
            self.stderr.write(sentence)
        facts = status.facts()
        parts = " + ".join(f"{each.count} {each.state}" for each in facts.counts) or "nothing"
        self.stdout.write(f"{facts.total} planned = {parts}")
        return ACT if wrong else WELL

    def _show(self) -> int:
        facts = status.facts()
        for each in facts.counts:
            oldest = status.spoken(each.oldest)
            self.stdout.write(f"{each.state.label:24} {each.count:>8}   oldest {oldest}")
        self.stdout.write(f"{'Planned in all':24} {facts.total:>8}")
        for priority, age in facts.queue_ages.items():
            waiting = "nothing due" if age is None else f"due for {status.spoken(age)}"
            self.stdout.write(f"{priority.label} queue: {waiting}")
        for who, seen in [("Worker", facts.worker_seen), ("Beat", facts.beat_seen)]:
            self.stdout.write(f"{who}: " + ("not seen" if seen is None else f"{seen:.0f} s ago"))
        if facts.breaker.trouble:
            self.stdout.write(f"{facts.breaker}: {facts.breaker.phase}: {facts.breaker.reason}")
        self._lines("What waits:", [self._wait(each) for each in facts.waits], facts.more_waits)
        amiss = [f"{each.count:>8}  {each.state.label}: {each.reason}" for each in facts.reasons]
        self._lines("What did not arrive, or may not have:", amiss, facts.more_reasons)
        doubts = [self._doubt(message) for message in facts.uncertain]
        self._lines("In doubt:", doubts, facts.more_uncertain)
        for sentence in [*facts.to_do, *facts.overdue]:
            self.stderr.write(sentence)
        if facts.to_do:
            return ACT
        return OVERDUE if facts.overdue else WELL

    def _lines(self, title: str, lines: list[str], more: int) -> None:
        if lines:
            self.stdout.write("\n".join([title, *lines]))
        if more:
            self.stdout.write(f"{more:>8}  more")

    @staticmethod
    def _wait(wait: Wait) -> str:
        then = f"; next try {zones.spoken(wait.next_try)}" if wait.next_try else ""
        what = f"{wait.priority.label.lower()} {wait.kind}"
        return f"{wait.count:>8}  {what}: {wait.why}{then}; oldest {zones.spoken(wait.oldest)}"

    @staticmethod
    def _doubt(message: Message) -> str:
        return (
            f"  #{message.pk} {message.kind} to {message.to} since {zones.spoken(message.changed)}"
            f" ({message.phase}: {message.reason})"
        )
