"""Everything that organizers and fans may do, by name and two numbers; and what is then true."""

from collections import defaultdict
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from accounts.models import Organization
from bands.models import Band
from events import editions, lineup, undo
from events.act import Refused
from events.models import ChangeSet, Event, Performance
from events.times import Slot
from fans import choosing, deciding, following
from fans.models import Follow, Hold, Subscriber
from fans.proof import Origin
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.fans.reading import CALLED_OFF, POSTPONED, Word
from tests.fans.telling import make_fan

ZONE = ZoneInfo("America/Toronto")
FORM = Origin("tests")
DRAFT = "ZQX, a draft"
OF_SETS = [
    "add",
    "edit",
    "move",
    "shift",
    "room",
    "cancel",
    "restore",
    "announce",
    "hide",
    "remove",
    "swap",
]
OF_EVENTS = [
    *("publish", "unpublish", "archive", "unarchive", "reveal", "conceal"),
    *("call_off", "postpone", "go_ahead", "other_days"),
]
DECISIONS = ["hold", "let_go", "send_now", "hush", "hush"]
OF_FANS = ["follow", "unfollow", "leave", "pause", "resume"]
DEEDS = [*OF_SETS * 2, *OF_EVENTS, *OF_FANS, *["undo"] * 5]
CLOCK = ["quiet", "wait", "slow", "slow", "show day"]


