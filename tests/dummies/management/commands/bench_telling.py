"""The measured parts of `python -m tests.bench telling`; each prints its figures as JSON."""

import json
import resource
import smtplib
import time
from collections.abc import Callable
from datetime import timedelta
from math import ceil
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction
from django.db.models import Max
from django.test import Client
from django.utils import timezone

from accounts.models import Organization, Role, User
from events import editions, lineup, uncollected
from events.lineup import NewSet
from events.models import ChangeSet, Event, Performance
from events.times import Slot
from fans import collecting, recording, truth
from fans.models import Follow, Notice, Round, Subscriber, Told
from fans.owed import Owed
from settimes.outbox import clock, delivery, letters
from settimes.outbox.addresses import recipient_key
from settimes.outbox.kinds import kind_named
from settimes.outbox.models import Message, Priority
from settimes.outbox.states import State
from tests.cast import make_band, make_event, make_member, make_venue
from tests.dummies.management.commands.bench_outbox import IN_A_TRANSACTION

# The first band has so many sets, every other one two; so many sets to a room.
OF_THE_BAND, A_ROOM = 5, 34
FAR = timedelta(days=9)
AT_ONCE = 40
Figures = dict[str, float]


class Command(BaseCommand):
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("part", choices=PARTS)
        parser.add_argument("count", type=int)

    def handle(self, *args: Any, part: str, count: int, **options: Any) -> None:
        self.stdout.write(json.dumps(PARTS[part](count)))


