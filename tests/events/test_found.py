"""How pages are found and shared: one address each, and a list of them all."""

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django.asserts import assertContains

from tests.cast import make_band, make_event, make_performance, make_venue
from tests.html import Page

SITE = "http://localhost:8000"
# Each public page, and the one address it has for whoever links to it.
CANONICAL = {
    "/": "/events/vol-7/",
    "/events/vol-7/": "/events/vol-7/",
    "/events/vol-7/?view=venue&day=1": "/events/vol-7/",
    "/events/": "/events/",
    "/events/?utm_source=poster": "/events/",
    "/bands/": "/bands/",
    "/bands/?q=rills": "/bands/",
    "/bands/the-rills/": "/bands/the-rills/",
    "/bands/the-rills/?ref=evil.example.org": "/bands/the-rills/",
    "/venues/": "/venues/",
    "/venues/room-47/": "/venues/room-47/",
}


@pytest.fixture(autouse=True)
def booked(crew):
    far = {"first_day": "2999-10-10", "last_day": "2999-10-10"}
    event = make_event(status="published", city="Waterloo", **far)
    band = make_band(bio="Two *guitars*.")
    return make_performance(event, band, venue=make_venue(street="47 King St"), day="2999-10-10")


def head(client: Client, address: str) -> dict[str, list[str | None]]:
    """Return the head's metas by name, and its canonical addresses."""
    page = Page(client.get(address).content.decode())
    found: dict[str, list[str | None]] = {
        "canonical": [link["href"] for link in page.all("link") if link["rel"] == "canonical"]
    }
    for meta in page.all("meta"):
        name = meta.get("property") or meta.get("name") or ""
        found.setdefault(name, []).append(meta.get("content"))
    return found


@pytest.mark.parametrize(("address", "canonical"), CANONICAL.items())
def test_a_page_has_one_address(client: Client, address: str, canonical: str) -> None:
    found = head(client, address)

    assert found["canonical"] == found["og:url"] == [SITE + canonical]


@pytest.mark.parametrize(
    ("address", "title", "gist"),
    [
        ("/", "Vol. 7", "Vol. 7, Thursday 10 October 2999, Waterloo: who plays when and where."),
        ("/bands/the-rills/", "The Rills", "Two guitars."),
        ("/venues/room-47/", "Room 47", "Room 47, 47 King St: who plays there and when."),
        ("/bands/", "Bands", "Every band of Our crawl, from A to Z."),
        ("/events/", "All editions", "Every edition of Our crawl, and who played."),
    ],
)
def test_a_shared_link_says_what_it_is(client: Client, address, title, gist) -> None:
    found = head(client, address)

    assert (found["og:title"], found["og:description"]) == ([title], [gist])
    assert (found["description"], found["og:site_name"]) == ([gist], ["Our crawl"])


def test_a_band_that_says_nothing_is_told_by_its_facts(client: Client, booked) -> None:
    make_performance(booked.event, make_band("Owls", genres=["ska"], home_town="Guelph"))

    assert head(client, "/bands/owls/")["description"] == [
        "Owls · ska · Guelph: when and where they play."
    ]


def test_links_are_made_of_the_organizations_own_host(client: Client, crew) -> None:
    crew.host = "testserver"
    crew.save()

    assert head(client, "/bands/")["canonical"] == ["http://testserver/bands/"]
    assertContains(client.get("/robots.txt"), "Sitemap: http://testserver/sitemap.xml\n")


def listed(client: Client) -> list[str | None]:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    return [found.text for found in ET.fromstring(answer.content).iter() if "loc" in found.tag]  # noqa: S314 - ours


def test_the_sitemap_names_every_public_page_and_no_other(client: Client) -> None:
    make_performance(make_event("Draft"), "Hidden", venue="Hidden")
    make_band("Nowhere")
    make_event("Archived", status="archived")

    paths = ["/events/", "/bands/", "/venues/", "/events/vol-7/"]
    paths += [
        "/events/archived/",
        "/events/archived/recap/",
        "/bands/the-rills/",
        "/venues/room-47/",
    ]
    assert listed(client) == [SITE + path for path in paths]


def test_every_address_of_the_sitemap_opens(client: Client) -> None:
    answers = [client.get((address or "").removeprefix(SITE)) for address in listed(client)]

    assert [answer.status_code for answer in answers] == [200] * 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_sitemap_asks_the_same_however_long_it_is(
    booked, client: Client, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(booked.event, f"Band {number}", venue=f"Room {number}")

    with django_assert_num_queries(5):
        client.get("/sitemap.xml")


def test_robots_are_told_what_is_not_for_them(client: Client) -> None:
    answer = client.get("/robots.txt")

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /accounts/",
        "Disallow: /admin/",
        "Disallow: /manage/",
        "",
        f"Sitemap: {SITE}/sitemap.xml",
    ]
