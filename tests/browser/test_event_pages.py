"""A whole event in a real browser: added, published, shown early, cloned, ended."""

import os
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from events import cloning, previews
from events.models import Event
from tests.browser.conftest import Open
from tests.browser.looks import across, unfold, violations
from tests.browser.steps import sign_in
from tests.browser.test_desk import LONG
from tests.cast import make_event, make_performance

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
EVENT = "/manage/events/vol-15/"
SHOTS = os.environ.get("EVT_SHOTS")


@pytest.fixture
def event(ada: User) -> Event:
    event = make_event("Vol. 15", reveal_mode=True, doors={"1": 1140}, city="Waterloo")
    now = timezone.now()
    make_performance(event, "The Rills", venue="Room 47", start="20:00", announced_at=now)
    make_performance(event, "Ø", venue="Room 47", start="20:30", end="21:15")
    make_performance(event, LONG, venue="Duchess Café", start="21:30", end="22:00")
    make_performance(event, "TK Malone", venue=None, start="23:00")
    make_performance(event, "Leigh Rudd", venue="Barn", start=None, cancelled_at=now)
    previews.make(event, by=ada)
    cloning.clone(
        event, name=LONG, slug="long", first_day=event.first_day, with_bands=False, by=ada
    )
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
    opened: Open, ada: User, event: Event, width: int, scheme: str
) -> None:
    make_event("Off", called_off="postponed", called_off_reason="Snow", status="published")
    page = opened_by(opened, ada, "/manage/", width=width, color_scheme=scheme)
    paths = ["/manage/", "/manage/events/new/", f"{EVENT}edit/", f"{EVENT}clone/"]
    paths += [f"{EVENT}publish/", f"{EVENT}delete/", f"{EVENT}call-off/", f"{EVENT}preview/"]
    paths += ["/manage/events/off/call-off/", "/manage/events/off/publish/"]
    paths += [f"{EVENT}preview/everything/", "/manage/events/long/lineup/", f"{EVENT}lineup/"]

    for number, path in enumerate(paths):
        page.goto(page.url.split("/manage/")[0] + path)
        if SHOTS:
            name = f"{SHOTS}/{number:02}{path.replace('/', '-')}{width}{scheme}.png"
            page.screenshot(path=name, full_page=True)
        unfold(page)
        assert (path, violations(page)) == (path, {})
        assert across(page) <= width, path


@pytest.mark.parametrize("width", [360, 1280])
def test_an_empty_organization_is_led_to_its_first_event(
    opened: Open, ada: User, crew: Organization, width: int
) -> None:
    page = opened_by(opened, ada, "/manage/", width=width)
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/empty{width}.png", full_page=True)
    assert violations(page) == {}

    with page.expect_navigation():
        page.get_by_role("link", name="Add the first event").click()
    page.get_by_label("Name").press_sequentially("Vol. 1")
    expect(page.get_by_text("Its page will be /events/vol-1/")).to_be_visible()
    page.get_by_label("First day").fill("2027-01-09")
    page.get_by_role("button", name="Add the event").click()

    expect(page.get_by_role("heading", name="Vol. 1", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Fill it: paste, upload or type")).to_be_visible()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/emptylineup{width}.png", full_page=True)
