"""What the script of a schedule adds: true minutes, the page anew, the visitor's zone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from events import lineup
from tests.browser.conftest import Open
from tests.browser.nights import make_night, row
from tests.browser.test_public_pages import clock  # noqa: F401
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
Turn = Callable[[datetime], None]
AN_HOUR = timedelta(hours=1)
# One refresh is due a minute after the last, and up to eight seconds more.
A_MINUTE = 70_000

PLACES = """[...document.querySelectorAll("main *:not([data-aside])")].map(one => {
    const {left, top} = one.getBoundingClientRect();
    return [one.tagName, left, top];
})"""


@pytest.fixture(autouse=True)
def uncached(settings) -> None:
    """Each visit gets a page of its own: here the clock jumps."""
    settings.PAGE_CACHE_MB = 0


@pytest.fixture
def phone(crew, opened: Open, clock: Turn) -> Callable[..., Page]:  # noqa: F811
    """Open the page at 21:10 on a phone whose clock is wrong by so much."""
    make_night(crew)

    def look(by: timedelta = timedelta(), path: str = "/", **options: object) -> Page:
        clock(toronto("21:10"))
        options = {"timezone_id": "America/Toronto", **options}
        return opened(path, device=toronto("21:10") + by, **options)

    return look


def minutes(page: Page) -> list[str]:
    return page.locator(".left .flap").all_inner_texts()


@pytest.mark.parametrize("wrong", [timedelta(), AN_HOUR, -AN_HOUR, 300 * AN_HOUR])
def test_minutes_are_right_on_a_phone_whose_clock_is_not(phone, wrong: timedelta) -> None:
    page = phone(wrong)

    assert minutes(page) == ["15", "20", "30"]
    page.clock.run_for(5 * 1000)
    expect(page.locator(".clock")).to_have_attribute("aria-label", "21:10")
    assert minutes(page) == ["15", "20", "30"]


def test_minutes_pass_without_asking_the_server(phone, complaints) -> None:
    page = phone()
    page.context.set_offline(offline=True)

    with page.expect_event("requestfailed"):
        page.clock.run_for(4 * 60 * 1000)

    expect(page.locator(".left .flap")).to_have_text(["11", "16", "26"])
    expect(page.locator(".clock")).to_have_attribute("aria-label", "21:14")
    assert page.locator(".now progress").first.evaluate("bar => bar.value") == 29
    expect(page.locator(".as-of")).to_have_text("As of 21:10 Toronto timeNo connection since then")
    assert page.url in complaints  # it did ask, in vain
    complaints.clear()


def test_the_page_comes_anew_each_minute_with_what_changed(phone, clock) -> None:  # noqa: F811
    page = phone()
    page.get_by_text("8 earlier sets").click()
    page.get_by_role("link", name="By venue").focus()
    lineup.cancel([row("PJ Thornhill")], by=None)
    clock(toronto("21:11"))

    page.clock.run_for(A_MINUTE)

    expect(page.locator(".lineup .set", has_text="PJ Thornhill")).to_contain_text("Cancelled")
    expect(page.get_by_role("link", name="Mister Elbow")).to_be_visible()
    expect(page.get_by_role("link", name="By venue")).to_be_focused()


def test_a_set_that_ends_leaves_the_stage(phone, clock) -> None:  # noqa: F811
    page = phone()
    clock(toronto("21:26"))

    page.clock.run_for(16 * 60 * 1000)

    now = page.get_by_role("region", name="Now").locator(".name")
    expect(now).to_have_count(2)
    expect(page.get_by_text("9 earlier sets")).to_be_visible()


def test_a_hidden_page_asks_nothing_until_it_is_looked_at(phone) -> None:
    page = phone()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.resource_type))
    hide = "is => Object.defineProperty(document, 'hidden', {get: () => is, configurable: true})"
    page.evaluate(hide, arg=True)
    page.clock.run_for(5 * 60 * 1000)
    assert "fetch" not in asked

    page.evaluate(hide, arg=False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    with page.expect_request(page.url):
        page.clock.run_for(2_000)

    assert asked.count("fetch") == 1


def test_a_choice_changes_the_list_and_nothing_else(phone) -> None:
    page = phone()
    page.evaluate("window.same = true")

    page.get_by_role("navigation", name="Venues").get_by_role("link", name="Room 47").click()
    expect(page.locator(".lineup .set .name:visible")).to_have_count(3)
    page.go_back()
    expect(page.locator(".lineup .set .name:visible")).to_have_count(16)

    assert page.evaluate("window.same")


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("America/New_York", ""),
        ("Europe/Berlin", "6 h behind your clock"),
        ("America/Los_Angeles", "3 h ahead of your clock"),
        ("Asia/Kolkata", "9½ h behind your clock"),
    ],
)
def test_the_events_zone_is_named_where_the_visitors_differs(phone, zone: str, said: str) -> None:
    page = phone(timezone_id=zone)

    expect(page.locator(".as-of")).to_have_text(f"As of 21:10 Toronto time{said}")


@pytest.mark.parametrize("width", [360, 1280])
def test_what_the_script_adds_moves_nothing(phone, opened: Open, width: int) -> None:
    read = phone(width=width, timezone_id="Asia/Kolkata")
    expect(read.locator(".as-of")).to_contain_text("behind your clock")
    without = opened("/", width=width, java_script_enabled=False).evaluate(PLACES)

    assert read.evaluate(PLACES) == without
    read.clock.run_for(30_000)
    assert read.evaluate(PLACES) == without
    read.get_by_role("heading").first.evaluate("heading => heading.append('WWW\\nWWW'.repeat(99))")
    assert read.evaluate(PLACES) != without
