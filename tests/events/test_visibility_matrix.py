"""What is hidden is nowhere: every state of event and set, at every public address there is."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import Organization
from tests.events import matrix
from tests.events.hidden import SECRET
from tests.events.matrix import KEY, Matrix, everything
from tests.events.public_walk import Walk, everything_in, kind_of, told_at

pytestmark = pytest.mark.once

AN_ETAG = re.compile(r"'ETAG': '[^']*'")


@pytest.fixture
def tonight(crew: Organization, other_crew: Organization) -> Iterator[Matrix]:
    yield from matrix.night(crew, other_crew)


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

    assert told == []


def as_unknown(told: str) -> str:
    """Spell what the visitor typed as the other one did; an ETag is of those very bytes."""
    return AN_ETAG.sub("", told.replace(SECRET, "NONE").replace(SECRET[:3], "NON"))


def test_everything_in_an_answer_is_looked_at(tonight, client: Client) -> None:
    answer = client.get("/api/v1/events")
    answer["X-Told"] = SECRET.lower()

    assert SECRET in everything_in(answer)
