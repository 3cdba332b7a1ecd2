"""Asked again: ETag and 304, HEAD and ranges, of what programs fetch again and again."""

import pytest
from django.test import Client

from events import editions, lineup
from events.lineup import NewSet
from events.models import Event
from events.times import Slot
from tests.cast import make_band, make_event

ADDRESSES = [
    "/api/v1/schedule?event=vol-7",
    "/api/v1/events",
    "/api/v1/events/vol-7",
    "/api/v1/bands",
    "/api/v1/bands/owls",
    "/api/v1/venues",
    "/api/v1/openapi.json",
    "/events/vol-7/schedule.ics",
    "/events/vol-7/changes.atom",
    "/bands/owls/schedule.ics",
    "/feeds/events.atom",
]


@pytest.fixture
def vol_7(crew) -> Event:
    event = make_event()
    owls = make_band("Owls")
    lineup.add(event, [NewSet(owls, event.first_day, slot=Slot(1200))], by=None)
    editions.publish(event, by=None)
    return event


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_it_already_gets_no_body(vol_7, client: Client, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    other = client.get(address, headers={"If-None-Match": '"another"'})

    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert (other.status_code, other.content) == (200, first.content)
    if "/api/" in address:
        assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_has_the_headers_and_no_body(vol_7, client: Client, address: str) -> None:
    whole, head = client.get(address), client.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert {**head.headers, "X-Request-ID": ""} == {**whole.headers, "X-Request-ID": ""}


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("span", ["bytes=0-9", "bytes=-1", "bytes=9-1", "lines=1-2", "bytes=0-,1-"])
def test_whoever_asks_for_a_part_gets_the_whole(vol_7, client: Client, address, span) -> None:
    whole = client.get(address)
    part = client.get(address, headers={"Range": span, "If-Range": whole["ETag"]})

    assert (part.status_code, part.content) == (200, whole.content)


@pytest.mark.parametrize("query", ["?a=1", "?event=&page=&q=%00", "?%ff=%fe", "?" + "x" * 5000])
@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.endswith((".ics", ".atom"))])
def test_what_nobody_asked_for_changes_nothing(vol_7, client: Client, address, query) -> None:
    assert client.get(address + query).content == client.get(address).content


def test_a_change_makes_a_new_etag(vol_7, client: Client) -> None:
    told_again = [one for one in ADDRESSES if "openapi" not in one and "venues" not in one]
    before = {address: client.get(address)["ETag"] for address in ADDRESSES}

    editions.edit_facts(vol_7, by=None, name="Vol. VII")
    lineup.add(vol_7, [NewSet(make_band("Rills"), vol_7.first_day)], by=None)

    after = {address: client.get(address)["ETag"] for address in ADDRESSES}
    assert [one for one in ADDRESSES if before[one] != after[one]] == told_again


@pytest.mark.parametrize("address", [one for one in ADDRESSES if "vol-7" in one or "owls" in one])
def test_what_is_public_no_more_is_not_confirmed(vol_7, client: Client, address: str) -> None:
    etag = client.get(address)["ETag"]
    editions.unpublish(vol_7, by=None)

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 404


@pytest.mark.parametrize("slug", ["%16", "a%20b", "%C2%9A%F4%8D%AA%B1", "x" * 300, "%00", "%FF"])
def test_an_odd_address_is_only_unknown(vol_7, client: Client, slug: str) -> None:
    """Also where pages are remembered by their addresses, which a known host is needed for."""
    asked = client.get(f"/api/v1/bands/{slug}", headers={"Host": "testserver"})

    assert (asked.status_code, asked.json()["error"]) == (422, "Validation error")
