"""Markup in any field stays text: no page gets an element or attribute by what somebody typed."""

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from accounts.models import Organization
from bands.models import LONGEST_GENRE, Band
from events.models import Venue
from tests.bands.test_prose import HARMFUL
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto
from tests.html import Page

TEMPLATES = ["{{ 7 }}{% now 'Y' %}", "${7*7}<%= 7 %>", "'\"}]}--></script>", "\u2028\u202e</title>"]
PAGES = [
    *("/", "/events/", "/events/vol-7/?view=venue", "/events/old/recap/"),
    *("/bands/", "/bands/it/", "/venues/", "/venues/it/", "/sitemap.xml"),
]
Structure = list[tuple[str, list[str]]]


def fill(crew: Organization, typed: str) -> None:
    """Have everything that can be typed say `typed`; a bio may have markup, so it says nothing."""
    facts = {"organization": crew, "name": typed, "slug": "it", "contact": typed}
    band = Band.objects.create(**facts, genres=[typed[:LONGEST_GENRE]], home_town=typed)
    parts = ("street", "city", "region", "postal_code", "country", "access_notes")
    venue = Venue.objects.create(**facts, **dict.fromkeys(parts, typed), phone=typed[:40])
    texts = {"city": typed, "description": typed.replace("\u2028", " ")}
    shown = make_event(typed, slug="vol-7", status="published", **texts)
    old = make_event(typed, slug="old", status="archived", first_day=SATURDAY.replace(year=2025))
    was = {"day": SATURDAY.isoformat(), "start": 1260, "venue": venue.pk}
    make_performance(shown, band, venue=venue, start="20:30", end="21:00", note=typed)
    make_performance(shown, band, note=typed, first_public=was)
    gone = {"cancelled_at": timezone.now(), "cancel_reason": typed}
    make_performance(shown, band, venue=venue, start="23:00", **gone)
    make_performance(old, band, venue=venue)


def structure(client: Client, path: str) -> Structure:
    with travel(toronto("20:40"), tick=False):
        response = client.get(path)
    assert response.status_code == 200
    page = Page(response.content.decode())
    return [(tag, sorted(attributes)) for tag, attributes in page.elements]


@pytest.fixture
def expected(crew, client: Client) -> dict[str, Structure]:
    """How the pages are built where nobody typed anything odd."""
    fill(crew, "harmless words, long enough for a line")
    found = {path: structure(client, path) for path in PAGES}
    crew.events.all().delete()
    crew.bands.all().delete()
    crew.venues.all().delete()
    return found


@pytest.mark.parametrize("typed", [*HARMFUL, *TEMPLATES])
def test_a_page_is_built_alike_whatever_is_typed(crew, client: Client, expected, typed) -> None:
    fill(crew, typed[:100])

    assert {path: structure(client, path) for path in PAGES} == expected


def test_a_page_built_otherwise_would_be_seen(crew, client: Client, expected) -> None:
    fill(crew, "harmless")
    Band.objects.update(bio="**One element more**")

    built = [structure(client, "/bands/it/"), expected["/bands/it/"]]

    assert [found.count(("strong", [])) for found in built] == [1, 0]
