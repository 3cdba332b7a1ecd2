"""One database with every combination of an event's state, its date and a set's state.

Whatever strangers must not see holds `SECRET` in every field, the rest `OPEN`. Keys are numbers
that stand nowhere else, so that a key in any answer is found too.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count, product

from time_machine import travel

from accounts.models import Organization, Role, User
from bands.models import Band
from events import editions, lineup, previews
from events.models import Event, Performance, PreviewLink, Venue
from tests.cast import SATURDAY, make_band, make_event, make_member, make_performance, make_venue
from tests.events.hidden import OPEN, SECRET
from tests.events.public_walk import Walk
from tests.events.test_schedule import toronto

TONIGHT = toronto("21:00")
STATUSES = ("draft", "published", "archived", "cancelled", "postponed")
DAYS = {"past": date(2020, 2, 29), "tonight": SATURDAY, "future": date(2027, 2, 27)}
STATES = ("revealed", "hidden", "cancelled", "removed")
SHOWN_STATES = {"revealed", "cancelled"}
# Every key begins like this.
KEY = "765432"


@dataclass
class Matrix:
    events: dict[tuple[str, str], Event] = field(default_factory=dict)
    sets: dict[tuple[str, str, str], Performance] = field(default_factory=dict)

    def public(self) -> Iterator[tuple[Event, Performance]]:
        for (status, when, state), row in self.sets.items():
            if status != "draft" and state in SHOWN_STATES:
                yield self.events[status, when], row


def fill(crew: Organization, other: Organization) -> Matrix:
    keys = count(int(f"{KEY}000"))
    by = make_member(SECRET, Role.ADMIN, crew)
    found = Matrix()
    for status, when in product(STATUSES, DAYS):
        mark = SECRET if status == "draft" else OPEN
        event, rows = _fill_one(crew, mark, status, when, keys, by)
        found.events[status, when] = event
        found.sets |= {(status, when, state): row for state, row in rows.items()}
    _fill_one(other, f"{SECRET}theirs", "published", "tonight", keys, by)
    return found


def _fill_one(
    organization: Organization, mark: str, status: str, when: str, keys: Iterator[int], by: User
) -> tuple[Event, dict[str, Performance]]:
    event = make_event(
        f"{mark} {status} {when}",
        id=next(keys),
        organization=organization,
        first_day=DAYS[when],
        reveal_mode=True,
        city=f"{mark} city",
        ticket_url=f"https://{mark}.example.org/t",
        links={"website": f"https://{mark}.example.org/"},
        description=f"{mark} description",
        min_changeover=17,
        doors={"1": 1140},
    )
    rows = {}
    for state in STATES:
        shown = state in SHOWN_STATES or SECRET in mark
        rows[state] = _book(event, mark if shown else SECRET, f"{status} {when} {state}", keys)
    lineup.announce([rows["revealed"], rows["cancelled"]], by=by)
    rows = _again(rows)
    lineup.cancel([rows["cancelled"]], by=by, reason=f"{mark} reason")
    lineup.remove([rows["removed"]], by=by)
    _bring_about(event, mark, status, by)
    return Event.objects.get(pk=event.pk), _again(rows)


def _book(event: Event, mark: str, name: str, keys: Iterator[int]) -> Performance:
    known = {"contact": f"{SECRET} contact", "organization": event.organization}
    band = make_band(
        f"{mark} {name} band",
        id=next(keys),
        bio=f"{mark} bio",
        genres=[f"{mark} genre {name}"[:40]],
        home_town=f"{mark} town",
        links={"website": f"https://{mark}.example.org/"},
        **known,
    )
    venue = make_venue(
        f"{mark} {name} venue",
        id=next(keys),
        street=f"{mark} street",
        city=f"{mark} city",
        phone=f"{SECRET} phone",
        links={"website": f"https://{mark}.example.org/"},
        access_notes=f"{mark} notes",
        latitude=43.4,
        longitude=-80.5,
        **known,
    )
    return make_performance(event, band, id=next(keys), venue=venue, note=f"{mark} note")


def _bring_about(event: Event, mark: str, status: str, by: User) -> None:
    """Publish, change while strangers look on, then archive or call off."""
    if status == "draft":
        return
    editions.publish(event, by=by)
    shown = event.performances.select_related("event").exclude(removed_at__isnull=False)
    lineup.shift(list(shown), 5, by=by)
    if status == "archived":
        editions.archive(event, by=by)
    elif status in {"cancelled", "postponed"}:
        editions.call_off(event, Event.CalledOff(status), by=by, reason=f"{mark} reason")


def _again(rows: dict[str, Performance]) -> dict[str, Performance]:
    fresh = Performance.objects.select_related("event", "band", "venue")
    found = fresh.in_bulk([row.pk for row in rows.values()])
    return {state: found[row.pk] for state, row in rows.items()}


def night(crew: Organization, other: Organization) -> Iterator[Matrix]:
    """Fill the database on the night itself, at a clock that stands still."""
    crew.host = "testserver"
    crew.save()
    with travel(TONIGHT, tick=False):
        yield fill(crew, other)


def everything() -> Walk:
    return Walk(
        {
            "event": slugs_of(Event),
            "band": slugs_of(Band),
            "venue": slugs_of(Venue),
        },
        genre=f"{SECRET} genre",
        part=SECRET[:3],
        tokens=dead_tokens(),
    )


def some(tonight: Matrix) -> Walk:
    """The addresses that strangers know of one night, and every list."""
    shown = [
        (event.slug, row.band.slug, row.venue.slug)
        for event, row in tonight.public()
        if event.first_day == SATURDAY
    ]
    kinds = zip(("event", "band", "venue"), zip(*shown, strict=True), strict=True)
    return Walk({kind: sorted(set(slugs)) for kind, slugs in kinds}, genre=OPEN, part=OPEN)


def dead_tokens() -> tuple[str, ...]:
    """Return what is left of previews of everything: links that ended, and one cut short."""
    links = [
        PreviewLink.objects.create(event=event, expires_at=TONIGHT)
        for event in Event.objects.order_by("pk")
    ]
    tokens = [previews.token_of(link) for link in links]
    revoked = PreviewLink(event=links[0].event)
    return (*tokens, previews.token_of(revoked), tokens[0][:-1], links[0].code)


def slugs_of(model: type[Event | Band | Venue]) -> list[str]:
    return list(model.objects.order_by("-pk").values_list("slug", flat=True))
