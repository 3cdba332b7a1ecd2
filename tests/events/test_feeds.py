"""The feeds: events that became public, and what changed in one, as a feed reader reads them."""

import re
from xml.etree import ElementTree as Tree

import pytest
from django.conf import settings
from django.test import Client
from time_machine import travel

from events import editions, lineup
from events.lineup import NewSet
from events.models import Event, Performance
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

EVENTS, CHANGES = "/feeds/events.atom", "/events/vol-7/changes.atom"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: Client, address: str) -> Tree.Element:
    return Tree.fromstring(client.get(address).content)  # noqa: S314


def told(client: Client, address: str) -> list[dict[str, str]]:
    """Return what each entry says, by element; its link is its address."""
    return [
        {
            part.tag.removeprefix(ATOM): part.text or part.get("href") or "".join(part.itertext())
            for part in entry
        }
        for entry in read(client, address).findall(f"{ATOM}entry")
    ]


@pytest.fixture
def vol_7(crew) -> Event:
    event = make_event(reveal_mode=True, city="Waterloo")
    with travel(toronto("10:00"), tick=False):
        editions.publish(event, by=None, even_if_empty=True)
    return Event.objects.get()


def book(event: Event, name: str = "Owls", **fields) -> Performance:
    new = NewSet(make_band(name), event.first_day, make_venue(f"{name} room"), **fields)
    lineup.add(event, [new], by=None)
    return again(name)


def again(name: str = "Owls") -> Performance:
    return Performance.objects.select_related("event").get(band__name=name)


def test_an_event_is_told_when_it_becomes_public(vol_7, client: Client) -> None:
    make_event("Draft")

    answer = client.get(EVENTS)
    (entry,) = told(client, EVENTS)

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert entry.pop("id").startswith("urn:uuid:")
    assert entry == {
        "title": "Vol. 7",
        "link": f"{settings.SITE_URL}/events/vol-7/",
        "published": "2026-10-10T14:00:00+00:00",
        "updated": "2026-10-10T14:00:00+00:00",
        "author": vol_7.organization.name,
        "summary": "Saturday 10 October 2026<br>Waterloo",
    }


def test_an_events_entry_stays_the_same_one(vol_7, client: Client) -> None:
    (before,) = told(client, EVENTS)
    with travel(toronto("12:00"), tick=False):
        editions.edit_facts(vol_7, by=None, name="Vol. VII", slug="vol-vii")
    with travel(toronto("13:00"), tick=False):
        editions.set_reveal_mode(Event.objects.get(), on=False, by=None)
    (after,) = told(client, EVENTS)

    assert (after["id"], after["published"]) == (before["id"], before["published"])
    assert (after["title"], after["updated"]) == ("Vol. VII", "2026-10-10T16:00:00+00:00")


def test_the_latest_public_event_comes_first(vol_7, client: Client) -> None:
    for name in ("Vol. 9", "Vol. 8"):
        editions.publish(make_event(name), by=None, even_if_empty=True)

    assert [entry["title"] for entry in told(client, EVENTS)] == ["Vol. 8", "Vol. 9", "Vol. 7"]


def test_an_empty_feed_has_a_date_that_stays(crew, client: Client) -> None:
    assert read(client, EVENTS).findtext(f"{ATOM}updated") == crew.created.isoformat()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [(EVENTS, 3), (CHANGES, 4)])
def test_a_feed_asks_the_same_however_long_it_is(
    vol_7, client: Client, count, address, queries, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(vol_7, f"Band {number}", announced_at=toronto("9:00"))
        make_event(f"Vol. {number}", status="archived")

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("from_page", "kind", "address"),
    [
        ("/events/vol-7/", "text/calendar", "/events/vol-7/schedule.ics"),
        ("/events/vol-7/", "application/atom+xml", CHANGES),
        ("/events/", "application/atom+xml", EVENTS),
        ("/bands/owls/", "text/calendar", "/bands/owls/schedule.ics"),
    ],
)
def test_pages_lead_to_what_can_be_subscribed_to(vol_7, client, from_page, kind, address) -> None:
    book(vol_7, "Owls", announced=True)

    with travel(toronto("12:00"), tick=False):
        html = client.get(from_page).content.decode()

    (link,) = re.findall(rf'<link rel="alternate" type="{re.escape(kind)}"[^>]*>', html)
    assert f'href="{address}"' in link
    assert f'<a class="btn is-quiet" href="{address}">' in html
    assert client.get(address).status_code == 200
