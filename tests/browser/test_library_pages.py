"""The pages about bands and venues and their lists in a browser."""

from itertools import product

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Organization
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.cast import SATURDAY, make_band, make_event, make_performance, make_venue
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

UNBROKEN = "W" * 100
BIO = """Two guitars, **one fiddle**, no [ballads](https://example.org/).

# How it began
- In the back of a pet groomer's
> Mostly about dogs. """
PAGES = {
    "band": "/bands/kennel-roses/",
    "a band with a long name": f"/bands/{'w' * 60}/",
    "a band that says nothing": "/bands/band/",
    "venue": "/venues/room-47/",
    "a venue with a long name": f"/venues/{'w' * 60}/",
    "bands": "/bands/",
    "a search": "/bands/?q=rose",
    "a search in vain": "/venues/?q=xyzzy",
    "venues": "/venues/",
    "editions": "/events/",
}
EVERY_PAGE = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@pytest.fixture(autouse=True)
def library(crew: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: toronto("21:10"))
    vol_7 = make_event(status="published", doors={"1": 1080})
    vol_6 = make_event("Vol. 6", status="archived", first_day=SATURDAY.replace(year=2025))
    off = make_event("Flood", status="published", called_off="postponed")
    roses = make_band(
        "Kennel Roses",
        bio=f"{BIO}{UNBROKEN} <script>alert(1)</script>",
        genres=["country punk", "ska"],
        home_town="Guelph",
        links={"bandcamp": "https://roses.bandcamp.com/", "website": "https://roses.example.org/"},
    )
    room = make_venue(
        "Room 47", street="47 King St", city="Waterloo", access_notes=f"Two steps. {UNBROKEN}"
    )
    unbroken = make_venue(UNBROKEN, street=UNBROKEN)
    make_performance(vol_7, roses, venue=room, start="21:00", end="21:40")
    make_performance(vol_7, "Ø", start="22:00")
    make_performance(vol_7, UNBROKEN, venue=room, start="19:00", end="19:40")
    make_performance(vol_7, UNBROKEN, venue=unbroken, start="0:10")
    make_performance(vol_7, "Goners", venue=room, start="23:00", cancelled_at=timezone.now())
    make_performance(vol_7, "Owls", venue=room, start="23:30")
    make_performance(off, roses, venue=room)
    make_performance(vol_6, roses, venue=unbroken)
    make_performance(vol_6, "فرقة الليل", venue=room)


@EVERY_PAGE
def test_axe_finds_nothing(opened: Open, path: str) -> None:
    # A colour half way between two themes would have no contrast with either.
    page = opened(path, reduced_motion="reduce")

    found = {}
    for width, scheme in product([360, 1280], ["light", "dark"]):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        found[width, scheme] = violations(page)

    assert found == {key: {} for key in found}


@EVERY_PAGE
def test_nothing_scrolls_sideways_however_narrow(opened: Open, path: str) -> None:
    page = opened(path)

    widths = {}
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        widths[width] = across(page)

    assert widths == {width: width for width in widths}


@EVERY_PAGE
def test_nothing_scrolls_sideways_with_letters_twice_as_large(opened: Open, path: str) -> None:
    page = opened(path, width=640)
    page.evaluate(
        "document.adoptedStyleSheets = [Object.assign(new CSSStyleSheet(), {})].map("
        "sheet => (sheet.replaceSync('html { font-size: 200% }'), sheet))"
    )

    letters = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    assert (page.evaluate(letters), across(page)) == (
        32,
        640,
    )


def test_data_for_search_engines_passes_the_policy_and_does_nothing(opened: Open) -> None:
    page = opened(PAGES["band"])

    data = page.evaluate("JSON.parse(document.querySelector('[type$=\\'ld+json\\']').textContent)")

    assert (data["@type"], data["name"]) == ("MusicGroup", "Kennel Roses")


def test_a_fan_walks_from_band_to_venue_to_stage_mate(opened: Open) -> None:
    page = opened(PAGES["band"], java_script_enabled=False)

    expect(page.get_by_role("region", name="Now").get_by_text("30")).to_be_visible()
    page.get_by_role("region", name="Coming up").get_by_role("link", name="Room 47").first.click()
    expect(page.get_by_role("heading", name="Room 47", level=1)).to_be_visible()
    page.get_by_role("link", name="Owls").click()
    expect(page.get_by_role("heading", name="Owls", level=1)).to_be_visible()
    page.get_by_role("region", name="Stage-mates").get_by_role("link", name="Kennel Roses").click()
    expect(page.get_by_role("heading", name="Kennel Roses", level=1)).to_be_visible()


@pytest.mark.parametrize("path", [PAGES["band"], PAGES["venue"], PAGES["bands"]])
def test_what_is_pressed_is_large_enough_for_a_thumb(opened: Open, path: str) -> None:
    page = opened(path)

    heights = page.locator(
        "main :is(.btn, input, summary, .entries a, .mates a, .log a)"
    ).evaluate_all("found => found.map(one => Math.round(one.getBoundingClientRect().height))")

    assert [height for height in heights if height < 44] == []


@pytest.mark.parametrize("path", [PAGES["band"], PAGES["venue"]])
def test_a_page_prints_what_there_is_to_read(opened: Open, path: str) -> None:
    page = opened(path, width=794)
    page.emulate_media(media="print", color_scheme="dark")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("heading", name="Coming up")).to_be_visible()
    expect(page.locator(".top")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
