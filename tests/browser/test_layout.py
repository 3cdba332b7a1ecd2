"""Nothing on a public page lies over something else, or leaves the screen."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import Organization
from bands.models import Band
from events.models import Venue
from tests.browser.conftest import Open
from tests.browser.looks import across
from tests.browser.nights import make_night
from tests.cast import SATURDAY, make_event, make_performance
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

UNBROKEN = "W" * 100
A_YEAR_AGO = SATURDAY - timedelta(days=364)
PAGES = {
    "tonight": "/",
    "tonight by venue": "/events/vol-16/?view=venue",
    "tonight as a grid": "/events/vol-16/?view=grid",
    "one venue": "/events/vol-16/?venue=room-47&genre=country+punk",
    "nothing found": "/events/vol-16/?venue=room-47&genre=folk",
    "over": "/events/vol-15/",
    "recap": "/events/vol-15/recap/",
    "called off": "/events/sunk/",
    "no lineup": "/events/empty/",
    "editions": "/events/",
    "bands": "/bands/",
    "a search in vain": "/bands/?q=xyzzy",
    "band": "/bands/kennel-roses/",
    "a band that says nothing": "/bands/curfew/",
    "a band with a long name": f"/bands/{'w' * 60}/",
    "venues": "/venues/",
    "venue": "/venues/room-47/",
    "a venue with a long name": f"/venues/{'w' * 60}/",
}
# Every line of text, as far as nothing clips it; half its height is its ink at the least.
STRAYS = """() => {
    const places = [...document.querySelectorAll(
        "body > nav, body > footer, main header, main section, main nav, " +
        "main .log li, main .sets:not(.slots) > li"
    )].filter(place => place.checkVisibility() && !place.matches(".vh"));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const strays = [];
    while (texts.nextNode()) {
        const node = texts.currentNode;
        const around = node.parentElement;
        if (!node.data.trim() || !around.checkVisibility() || around.closest(".vh")) continue;
        const range = new Range();
        range.selectNodeContents(node);
        for (const line of range.getClientRects()) {
            const box = {left: line.left, right: line.right,
                top: line.top + line.height / 4, bottom: line.bottom - line.height / 4};
            for (let up = around; up !== document.body; up = up.parentElement) {
                if (getComputedStyle(up).overflow === "visible") continue;
                const edge = up.getBoundingClientRect();
                box.left = Math.max(box.left, edge.left);
                box.right = Math.min(box.right, edge.right);
                box.top = Math.max(box.top, edge.top);
                box.bottom = Math.min(box.bottom, edge.bottom);
            }
            if (box.right - box.left < 1 || box.bottom - box.top < 1) continue;
            if (box.left < 0 || box.right > innerWidth) strays.push([node.data.trim(), "off"]);
            for (const place of places) {
                if (place.contains(node)) continue;
                const other = place.getBoundingClientRect();
                if (box.left < other.right - 1 && box.right > other.left + 1 &&
                    box.top < other.bottom - 1 && box.bottom > other.top + 1) {
                    strays.push([node.data.trim(), place.id || place.className || place.tagName]);
                }
            }
        }
    }
    return strays;
}"""


@pytest.fixture(autouse=True)
def crawl(crew: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: toronto("21:10"))
    vol_16 = make_night(crew)
    vol_15 = make_event("Long Haul Vol. 15", slug="vol-15", status="archived", first_day=A_YEAR_AGO)
    sunk = make_event("Sunk", status="published", called_off="postponed", first_day=A_YEAR_AGO)
    make_event("Empty", status="published", first_day=SATURDAY + timedelta(days=30))
    make_performance(vol_16, UNBROKEN, venue=UNBROKEN, start="21:05", end="22:30")
    for event in (vol_15, sunk):
        make_performance(event, "Kennel Roses", venue="Room 47", start="21:00")
        make_performance(event, UNBROKEN, venue=UNBROKEN, start="0:10")
    Band.objects.filter(name="Kennel Roses").update(
        bio=f"Two guitars, **one fiddle**.\n\n{UNBROKEN}",
        home_town="Guelph",
        links={"bandcamp": "https://roses.bandcamp.com/", "website": "https://roses.example.org/"},
    )
    Venue.objects.filter(name__in=["Room 47", UNBROKEN]).update(
        street="47 King St", city="Waterloo", access_notes=f"Two steps at the door. {UNBROKEN}"
    )


def strays(page: Page) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(STRAYS)
    return found


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_lies_over_another_part_of_the_page(opened: Open, path: str) -> None:
    page = opened(path)

    found = {}
    for width in (360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        found[width] = (strays(page), across(page))

    assert found == {width: ([], width) for width in found}


def test_what_lies_over_another_part_would_be_seen(opened: Open) -> None:
    page = opened(PAGES["band"])
    assert strays(page) == []

    page.evaluate("document.getElementById('mates').parentElement.style.position = 'absolute'")
    page.evaluate("document.getElementById('mates').parentElement.style.top = '100px'")

    assert "Stage-mates" in {text for text, _ in strays(page)}
