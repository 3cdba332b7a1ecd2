"""What is hidden is nowhere: every state of event and set, at every public address there is."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from time_machine import travel

from accounts.models import Organization
from bands.models import Band
from events import editions, lineup, renames
from events.lineup import NewSet
from events.models import Event, Performance, Venue
from events.times import Slot
from tests.cast import SATURDAY, make_band, make_event, make_venue
from tests.events import matrix
from tests.events.hidden import OPEN, SECRET
from tests.events.matrix import KEY, TONIGHT, Matrix
from tests.events.public_walk import Walk, everything_in, kind_of, told_at

pytestmark = pytest.mark.once

# Answers that hold a token of the visitor's own.
NEVER_THE_SAME = {"/accounts/login/"}
AN_ETAG = re.compile(r"'ETAG': '[^']*'")
A_PUBLIC_SET = re.compile(rf"{OPEN}[ -]\w+[ -]\w+[ -](REVEALED|CANCELLED)")


@pytest.fixture
def tonight(crew: Organization, other_crew: Organization) -> Iterator[Matrix]:
    crew.host = "testserver"
    crew.save()
    with travel(TONIGHT, tick=False):
        yield matrix.fill(crew, other_crew)


def everything() -> Walk:
    return Walk(
        {
            "event": slugs_of(Event),
            "band": slugs_of(Band),
            "venue": slugs_of(Venue),
        },
        genre=f"{SECRET} genre",
        part=SECRET[:3],
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


def slugs_of(model: type[Event | Band | Venue]) -> list[str]:
    return list(model.objects.order_by("-pk").values_list("slug", flat=True))


def without_the_question(address: str, told: str) -> str:
    """Take out what the visitor typed, which a page may repeat: it tells nobody anything."""
    path, _, query = address.partition("?")
    for typed in (query.partition("=")[2], path.strip("/").split("/")[-1]):
        told = told.replace(typed.upper(), "") if SECRET in typed.upper() else told
    return told


def test_no_public_address_tells_what_is_hidden(tonight, client: Client) -> None:
    asked = everything().addresses()

    answers = {address: told_at(client, address) for address in asked}

    assert [one for one in asked if SECRET in without_the_question(one, answers[one])] == []
    assert [one for one in asked if KEY in answers[one]] == []
    assert [one for one in asked if answers[one].startswith("500")] == []


def test_the_walk_meets_every_kind_of_address(tonight) -> None:
    asked = everything().addresses()

    assert len(asked) == len(set(asked))
    assert {
        "/",
        "/api/v1/schedule?event=wvj3-archived-past",
        "/events/zqx7-draft-future/schedule.ics",
        "/bands/zqx7-published-tonight-hidden-band/",
        "/venues/wvj3-postponed-past-revealed-venue/",
        "/api/v1/bands/zqx7-draft-past-revealed-band",
        "/sitemap.xml",
    } <= set(asked)
    with pytest.raises(AssertionError, match="Teach"):
        kind_of("/picks/<slug:slug>/")


def test_every_public_set_is_told_of_wherever_it_should_be(tonight, client: Client) -> None:
    surfaces = [
        "/events/{event}/",
        "/events/{event}/schedule.ics",
        "/events/{event}/changes.atom",
        "/api/v1/schedule?event={event}",
        "/bands/{band}/",
        "/bands/{band}/schedule.ics",
        "/api/v1/bands/{band}",
        "/venues/{venue}/",
        "/api/v1/venues/{venue}",
        "/bands/?q={band}",
        "/api/v1/bands",
        "/api/v1/venues",
    ]
    answers: dict[str, str] = {}
    silent = []
    for event, row in tonight.public():
        slugs = {"event": event.slug, "band": row.band.slug, "venue": row.venue.slug}
        for address in (surface.format(**slugs) for surface in surfaces):
            if address not in answers:
                answers[address] = told_at(client, address)
            name = row.venue.name if "venue" in address else row.band.name
            if name.upper() not in answers[address]:
                silent.append(address)

    assert silent == []


def test_every_public_event_is_told_of_wherever_it_should_be(tonight, client: Client) -> None:
    public = [event for (status, _), event in tonight.events.items() if status != "draft"]
    lists = ["/events/", "/api/v1/events", "/feeds/events.atom", "/sitemap.xml"]

    answers = {address: told_at(client, address) for address in lists}

    assert [
        (address, event.slug)
        for address in lists
        for event in public
        if event.slug.upper() not in answers[address]
    ] == []


def test_a_hidden_address_answers_as_one_that_never_was(tonight, client: Client) -> None:
    hidden = {
        "event": ["zqx7-draft-past", "zqx7theirs-published-tonight"],
        "band": ["zqx7-published-tonight-hidden-band", "zqx7-draft-past-revealed-band"],
        "venue": ["zqx7-archived-past-removed-venue", "zqx7-draft-future-revealed-venue"],
    }
    unknown = {
        kind: [slug.replace("zqx7", "none") for slug in slugs] for kind, slugs in hidden.items()
    }
    asked = Walk(hidden, genre=f"{SECRET} genre", part=SECRET[:3]).addresses()
    others = Walk(unknown, genre="NONE genre", part="NON").addresses()

    told = [
        one
        for one, other in zip(asked, others, strict=True)
        if as_unknown(told_at(client, one)) != as_unknown(told_at(client, other))
    ]

    assert told == [one for one in asked if one in NEVER_THE_SAME]


def as_unknown(told: str) -> str:
    """Spell what the visitor typed as the other one did; an ETag is of those very bytes."""
    return AN_ETAG.sub("", told.replace(SECRET, "NONE").replace(SECRET[:3], "NON"))


def behind_the_curtain(tonight: Matrix, other: Organization) -> None:
    """Do everything that organizers do without any stranger noticing."""
    shown, band, venue = tonight.events["published", "tonight"], make_band("New"), make_venue("New")
    lineup.add(shown, [NewSet(band, shown.first_day, venue, Slot(1260))], by=None)
    new = Performance.objects.select_related("event").get(band=band)
    for act in (
        lambda row: lineup.shift([row], 30, by=None),
        lambda row: lineup.cancel([row], by=None, reason="Flu."),
        lambda row: lineup.restore([row], by=None),
        lambda row: lineup.remove([row], by=None),
    ):
        act(Performance.objects.select_related("event").get(pk=new.pk))
    hidden = tonight.sets["published", "tonight", "hidden"]
    lineup.edit(hidden, by=None, note="Secret.", end=1320)
    renames.rename_band(hidden.band, "Renamed", by=None)
    renames.rename_venue(hidden.venue, "Renamed", by=None)
    editions.edit_facts(shown, by=None, min_changeover=30)
    draft = make_event("Another draft", first_day=shown.first_day)
    lineup.add(
        draft,
        [NewSet(tonight.sets["published", "past", "revealed"].band, draft.first_day)],
        by=None,
    )
    editions.edit_facts(draft, by=None, name="A draft", slug="a-draft")
    editions.publish(make_event("Theirs too", organization=other), by=None, even_if_empty=True)
    seen = tonight.sets["published", "tonight", "revealed"]
    Band.objects.filter(pk=seen.band_id).update(contact="Somebody else")
    Venue.objects.filter(pk=seen.venue_id).update(contact="Somebody else", phone="5")


def test_what_happens_behind_the_curtain_changes_no_byte(
    tonight, other_crew, client: Client
) -> None:
    asked = some(tonight).addresses()
    before = {address: told_at(client, address) for address in asked}
    again = {address: told_at(client, address) for address in asked if "?" not in address}

    behind_the_curtain(tonight, other_crew)
    after = {address: told_at(client, address) for address in asked}

    assert {one for one, answer in again.items() if answer != before[one]} == NEVER_THE_SAME
    assert {one for one in asked if before[one] != after[one]} == NEVER_THE_SAME


def test_what_is_taken_back_is_told_no_more(tonight, client: Client) -> None:
    for (status, when), event in tonight.events.items():
        if status == "archived":
            editions.unarchive(event, by=None)
        if status != "draft" and when != "tonight":
            editions.unpublish(event, by=None)
    for event, row in tonight.public():
        if event.first_day == SATURDAY:
            act = lineup.remove if event.called_off == "no" else lineup.unannounce
            act([Performance.objects.select_related("event").get(pk=row.pk)], by=None)
    asked = [one for one in everything().addresses() if "?" not in one or "/api/" in one]
    assert len(asked) > 500

    told = [
        address
        for address in asked
        for answer in [told_at(client, address)]
        if A_PUBLIC_SET.search(answer.replace(address.upper(), ""))
    ]

    assert told == []


def test_everything_in_an_answer_is_looked_at(tonight, client: Client) -> None:
    answer = client.get("/api/v1/events")
    answer["X-Told"] = SECRET.lower()

    assert SECRET in everything_in(answer)
