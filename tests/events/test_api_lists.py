"""The API's lists page by page, old addresses, and how much an answer asks of the database."""

import pytest
from django.conf import settings
from django.test import Client

from bands.models import Band
from events import editions
from events.models import Event
from tests.cast import make_event, make_performance

SITE = settings.SITE_URL


@pytest.fixture
def vol_7(crew) -> Event:
    return make_event(status="published")


def test_a_list_is_read_page_by_page(vol_7, client: Client, monkeypatch) -> None:
    monkeypatch.setattr("events.api.PAGE", 2)
    for number in range(5):
        make_performance(vol_7, f"Band {number}")

    address, names = "/api/v1/bands", []
    while address:
        answer = client.get(address).json()
        names.append([item["name"] for item in answer["items"]])
        address = answer["next"] and answer["next"].removeprefix(SITE)

    assert names == [["Band 0", "Band 1"], ["Band 2", "Band 3"], ["Band 4"]]
    assert client.get("/api/v1/bands?page=4").json() == {"items": [], "next": None}


def test_a_full_last_page_is_the_last(vol_7, client: Client, monkeypatch) -> None:
    monkeypatch.setattr("events.api.PAGE", 2)
    for number in range(2):
        make_performance(vol_7, f"Band {number}")

    assert client.get("/api/v1/bands").json()["next"] is None


@pytest.mark.parametrize("address", ["/api/v1/events/vol-7", "/api/v1/schedule?event=vol-7"])
def test_an_old_address_still_finds_it(vol_7, client: Client, address: str) -> None:
    editions.edit_facts(vol_7, slug="long-haul-7", by=None)

    answer = client.get(address).json()

    assert answer.get("event", answer)["slug"] == "long-haul-7"


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/api/v1/events", 2),
        ("/api/v1/events/vol-7", 2),
        ("/api/v1/bands", 2),
        ("/api/v1/bands/owls", 3),
        ("/api/v1/venues", 2),
        ("/api/v1/venues/den", 3),
    ],
)
def test_an_answer_asks_the_same_however_long_it_is(
    vol_7, client: Client, count, address, queries, django_assert_num_queries
) -> None:
    for number in range(count):
        event = make_event(f"Vol. {number}", status="archived")
        make_performance(event, "Owls", venue="Den")
        make_performance(event, f"Band {number}", venue=f"Room {number}")
    assert Band.objects.count() == count + 1

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200
