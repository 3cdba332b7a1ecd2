"""The feed of what changed in one event: in words, and nothing of what is hidden."""

from xml.etree import ElementTree as Tree

import pytest
from django.test import Client
from time_machine import travel

from events import editions, lineup, renames
from events.lineup import NewSet
from events.models import Event, Performance
from events.times import Slot
from tests.cast import make_band, make_event, make_venue
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


def titles(client: Client) -> list[str]:
    return [entry["title"] for entry in told(client, CHANGES)]


def test_changes_are_told_in_words(vol_7, client: Client) -> None:
    book(vol_7, slot=Slot(1230), announced=True)
    lineup.shift([again()], 30, by=None)
    lineup.edit(again(), by=None, end=1320)
    lineup.edit(again(), by=None, note="Masks.")
    lineup.cancel([again()], by=None, reason="Flu.")
    lineup.restore([again()], by=None)
    renames.rename_band(again().band, "Eagle Owls", by=None)
    editions.call_off(vol_7, Event.CalledOff.POSTPONED, by=None, reason="Flood.")

    assert titles(client) == [
        "Postponed: Vol. 7 – Flood.",
        "Owls → Eagle Owls: Saturday 10 October, 21:00, Owls room",
        "Back on: Owls, Saturday 10 October, 21:00, Owls room",
        "Cancelled: Owls, Saturday 10 October, 21:00, Owls room – Flu.",
        "Owls: Masks.",
        "New end: Owls, Saturday 10 October, 21:00, Owls room, until 22:00",
        "Moved: Owls, Saturday 10 October, 20:30, Owls room "
        "→ Saturday 10 October, 21:00, Owls room",
        "New: Owls, Saturday 10 October, 20:30, Owls room",
        "Published: Vol. 7",
    ]


def test_several_at_once_are_one_entry(vol_7, client: Client) -> None:
    bands = [make_band(f"Band {number}") for number in range(3)]
    new = [NewSet(band, vol_7.first_day, announced=True) for band in bands]
    lineup.add(vol_7, new, by=None)

    newest = told(client, CHANGES)[0]

    assert newest["title"] == "3 changes"
    assert newest["summary"].split("<br>") == [
        f"New: Band {number}, Saturday 10 October, time TBA, venue TBA" for number in range(3)
    ]


def test_publishing_tells_how_many_sets(crew, client: Client) -> None:
    event = make_event()
    book(event, "Owls")
    book(event, "Rills")
    editions.publish(event, by=None)

    (entry,) = told(client, CHANGES)

    assert entry["summary"] == "Published: Vol. 7<br>With 2 sets"


def test_what_is_hidden_is_not_told(vol_7, client: Client) -> None:
    book(vol_7, "Owls", announced=True)
    before = client.get(CHANGES).content
    hidden = book(vol_7, "Hidden")
    lineup.shift([again("Hidden")], 30, by=None)
    lineup.remove([hidden_now := again("Hidden")], by=None)
    assert hidden_now.pk == hidden.pk

    assert client.get(CHANGES).content == before


def test_a_set_hidden_again_is_told_no_more(vol_7, client: Client) -> None:
    book(vol_7, "Owls", announced=True)
    lineup.shift([again()], 0, by=None)
    lineup.unannounce([again()], by=None)

    assert titles(client) == ["Published: Vol. 7"]


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "A & B", "Ow\x07ls"])
def test_names_are_only_text(vol_7, client: Client, name: str) -> None:
    new = NewSet(make_band(name), vol_7.first_day, announced=True)
    lineup.add(vol_7, [new], by=None)

    entry = told(client, CHANGES)[0]

    line = f"New: {name.replace(chr(7), '')}, Saturday 10 October, time TBA, venue TBA"
    assert entry["title"] == line
    escaped = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert entry["summary"] == escaped
