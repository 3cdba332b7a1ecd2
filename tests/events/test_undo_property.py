"""Whatever was done: taking everything back, newest first, gives the first state again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given, note
from hypothesis import strategies as st

from bands.models import Band
from events import editions, lineup, renames
from events.act import Refused
from events.ledger import FIELDS, Kind, values_of
from events.models import ChangeSet, Event, Performance, Venue
from events.times import Slot
from events.undo import undo
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue

Step = tuple[str, int, int, int]
NAMES = ["The Rills", "THE RILLS", "Ø", "Ñandú (Tribute)"]

VERBS = (
    *("add", "edit", "move", "shift", "cancel", "restore", "announce", "unannounce", "remove"),
    *("undo", "publish", "unpublish", "archive", "unarchive", "dates", "zone", "turn", "reveal"),
    *("call_off", "facts", "rename_band", "rename_venue"),
)
NUMBERS = st.integers(0, 11)
steps = st.lists(st.tuples(st.sampled_from(VERBS), NUMBERS, NUMBERS, NUMBERS), max_size=14)


@contextmanager
def rolled_back() -> Iterator[None]:
    """Leave no trace, so that every example begins with the same database."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def state() -> dict[str, object]:
    """Everything a person could see: live rows without version, revision and ledger."""
    return {
        "events": {row.pk: values_of(row, Kind.EVENT) for row in Event.objects.all()},
        "sets": {row.pk: values_of(row, Kind.PERFORMANCE) for row in Performance.objects.live()},
        "bands": dict(Band.objects.values_list("pk", "name")),
        "venues": dict(Venue.objects.values_list("pk", "name")),
    }


class Crawl:
    """Two events of one organization, and a hand that does what the steps say."""

    def __init__(self) -> None:
        self.venues = [make_venue("Room 47"), make_venue("Duchess Café")]
        self.bands = [make_band(name) for name in ("The Rills", "Ø", "PJ Thornhill")]
        self.events = [make_event("Vol. 7"), make_event("Vol. 8")]
        for event in self.events:
            make_performance(event, "The Rills", venue="Room 47", start="20:30", end="21:00")
            make_performance(event, "Ø", start=None)
        editions.publish(self.events[1], by=None)

    def do(self, step: Step) -> ChangeSet | None:
        name, a, b, c = step
        event = Event.objects.get(pk=self.events[a % 2].pk)
        live = list(event.performances.live().order_by("pk"))
        some = live[b % max(len(live), 1) :][: 1 + c % 3]
        handlers: dict[str, Callable[[], ChangeSet | None]] = {
            "add": lambda: lineup.add(event, [self.new(event, b, c)], by=None),
            "edit": lambda: lineup.edit(some[0], by=None, **self.slot(b, c), note=f"note {c}"),
            "move": lambda: lineup.move(some, by=None, venue=self.venues[c % 2]),
            "shift": lambda: lineup.shift(some, (c - 5) * 25, by=None),
            "cancel": lambda: lineup.cancel(some, by=None, reason="ill" * (c % 2)),
            "restore": lambda: lineup.restore(some, by=None, even_if_taken=bool(c % 2)),
            "announce": lambda: lineup.announce(some, by=None),
            "unannounce": lambda: lineup.unannounce(some, by=None),
            "remove": lambda: lineup.remove(some, by=None),
            "undo": lambda: undo(ChangeSet.objects.order_by("-pk")[b % 4], by=None),
            "publish": lambda: editions.publish(event, by=None, even_if_empty=True),
            "unpublish": lambda: editions.unpublish(event, by=None),
            "archive": lambda: editions.archive(event, by=None),
            "unarchive": lambda: editions.unarchive(event, by=None),
            "dates": lambda: editions.change_dates(
                event, self.day(b), self.day(b + c % 3), by=None
            ),
            "zone": lambda: editions.change_zone(
                event, f"Europe/{'London' if b % 2 else 'Rome'}", by=None
            ),
            "turn": lambda: editions.change_day_turn(event, b * 60, by=None),
            "reveal": lambda: editions.set_reveal_mode(event, on=bool(b % 2), by=None),
            "call_off": lambda: editions.call_off(event, list(Event.CalledOff)[b % 3], by=None),
            "facts": lambda: editions.edit_facts(
                event, by=None, name=f"Vol. {b}", doors={"1": 1140}
            ),
            "rename_band": lambda: renames.rename_band(self.bands[b % 3], NAMES[c % 4], by=None),
            "rename_venue": lambda: renames.rename_venue(self.venues[b % 2], NAMES[c % 4], by=None),
        }
        try:
            return handlers[name]()
        except (Refused, ValidationError, IndexError) as error:
            note(f"{step}: {error}")
            return None

    def new(self, event: Event, b: int, c: int) -> lineup.NewSet:
        slot = self.slot(b, c)
        return lineup.NewSet(
            self.bands[c % 3],
            event.first_day,
            self.venues[b % 2],
            Slot(slot["start"], slot["end"]),
            announced=bool(b % 2),
        )

    def slot(self, b: int, c: int) -> dict[str, int]:
        return {"start": 1080 + b * 60, "end": 1110 + b * 60 + c}

    def day(self, number: int) -> date:
        return SATURDAY + timedelta(days=number)


@pytest.mark.django_db
@given(steps=steps)
def test_undoing_everything_newest_first_gives_back_the_first_state(steps: list[Step]) -> None:
    with rolled_back():
        crawl = Crawl()
        first = state()

        done = [written for step in steps if (written := crawl.do(step))]
        for written in reversed(done):
            undo(written, by=None)

        assert state() == first


@pytest.mark.django_db
def test_the_ledger_keeps_every_field_a_verb_can_change() -> None:
    kept_elsewhere = {"id", "public_id", "event", "version", "created", "updated"}
    fields = {field.name for field in Performance._meta.concrete_fields}

    assert {
        name.removesuffix("_id") for name in FIELDS[Kind.PERFORMANCE]
    } == fields - kept_elsewhere