class Measured:
    """What the statements within cost: how many, how long, how much memory."""

    def __enter__(self) -> "Measured":
        self.statements = 0
        self.wrapper = connection.execute_wrapper(self._count)
        self.wrapper.__enter__()
        self.before, self.began = rss(), time.perf_counter()
        return self

    def __exit__(self, *error: object) -> None:
        self.seconds, self.kib = time.perf_counter() - self.began, rss() - self.before
        self.wrapper.__exit__(None, None, None)

    def _count(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        self.statements += not sql.startswith(IN_A_TRANSACTION)
        return execute(sql, *rest)

    @property
    def figures(self) -> Figures:
        return {"statements": self.statements, "seconds": self.seconds, "kib": self.kib}


def rss() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def prepare(count: int) -> Figures:
    """Make a published event with so many sets, none of which is announced yet."""
    call_command("migrate", run_syncdb=True, verbosity=0)
    if not User.objects.exists():
        make_member("Ed", Role.EDITOR, Organization.objects.get())
    day = timezone.now().date() + timedelta(days=30)
    event = make_event(first_day=day, last_day=day + timedelta(days=1), reveal_mode=True)
    rooms = [make_venue(f"{event.pk}, room {number}") for number in range(ceil(count / A_ROOM))]
    bands = [make_band(f"{event.pk}, band {number}") for number in range(count // 2)]
    new = [
        NewSet(
            bands[0] if number < OF_THE_BAND else bands[number // 2],
            day,
            rooms[number // A_ROOM],
            Slot(400 + number % A_ROOM * 35, 430 + number % A_ROOM * 35),
        )
        for number in range(count)
    ]
    lineup.add(event, new, by=None)
    editions.publish(event, by=None, even_if_empty=True)
    return {}


def latest() -> Event:
    return Event.objects.select_related("organization").latest("pk")


def sets(event: Event) -> list[Performance]:
    return list(event.performances.select_related("event", "band", "venue").order_by("pk"))


def follow(count: int) -> Figures:
    """Let so many people, and nobody else, follow the band."""
    Subscriber.objects.all().delete()
    Told.objects.all().delete()
    event, now = latest(), timezone.now()
    people = [
        Subscriber(
            organization=event.organization,
            email=email,
            lookup=email,
            recipient=recipient_key(email),
            confirmed=now,
        )
        for email in (f"fan{number}@example.org" for number in range(count))
    ]
    Subscriber.objects.bulk_create(people, AT_ONCE)
    band = sets(event)[0].band
    Follow.objects.bulk_create(
        [Follow(subscriber=one, band=band, confirmed=now, collected_at=now) for one in people],
        AT_ONCE,
    )
    return {}


def announce(count: int) -> Figures:
    """Announce all sets by the organizer's form."""
    event = latest()
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get())
    page = f"/manage/events/{event.slug}/lineup/bulk/"
    marks = " ".join(f"{row.public_id}:{row.version}" for row in sets(event))
    client.get(f"/manage/events/{event.slug}/lineup/")
    with Measured() as measured:
        answer = client.post(page, {"verb": "announce", "sets": marks, "apply": "1"})
    if answer.status_code != 302:
        raise RuntimeError(answer.content.decode())
    return measured.figures


def look(count: int) -> Figures:
    """Look at the schedule, made anew each time."""
    client, path = Client(HTTP_HOST="localhost"), f"/events/{latest().slug}/"
    client.get(path)
    with Measured() as measured:
        for _ in range(count):
            client.get(path)
    return measured.figures | {"seconds": measured.seconds / count}


def take_back(count: int) -> Figures:
    """Put everything back as it was before anything was announced or told."""
    lineup.unannounce(sets(latest()), by=None)
    forget()
    return {}


def forget() -> None:
    """Let nothing wait any more, and no mail be known."""
    for model in (Notice, Round, Message):
        model.objects.all().delete()
    last = ChangeSet.objects.aggregate(last=Max("pk"))["last"]
    uncollected.collect(latest().pk, up_to=last, at=timezone.now())


def collect(count: int) -> Figures:
    """Plan what is due, as the clock's task does."""
    time.sleep(2 * settings.QUIET_FOR.total_seconds())
    with Measured() as measured:
        while not collecting.collect(seconds=3600):
            pass
    mails = Message.objects.all()
    mails.update(not_before=clock.now(FAR))
    return measured.figures | {"mails": mails.count()}


def raw(count: int) -> Figures:
    """Send the bytes of one digest over one connection, as fast as smtplib can."""
    message = Message.objects.latest("pk")
    kind = kind_named(message.kind)
    if why := kind.why_not_owed(message):
        raise RuntimeError(why)
    content = letters.write(message, kind.compose(message))
    with smtplib.SMTP(settings.EMAIL.host, settings.EMAIL.port) as smtp:
        smtp.ehlo()
        began = time.perf_counter()
        for number in range(count):
            smtp.sendmail("site@example.org", [f"fan{number}@example.org"], content)
        return {"rate": count / (time.perf_counter() - began), "bytes": len(content)}


def send(count: int) -> Figures:
    """Send so many of the mails that were planned."""
    return _sent(count, lambda: delivery.run_round(Priority.BULK))


def drain(count: int) -> Figures:
    """Send them in this thread, where statements are counted."""
    return _sent(count, lambda: delivery.drain(Priority.BULK))


def _sent(count: int, work: Callable[[], object]) -> Figures:
    mails = Message.objects.filter(state=State.PLANNED).order_by("pk")
    due = list(mails.values_list("pk", flat=True)[:count])
    last = due[-1] if due else 0
    mails.filter(pk__lte=last).update(not_before=clock.now())
    sent = Message.objects.filter(state=State.SENT)
    before = sent.count()
    with Measured() as measured:
        work()
    done = sent.count() - before
    return measured.figures | {"rate": done / measured.seconds, "mails": done, "peak_kib": rss()}


def tell(count: int) -> Figures:
    """Have followers who were told so many sets; then move one that they all know of."""
    event, now = latest(), timezone.now()
    lineup.announce(sets(event), by=None)
    forget()
    follow(count // OF_THE_BAND)
    theirs = sets(event)[:OF_THE_BAND]
    owed = [
        Owed(event, row, truth.News.ANNOUNCED, truth.of_set(row, event), None) for row in theirs
    ]
    with transaction.atomic():
        for recipient in Subscriber.objects.values_list("recipient", flat=True):
            recording.write(recipient, owed, now)
    lineup.shift(theirs[:1], 1, by=None)
    return {"told": Told.objects.count()}


PARTS = {
    part.__name__: part
    for part in (prepare, follow, announce, look, take_back, collect, raw, send, drain, tell)
}
