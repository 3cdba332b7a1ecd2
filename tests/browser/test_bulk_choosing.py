"""Choosing sets for a bulk action: by touch, by keyboard, with shift, hundreds at once."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from events import lineup
from tests.browser.conftest import Open
from tests.browser.test_bulk import at_lineup, box, make_night
from tests.cast import make_band, make_event, make_venue

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def chosen(page: Page) -> list[str]:
    """Return the bands whose boxes are ticked, in the order of the page."""
    labels = page.locator("label:has(input[form=bulk]:checked)").all_inner_texts()
    return [label.removeprefix("Select ") for label in labels]


def test_a_range_is_chosen_by_touch_by_keyboard_and_with_shift(opened: Open, ed: User) -> None:
    make_night()
    page = at_lineup(opened, ed, has_touch=True)
    counted = page.locator("#bulk-count")
    expect(counted).to_have_text("Tick sets to change several")

    box(page, "The Rills").tap()
    page.get_by_role("button", name="Select a range").tap()
    expect(page.locator("#bulk-says")).to_have_text("Now select the last set of the range")
    box(page, "Böozehöünd").tap()
    expect(counted).to_have_text("4 sets selected")
    assert chosen(page) == ["The Rills", "Ø", "Leigh Rudd", "Böozehöünd"]

    page.get_by_role("button", name="Clear").tap()
    expect(counted).to_have_text("Tick sets to change several")
    assert chosen(page) == []
    box(page, "TK Malone").click()
    box(page, "Ø").click(modifiers=["Shift"])
    expect(counted).to_have_text("4 sets selected")
    assert chosen(page) == ["Ø", "Leigh Rudd", "Böozehöünd", "TK Malone"]

    page.get_by_role("button", name="All").focus()
    page.keyboard.press("Enter")
    expect(counted).to_have_text("7 sets selected")
    page.get_by_role("button", name="Clear").press("Enter")
    box(page, "Handbrake").press("Space")
    page.get_by_role("button", name="Select a range").press("Enter")
    box(page, "Leigh Rudd").press("Space")
    expect(counted).to_have_text("4 sets selected")
    assert chosen(page) == ["Leigh Rudd", "Böozehöünd", "TK Malone", "Handbrake"]


def test_what_is_ticked_stays_so_while_rows_are_edited_and_replaced(opened: Open, ed: User) -> None:
    make_night()
    page = at_lineup(opened, ed, width=1280)
    box(page, "The Rills").check()
    box(page, "Handbrake").check()

    page.get_by_role("link", name="Edit Handbrake").click()
    page.locator("[data-edit]").get_by_label("Note").fill("loud")
    page.get_by_role("button", name="Save").click()

    expect(page.get_by_text("loud")).to_be_visible()
    expect(page.locator("#bulk-count")).to_have_text("2 sets selected")
    assert chosen(page) == ["The Rills", "Handbrake"]


def test_hundreds_of_sets_are_shown_and_done_at_once(opened: Open, ed: User, crew) -> None:
    event, band, venue = make_event(), make_band(), make_venue("Ship")
    lineup.add(event, [lineup.NewSet(band, event.first_day)] * 1200, by=None)
    page = at_lineup(opened, ed)

    page.get_by_role("button", name="All").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("Venue", exact=True).select_option(label="Ship")
    page.get_by_role("button", name="Move 1200 sets to Ship").click()

    expect(page.locator(".undo-notice p")).to_have_text("Moved 1200 sets to Ship.")
    assert event.performances.filter(venue=venue).count() == 1200


@pytest.mark.parametrize("width", [360, 1280])
def test_no_row_moves_when_the_first_is_ticked(opened: Open, ed: User, width: int) -> None:
    make_night()
    page = at_lineup(opened, ed, width=width)
    ticked = page.get_by_role("checkbox").first
    expect(page.locator("#bulk-count")).to_have_text("Tick sets to change several")
    before = ticked.bounding_box()

    ticked.click()

    expect(page.locator("#bulk-count")).to_have_text("1 set selected")
    assert ticked.bounding_box() == before
