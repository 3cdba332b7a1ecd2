"""A new edition with a thumb: a list off a web page pasted, its rubbish gone, rooms filled."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from events.models import Event
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in
from tests.cast import make_event, make_performance, make_venue
from tests.events.imports import fixture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LINEUP = "/manage/events/vol-7/lineup/"
PASTE = "/manage/events/vol-7/import/"
SHOW = "Show what it would do"
LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"
BANDS = ["FRYE SK!DS", "HUMMM", "Kit & the 33s", "Oona Gabriel & Velvet Blue", "Tram Dog"]


@pytest.fixture
def edition(crew) -> Event:
    for name in ("The Kiln", "Tannery Hall"):
        make_venue(name)
    return make_event()


def lineup_of(event: Event) -> list[tuple[str, str]]:
    rows = event.performances.live().order_by("band__name")
    return [(str(row.band), str(row.venue or "")) for row in rows.select_related("band", "venue")]


def send(page: Page, name: str) -> None:
    """Send a form, and wait for the page that answers: the one before has the same buttons."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).tap()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_dirty_list_goes_up_and_becomes_the_next_edition(
    opened: Open, ed: User, edition: Event, *, scripts: bool
) -> None:
    page = opened(LINEUP, has_touch=True, java_script_enabled=scripts)
    sign_in(page, ed)
    with page.expect_navigation():
        page.get_by_role("link", name="paste or upload the lineup").tap()
    page.get_by_label("Paste the lineup").fill(fixture("scrape.csv").decode())
    send(page, SHOW)

    expect(page.get_by_role("heading", level=1)).to_have_text("What we read")
    expect(page.locator(".plan-go")).to_contain_text("2 lines need you first.")
    send(page, "Leave all of them out")
    send(page, "Leave it out line 4")
    assert not edition.performances.exists()
    send(page, "Import 5 sets")

    expect(page.locator(".undo-notice p")).to_have_text("Imported 5 sets.")
    assert lineup_of(edition) == [(band, "") for band in BANDS]
    for band in BANDS[:3]:
        page.get_by_role("checkbox", name=f"Select {band}").tap()
    page.locator("#bulk-verb").select_option(label="Move to a venue")
    page.get_by_role("button", name="Next").tap()
    page.get_by_label("Venue", exact=True).select_option(label="The Kiln")
    if not scripts:
        send(page, "Show what will happen")
    page.get_by_role("button", name="Move 3 sets to The Kiln").tap()
    expect(page.locator(".undo-notice p")).to_have_text("Moved 3 sets to The Kiln.")
    with_rooms = [
        *((band, "The Kiln") for band in BANDS[:3]),
        *((band, "") for band in BANDS[3:]),
    ]
    assert lineup_of(edition) == with_rooms

    page.get_by_role("link", name="Publish", exact=True).tap()
    expect(page.get_by_role("heading", name="5 sets go up.")).to_be_visible()
    expect(page.get_by_text("5 bands without a link")).to_be_visible()
    page.get_by_role("link", name="See it as a fan will").tap()
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    expect(page.get_by_text("HUMMM")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="Back to publishing").tap()
    send(page, "Publish Vol. 7")
    expect(page.get_by_role("heading", name="Fans see 5 sets.")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="See its page").tap()
    expect(page.get_by_text("HUMMM")).to_be_visible()

    page.goto(page.url.split("/events/")[0] + "/manage/")
    page.get_by_role("link", name="Clone Vol. 7").tap()
    expect(page.get_by_label("Name")).to_have_value("Vol. 8")
    page.get_by_label("With bands").check()
    send(page, "Make the next edition")

    expect(page.get_by_role("heading", name="Vol. 8", exact=True)).to_be_visible()
    expect(page.get_by_text("5 sets, nothing announced.")).to_be_visible()
    expect(page.get_by_text("What to do next")).to_be_visible()
    following = Event.objects.get(slug="vol-8")
    assert lineup_of(following) == with_rooms
    assert (following.reveal_mode, following.status) == (True, "draft")
    assert following.first_day.weekday() == edition.first_day.weekday()


def test_a_misspelt_room_a_bad_time_and_a_column_are_mended_on_the_page(
    opened: Open, ed: User, edition: Event
) -> None:
    page = opened(PASTE, has_touch=True)
    sign_in(page, ed)
    page.get_by_label("Paste the lineup").fill(
        "Who,room,time\nØ,Tanery Hall,late\nTwo,Tannery Hal,21:00"
    )
    send(page, SHOW)

    expect(page.get_by_role("alert")).to_contain_text("names no column for the band")
    page.get_by_label("Who").select_option(label="Band")
    send(page, "Read again")
    with page.expect_navigation():
        page.get_by_role("link", name="Edit line 2").tap()
    page.get_by_label("Starts").fill("25:30")
    send(page, "Save the line")
    expect(page.get_by_label("Starts")).to_be_focused()
    expect(page.locator(".mend .error")).to_have_text("There is no hour 25. Type 00:00 to 23:59.")
    page.get_by_label("Starts").fill("8:30 pm")
    send(page, "Save the line")
    send(page, "Take the known ones")
    page.get_by_label("announced", exact=True).check()
    send(page, "Choose")
    send(page, "Import 2 sets")

    expect(page.locator(".undo-notice p")).to_have_text("Imported 2 sets.")
    assert lineup_of(edition) == [("Two", "Tannery Hall"), ("Ø", "Tannery Hall")]
    assert edition.performances.filter(announced_at__isnull=False).count() == 2


def test_the_pages_can_be_used_with_the_keyboard_alone(
    opened: Open, ed: User, edition: Event
) -> None:
    page = opened(PASTE, width=1280)
    sign_in(page, ed)
    page.get_by_label("Paste the lineup").focus()
    page.keyboard.insert_text("band\nØ\nska")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=SHOW)).to_be_focused()
    page.keyboard.press("Enter")

    page.get_by_role("button", name="Leave it out line 3").focus()
    with page.expect_navigation():
        page.keyboard.press("Space")
    page.get_by_role("button", name="Import").focus()
    page.keyboard.press("Enter")

    expect(page.locator(".undo-notice p")).to_have_text("Imported Ø.")
    assert lineup_of(edition) == [("Ø", "")]


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ed: User, edition: Event, width: int, scheme: str
) -> None:
    make_performance(edition, "The Rills", venue="The Kiln", start="20:30")
    make_performance(edition, "Ø", venue="The Kiln", start="22:00")
    page = opened(PASTE, width=width, color_scheme=scheme)
    sign_in(page, ed)

    def show() -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=SHOW).click()

    def check() -> None:
        assert violations(page) == {}
        assert across(page) <= width

    check()
    show()
    check()
    page.get_by_label("Paste the lineup").fill(
        "band,venue,start,notes\nThe Rills,The Kiln,20:30,\nØ,The Kiln,22:15,\n"
        f"{LONG},{LONG},21:00,{'x' * 300}\nTwo,The Klin,22:15,\nThree,,late,\nska,,,\n,The Kiln,,\n"
    )
    show()
    check()
    with page.expect_navigation():
        page.get_by_role("link", name="Edit line 6").click()
    page.locator(".columns summary").click()
    check()
    page.goto(page.url.split("?")[0] + "?show=all")
    check()
