"""Six sets to another room with a thumb, and back: by touch, without scripts, for everyone."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from events.models import Event
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in
from tests.cast import make_event, make_performance, make_venue

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LINEUP = "/manage/events/vol-7/lineup/"
LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"
SIX = [LONG, "The Rills", "Ø", "Leigh Rudd", "TK Malone", "Handbrake"]


@pytest.fixture
def night(crew) -> Event:
    return make_night()


def make_night() -> Event:
    event = make_event(status="published")
    for number, band in enumerate(SIX):
        make_performance(event, band, venue="Duchess Café", start=f"{18 + number}:00")
    make_performance(event, "Böozehöünd", venue="Room 47", start="21:30", end="22:30")
    make_venue("Ship")
    return event


def venues(event: Event) -> list[str]:
    rows = event.performances.order_by("pk").values_list("venue__name", flat=True)
    return [str(name) for name in rows]


def at_lineup(opened: Open, ed: User, **options: object) -> Page:
    page = opened(LINEUP, **options)
    sign_in(page, ed)
    return page


def box(page: Page, band: str):
    return page.get_by_role("checkbox", name=f"Select {band}")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_six_sets_move_to_another_room_and_back(
    opened: Open, ed: User, night: Event, *, scripts: bool
) -> None:
    page = at_lineup(opened, ed, has_touch=True, java_script_enabled=scripts)
    before = venues(night)

    for band in SIX:
        box(page, band).tap()
    page.locator("#bulk-verb").select_option(label="Move to a venue")
    page.get_by_role("button", name="Next").tap()
    page.get_by_label("Venue", exact=True).select_option(label="Room 47")
    if not scripts:
        page.get_by_role("button", name="Show what will happen").tap()
    expect(page.locator("[data-says]")).to_have_text("6 sets change: 2 new conflicts, 1 solved.")
    assert venues(night) == before
    page.get_by_role("button", name="Move 6 sets to Room 47").tap()

    expect(page.locator(".undo-notice p")).to_have_text("Moved 6 sets to Room 47.")
    assert venues(night) == ["Room 47"] * 7
    page.locator(".undo-notice").get_by_role("button", name="Undo").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Undid: Moved 6 sets to Room 47.")
    assert venues(night) == before


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_bar_and_the_sheet_fit_and_can_be_used_by_everyone(
    opened: Open, ed: User, night: Event, width: int, scheme: str
) -> None:
    page = at_lineup(opened, ed, width=width, color_scheme=scheme, reduced_motion="reduce")

    box(page, "The Rills").check()
    box(page, "Handbrake").check()
    expect(page.locator("#bulk-count")).to_have_text("2 sets selected")
    assert violations(page) == {}
    page.locator("#bulk-verb").select_option(label="Move to a venue")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("#bulk-title")).to_be_focused()
    page.get_by_label("Venue", exact=True).select_option(label="Room 47")
    expect(page.locator("[data-says]")).to_be_visible()
    expect(page.locator("#bulk-sheet-says")).to_have_text(
        "2 sets change: no new conflict, 3 solved."
    )

    assert violations(page) == {}
    assert across(page) <= width
    page.keyboard.press("Escape")
    expect(box(page, "Handbrake")).to_be_checked()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_the_page_without_scripts_can_be_used_by_everyone(
    opened: Open, ed: User, night: Event, scheme: str
) -> None:
    page = at_lineup(opened, ed, color_scheme=scheme, java_script_enabled=False)

    page.get_by_role("button", name="By venue or time…").click()
    page.get_by_label("What to do").select_option(label="Move by minutes")
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_role("alert")).to_have_text(
        "Nothing is ticked. Tick sets in the lineup, or choose them below."
    )
    page.get_by_label("All at").select_option(label="Duchess Café")
    page.get_by_label("Minutes").fill("0")
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_label("Minutes")).to_be_focused()
    page.get_by_label("Minutes").fill("10")
    page.get_by_role("button", name="Show what will happen").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Move 6 sets 10 min later")
