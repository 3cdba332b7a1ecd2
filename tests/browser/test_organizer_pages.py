"""Undo, history, conflicts, bands and venues in a real browser, with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from events import editions, intended, lineup, renames
from events.models import Event, Performance
from tests.browser.conftest import Open
from tests.browser.looks import across, unfold, violations
from tests.browser.steps import sign_in
from tests.browser.test_desk import LONG
from tests.cast import make_band, make_event, make_performance, make_venue

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
EVENT = "/manage/events/vol-7/"


@pytest.fixture
def night(ada: User) -> Event:
    """A night with something of everything: conflicts, a history, undone and closed acts."""
    event = make_event(status="published")
    make_performance(event, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:30")
    make_performance(event, LONG, venue="Duchess Café", start="21:00", end="22:00")
    make_performance(event, "PJ Thornhill", venue="Duchess Café", start="22:05", end="22:30")
    make_performance(event, "TK Malone", venue="Barn", start="23:00", end="23:30")
    shared = make_performance(event, "Leigh Rudd", venue="Barn", start="23:10", end="23:40")
    for conflict in intended.of_event(event).open:
        if shared in (conflict.first, conflict.second):
            intended.accept(conflict, by=ada)
    rills = Performance.objects.get(band__name="The Rills")
    for start in (1205, 1200):
        lineup.edit(Performance.objects.get(pk=rills.pk), start=start, by=ada)
    renames.rename_band(shared.band, "Leigh Rudd & Ñandú", by=None)
    editions.set_reveal_mode(event, on=True, by=ada)
    return event


def opened_by(opened: Open, user: User, path: str, **options: object) -> Page:
    page = opened(path, **options)
    sign_in(page, user)
    expect(page).to_have_url(re.compile(re.escape(path)))
    return page


@pytest.mark.parametrize(
    ("width", "scheme"), [(320, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]
)
def test_pages_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, night: Event, width: int, scheme: str
) -> None:
    make_band(LONG + " Two", bio="Loud.\nAnd long.", active=False)
    make_venue("Attic", city="Elora")
    page = opened_by(opened, ada, f"{EVENT}history/", width=width, color_scheme=scheme)
    entry = page.get_by_role("button", name="Undo").first.locator("xpath=ancestor::li")
    expect(entry).to_be_visible()
    paths = [f"{EVENT}history/", f"{EVENT}conflicts/"]
    paths += ["/manage/venues/", "/manage/bands/?q=i", "/manage/bands/the-rills/"]
    paths += ["/manage/venues/room-47/", "/manage/venues/attic/edit/", "/manage/new-band/"]

    for path in paths:
        page.goto(page.url.split("/manage/")[0] + path)
        unfold(page)
        assert (path, violations(page)) == (path, {})
        assert across(page) <= width, path


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_tabs_of_an_event_are_one_line_with_the_open_one_in_view(
    opened: Open, ada: User, night: Event, width: int
) -> None:
    page = opened_by(opened, ada, f"{EVENT}history/", width=width)
    tabs = page.get_by_role("navigation", name="Vol. 7").get_by_role("link")

    boxes = tabs.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")

    assert across(page) == width
    assert tabs.all_text_contents()[-2:] == ["History", "See as a fan"]
    assert len({box["top"] for box in boxes}) == 1
    assert 0 <= boxes[-2]["left"] < boxes[-2]["right"] <= width


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_conflict_is_marked_undone_and_found_in_the_history(
    opened: Open, ada: User, night: Event, *, scripts: bool
) -> None:
    page = opened_by(opened, ada, f"{EVENT}conflicts/", java_script_enabled=scripts)
    said = page.get_by_text("Room 47 is double-booked for 30 min: The Rills until 21:00.").first
    expect(said).to_be_visible()
    expect(page.get_by_role("button", name="Move Ø to 21:10")).to_be_visible()

    page.get_by_role("button", name=re.compile("Mark as intended.*Room 47")).click()
    expect(page.get_by_role("status").get_by_text("Marked as intended")).to_be_visible()
    expect(page.get_by_text("1 conflict is open.")).to_be_visible()

    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_text("2 conflicts are open.")).to_be_visible()
    page.get_by_role("link", name="History").click()

    first, second = page.locator(".entry").nth(0), page.locator(".entry").nth(1)
    expect(first).to_contain_text("Ada undid “Marked as intended: The Rills and Ø at Room 47”")
    expect(second).to_contain_text("Undone")
    second.locator("summary").click()
    expect(second.locator(".changes")).to_contain_text("Marked as intended")
    page.get_by_label("What", exact=True).select_option("The event itself")
    if not scripts:
        page.get_by_role("button", name="Show").click()
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".entry")).to_contain_text("Ada: Reveal mode on")


def test_a_shelf_is_searched_while_typing(opened: Open, ada: User, night: Event) -> None:
    page = opened_by(opened, ada, "/manage/bands/")

    page.get_by_label("Search by name or town").press_sequentially("thornhill")
    expect(page.locator(".shelf li")).to_have_count(1)
    expect(page.get_by_role("status").get_by_text("1 band")).to_be_visible()
    expect(page.get_by_label("Search by name or town")).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=thornhill$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_similar_band_is_asked_about(
    opened: Open, ada: User, night: Event, *, scripts: bool
) -> None:
    page = opened_by(opened, ada, "/manage/new-band/", java_script_enabled=scripts)

    page.get_by_label("Name").fill("Rills")
    page.get_by_label("Home town").fill("Elora")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Similar band: The Rills, played Vol. 7")
    expect(page.get_by_label("Home town")).to_have_value("Elora")
    page.get_by_label("Name").fill("Rills (Tribute)")
    page.get_by_label("It is a different band").check()
    page.get_by_role("button", name="Add the band").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Rills (Tribute)")
