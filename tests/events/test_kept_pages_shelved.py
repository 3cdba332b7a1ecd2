"""In an outage every process shows the newest page that any of them made, and none that went."""

import pytest
from django.test import Client
from time_machine import travel

from bands.models import Band
from events.models import Event
from settimes.pages.store import store
from tests.events import cached
from tests.events.cached import broken_database
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.usefixtures("keeping_pages")
URL = "/events/vol-7/"


@pytest.fixture
def clock(crew):
    cached.fill()
    with travel(toronto("20:40"), tick=False) as clock:
        yield clock


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False, headers={"Host": "testserver"})


def test_another_process_has_it_too_but_for_choices(clock, client: Client) -> None:
    for address in (URL, f"{URL}?day=1"):
        client.get(address)
    clock.shift(31)
    store.clear()

    with broken_database():
        statuses = [client.get(address).status_code for address in (URL, f"{URL}?day=1")]

    assert statuses == [200, 500]


@pytest.mark.parametrize("query", ["", "?day=1"])
def test_no_process_brings_back_what_another_saw_go(clock, client: Client, query: str) -> None:
    client.get(URL)
    client.get(URL + query)
    mine = dict(store.pages)
    Event.objects.update(status="draft")
    clock.shift(31)
    client.get(URL)

    store.pages.update(mine)  # as in a process that was not asked since
    with broken_database():
        shown = client.get(URL + query)

    assert shown.status_code == 500


def test_the_newest_page_of_all_processes_stands_in(clock, client: Client) -> None:
    client.get(URL)
    mine = dict(store.pages)
    Band.objects.update(name="Renamed")
    clock.shift(31)
    client.get(URL)

    store.pages.update(mine)
    with broken_database():
        clock.shift(31)
        shown = client.get(URL)

    assert (shown.status_code, b"Renamed" in shown.content) == (200, True)