class Stir:
    """Two events, eight bands of which each has one set at most at each, and four fans."""

    def __init__(self, crew: Organization) -> None:
        self.crew = crew
        self.bands = [make_band(f"Band {letter}") for letter in "ABCDEFGH"]
        self.venues = [make_venue("Room 47"), make_venue("The Cellar")]
        self.events = [
            make_event("Vol. 7"),
            make_event("Side Streets", status="published", reveal_mode=True),
        ]
        self.event_names = {event.name for event in self.events}
        # No band comes to an event a second time, so that its name there means one set.
        self.newcomers = {event.pk: self.bands[3:] for event in self.events}
        # Which bands ever played a set.
        self.bands_of: dict[int, set[str]] = defaultdict(set)
        for event in self.events:
            for number, band in enumerate(self.bands[:3]):
                start = f"{20 + number}:00"
                make_performance(event, band, venue=self.venues[0], start=start)
        rows = self.events[0].performances
        rows.filter(band=self.bands[2]).update(cancelled_at=datetime.now(UTC))
        make_performance(make_event(DRAFT), self.bands[0])
        make_fan("fay@example.org", *self.bands[:6])
        gus = make_fan("gus@example.org", *self.bands[::3])
        Follow.objects.create(subscriber=gus, band=self.bands[1])  # not confirmed
        make_fan("lou@example.org")
        kim = make_fan("kim@example.org", self.bands[0])
        Follow.objects.filter(subscriber=kim).update(confirmed=None)
        Subscriber.objects.filter(pk=kim.pk).update(confirmed=None)
        self.note_bands()
        self.fans = list(Subscriber.objects.exclude(pk=kim.pk).order_by("pk"))

    def do(self, name: str, one: int, other: int) -> None:
        """Do it, if it can be done as things are."""
        with suppress(Refused, ValidationError):
            getattr(self, name)(one, other)
        self.note_bands()

    def note_bands(self) -> None:
        for pk, band in Performance.objects.values_list("pk", "band__name"):
            self.bands_of[pk].add(band)

    def event(self, number: int) -> Event:
        return Event.objects.get(pk=self.events[number % 2].pk)

    def some(self, one: int, other: int) -> list[Performance]:
        """Return one set, or two."""
        rows = list(self.event(one).performances.live().order_by("pk"))
        first = other % (len(rows) or 1)
        return rows[first : first + 1 + one // 4]

    # what is done to sets

    def add(self, one: int, other: int) -> None:
        event = self.event(one)
        if band := self.newcomer(event):
            new = lineup.NewSet(band, event.first_day, self.venues[0], Slot(1200 + 5 * other))
            lineup.add(event, [new], by=None)

    def swap(self, one: int, other: int) -> None:
        for row in self.some(one, other)[:1]:
            if band := self.newcomer(row.event):
                lineup.edit(row, band=band, by=None)

    def newcomer(self, event: Event) -> Band | None:
        left = self.newcomers[event.pk]
        self.newcomers[event.pk] = left[1:]
        return left[0] if left else None

    def edit(self, one: int, other: int) -> None:
        for row in self.some(one, other)[:1]:
            lineup.edit(row, start=None, end=None, note="Acoustic.", by=None)

    def move(self, one: int, other: int) -> None:
        lineup.move(self.some(one, other), slot=Slot(1200 + 45 * one), by=None)

    def shift(self, one: int, other: int) -> None:
        lineup.shift(self.some(one, other), 10 if other % 2 else -20, by=None)

    def room(self, one: int, other: int) -> None:
        lineup.move(self.some(one, other), venue=self.venues[other % 2], by=None)

    def cancel(self, one: int, other: int) -> None:
        lineup.cancel(self.some(one, other), reason="Ill.", by=None)

    def restore(self, one: int, other: int) -> None:
        lineup.restore(self.some(one, other), even_if_taken=True, by=None)

    def announce(self, one: int, other: int) -> None:
        lineup.announce(self.some(one, other), by=None)

    def hide(self, one: int, other: int) -> None:
        lineup.unannounce(self.some(one, other), by=None)

    def remove(self, one: int, other: int) -> None:
        lineup.remove(self.some(one, other), by=None)

    # to events

    def publish(self, one: int, other: int) -> None:
        editions.publish(self.event(one), even_if_empty=True, by=None)

    def unpublish(self, one: int, other: int) -> None:
        editions.unpublish(self.event(one), by=None)

    def archive(self, one: int, other: int) -> None:
        editions.archive(self.event(one), by=None)

    def unarchive(self, one: int, other: int) -> None:
        editions.unarchive(self.event(one), by=None)

    def reveal(self, one: int, other: int) -> None:
        editions.set_reveal_mode(self.event(one), on=False, by=None)

    def conceal(self, one: int, other: int) -> None:
        editions.set_reveal_mode(self.event(one), on=True, by=None)

    def call_off(self, one: int, other: int) -> None:
        editions.call_off(self.event(one), Event.CalledOff.CANCELLED, by=None)

    def postpone(self, one: int, other: int) -> None:
        to = self.event(one).first_day + timedelta(days=7) if other % 2 else None
        editions.postpone(self.event(one), to=to, by=None)

    def go_ahead(self, one: int, other: int) -> None:
        editions.go_ahead(self.event(one), by=None)

    def other_days(self, one: int, other: int) -> None:
        day = SATURDAY + timedelta(days=other % 3)
        editions.change_dates(self.event(one), day, day, by=None)

    def hold(self, one: int, other: int) -> None:
        deciding.hold(self.event(one), by=None)

    def let_go(self, one: int, other: int) -> None:
        deciding.let_go(self.event(one), by=None)

    def send_now(self, one: int, other: int) -> None:
        deciding.send_now(self.event(one), by=None)

    def hush(self, one: int, other: int) -> bool:
        return deciding.tell_nobody(self.event(one), reason="A typo.", by=None)

    def undo(self, one: int, other: int) -> None:
        acts = list(ChangeSet.objects.order_by("-pk")[:5])
        if acts:
            undo.undo(acts[other % len(acts)], by=None)

    # by fans

    def follow(self, one: int, other: int) -> None:
        fan, now = self.fans[one % 3], datetime.now(UTC)
        Subscriber.objects.filter(pk=fan.pk, confirmed=None).update(confirmed=now)
        row = Follow(subscriber=fan, band=self.bands[other], confirmed=now)
        Follow.objects.bulk_create([row], ignore_conflicts=True)

    def unfollow(self, one: int, other: int) -> None:
        following.unfollow(self.fans[one % 3], self.bands[other], FORM)

    def leave(self, one: int, other: int) -> None:
        following.leave(self.fans[one % 3], FORM)

    def pause(self, one: int, other: int) -> None:
        today = datetime.now(ZONE).date()
        choosing.pause(self.fans[one % 3], today + timedelta(days=1 + other))

    def resume(self, one: int, other: int) -> None:
        choosing.pause(self.fans[one % 3], None)

    # and what is then true

    def reached(self) -> set[str]:
        """Return who may get mail."""
        today = datetime.now(ZONE).date()
        rows = Subscriber.objects.exclude(confirmed=None)
        return {row.email for row in rows if not row.paused_until or row.paused_until <= today}

    def confirmed(self) -> set[str]:
        return set(Subscriber.objects.exclude(confirmed=None).values_list("email", flat=True))

    def follows(self, fan: str) -> set[str]:
        rows = Follow.objects.filter(subscriber__email=fan).exclude(confirmed=None)
        return set(rows.values_list("band__name", flat=True))

    def off(self, event: str) -> str | None:
        how = Event.objects.get(name=event).called_off
        return {"cancelled": CALLED_OFF, "postponed": POSTPONED}.get(how)

    def is_held(self, event: str) -> bool:
        return Hold.objects.filter(event__name=event).exists()

    def is_concluded(self, event: str) -> bool:
        return Event.objects.get(name=event).status == "archived"

    def row(self, event: str, band: str) -> Performance:
        """Return the set of a band that plays there now."""
        return Performance.objects.get(event__name=event, band__name=band)

    def is_to_come(self, event: str, band: str) -> bool:
        """Say whether the sets that a band ever had there are not over, if the event is public."""
        rows = Performance.objects.filter(event__name=event).exclude(event__status="draft")
        once = [row for row in rows if band in self.bands_of[row.pk]]
        return bool(once) and not any(is_over(row) for row in once)

    def truth(self) -> dict[tuple[str, str], Word]:
        """Return every set that is public and not over, with its state and its place."""
        rows = Performance.objects.exclude(event__status="draft").filter(removed_at=None)
        return {
            (row.event.name, row.band.name): (
                "cancelled" if row.cancelled_at else "on",
                place(row),
            )
            for row in rows.select_related("event", "band", "venue")
            if (row.announced_at or not row.event.reveal_mode) and not is_over(row)
        }


def place(row: Performance) -> tuple[str, str, str]:
    clock = "time to be announced"
    if row.start is not None:
        clock = f"{row.start // 60 % 24:02}:{row.start % 60:02}"
        clock += " (after midnight)" if row.start >= 24 * 60 else ""
    venue = row.venue.name if row.venue else "venue to be announced"
    return f"{row.day:%A} {row.day.day} {row.day:%B}", clock, venue


def is_over(row: Performance) -> bool:
    midnight = datetime(row.day.year, row.day.month, row.day.day, tzinfo=ZONE)
    end = 30 * 60 if row.start is None else row.end or row.start + 60
    return datetime.now(UTC) >= midnight + timedelta(minutes=end)
