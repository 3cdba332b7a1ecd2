"""One night walked at 360 px, from doors to morning, with and without a script."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.nights import LONG, make_night
from tests.browser.test_public_pages import clock  # noqa: F401
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
Turn = Callable[[datetime], None]


@pytest.fixture(autouse=True)
def vol_16(crew):
    return make_night(crew)


@pytest.fixture
def seen(opened: Open, clock: Turn) -> Callable[..., Page]:  # noqa: F811
    """Open the page at a moment of the night, on a device whose clock is right."""

    def look(at: str, path: str = "/", *, scripts: bool = True, **options: object) -> Page:
        clock(toronto(at))
        options = {"timezone_id": "America/Toronto", **options}
        return opened(path, java_script_enabled=scripts, **options)

    return look


def now(page: Page) -> list[str]:
    return page.get_by_role("region", name="Now").locator(".name").all_inner_texts()


def minutes(page: Page) -> list[str]:
    return page.locator(".left .flap").all_inner_texts()


@SCRIPTS
def test_at_17_00_the_doors_are_still_to_open(seen, *, scripts: bool) -> None:
    page = seen("17:00", scripts=scripts)

    expect(page.get_by_text("Doors", exact=True)).to_be_visible()
    expect(page.locator(".facts dd")).to_have_text(["18:00", "18:45"])
    expect(page.get_by_role("link", name="Get tickets")).to_be_visible()
    expect(page.get_by_role("region", name="Now")).to_have_count(0)
    expect(page.locator(".earlier")).to_have_count(0)
    expect(page.locator(".set")).to_have_count(24)
    expect(page.locator(".turn")).to_have_text(
        ["After midnight, still Saturday night", "Time to be announced"]
    )


@SCRIPTS
def test_at_21_10_three_bands_are_on(seen, *, scripts: bool) -> None:
    page = seen("21:10", scripts=scripts)

    assert now(page) == ["Prairie Municipal", "Kennel Roses", LONG]
    assert minutes(page) == ["15", "20", "30"]
    expect(page.locator(".clock")).to_have_attribute("aria-label", "21:10")
    soon = page.get_by_role("region", name="Soon")
    expect(soon.locator(".name")).to_have_text(["Leigh Rudd", "Ñandú"])
    expect(soon.get_by_text("in 20 min")).to_have_count(2)

    page.get_by_text("8 earlier sets").click()
    expect(page.get_by_role("link", name="Mister Elbow")).to_be_visible()
    moved = page.locator(".lineup .set", has_text="Leigh Rudd")
    expect(moved.locator(".stamp")).to_have_text("Moved · was 21:00")
    off = page.locator(".lineup .set", has_text="Chuck Ferrante")
    expect(off.locator("s")).to_have_count(2)
    expect(off.locator(".stamp")).to_have_text("Cancelled")
    expect(off).to_contain_text("Broken string, broken finger.")
    expect(page.locator(".lineup .set", has_text="Ø")).to_contain_text("Venue to be announced")

    page.get_by_text("What changed").click()
    expect(page.locator(".news li b")).to_have_text(
        ["Late Addition", "Chuck Ferrante", "Leigh Rudd"]
    )


@SCRIPTS
def test_one_tap_leaves_one_venue(seen, *, scripts: bool) -> None:
    page = seen("21:10", scripts=scripts)

    page.get_by_role("navigation", name="Venues").get_by_role("link", name="Room 47").click()

    expect(page.locator(".lineup .set .name:visible")).to_have_text(
        ["Kennel Roses", "PJ Thornhill", "Böozehöünd"]
    )
    chosen = page.get_by_role("navigation", name="Venues").locator("[aria-current]")
    expect(chosen).to_have_text("Room 47")
    assert page.url.endswith("/events/vol-16/?venue=room-47")
    page.get_by_role("link", name="By venue").click()
    expect(page.get_by_role("heading", name="Room 47", level=3)).to_have_count(2)
    page.go_back()
    expect(page.get_by_role("heading", name="Room 47", level=3)).to_have_count(1)


@SCRIPTS
def test_at_00_20_it_is_still_the_same_night(seen, *, scripts: bool) -> None:
    page = seen("24:20", scripts=scripts)

    assert (now(page), minutes(page)) == (["Böozehöünd"], ["30"])
    expect(page.locator(".clock")).to_have_attribute("aria-label", "00:20")
    expect(page.locator(".lineup > section .sets").last.locator(".turn")).to_have_text(
        ["After midnight, still Saturday night", "Time to be announced"]
    )
    expect(page.get_by_text("20 earlier sets")).to_be_visible()


@SCRIPTS
def test_at_05_59_the_night_is_not_over_yet(seen, *, scripts: bool) -> None:
    page = seen("29:59", scripts=scripts)

    expect(page.get_by_role("heading", name="The last set is over.")).to_be_visible()
    expect(page.get_by_role("link", name="Get tickets")).to_have_count(0)
    expect(page.get_by_text("Concluded")).to_have_count(0)
    expect(page.get_by_text("22 earlier sets")).to_be_visible()


@SCRIPTS
def test_at_06_01_it_is_looked_back_at(seen, *, scripts: bool) -> None:
    page = seen("30:01", "/events/vol-16/", scripts=scripts)

    expect(page.get_by_text("Concluded")).to_be_visible()
    expect(page.locator(".earlier")).to_have_count(0)
    page.get_by_role("link", name="Recap").click()
    expect(page.locator(".tally b")).to_have_text(["23", "4", "23", "0", "1"])
