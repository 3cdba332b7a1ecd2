"""Signing in, the organizer's home and the desk, in a real browser under the strict policy."""

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from events.models import Event, Performance
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import PASSWORD, sign_in
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.desk import address

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"


@pytest.fixture
def editions(crew: Organization) -> list[Event]:
    vol_7 = make_event(status="published", called_off="postponed")
    make_performance(vol_7, "The Rills", venue="Room 47", start="20:00", end="21:00")
    make_performance(vol_7, "Ø", venue="Room 47", start="20:30")
    make_performance(vol_7, "Late Ones", venue=None, start=None)
    draft = make_event(LONG, reveal_mode=True)
    make_performance(draft, "The Rills")
    return [vol_7, draft, make_event("W" * 100, status="archived")]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_member_signs_in_and_out(opened: Open, ada: User, *, scripts: bool) -> None:
    page = opened("/manage/", java_script_enabled=scripts)

    sign_in(page, ada, "the wrong password")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_accessible_description(
        "This address and password do not belong together. Type the password again."
    )
    expect(page.get_by_label("E-mail")).to_have_value(ada.email)

    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("No event yet.")

    expect(page.get_by_role("button", name="Sign out")).to_be_hidden()
    page.get_by_text("More", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    page.goto(page.url.rstrip("/") + "/manage/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_pages_of_organizers_fit_and_can_be_used_by_everyone(
    opened: Open, ada: User, editions: list[Event], width: int, scheme: str
) -> None:
    page = opened("/manage/", width=width, color_scheme=scheme)
    for title in ("Sign in", "Events"):
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert violations(page) == {}
        assert across(page) <= width
        if title == "Sign in":
            sign_in(page, ada)


def choose(page: Page, label: str, text: str) -> None:
    """Choose in one of the admin's searching fields."""
    page.locator(f".field-{label} .select2-selection").click()
    page.locator(".select2-search__field").fill(text)
    page.locator(".select2-results__option", has_text=text).click()


def test_a_set_is_booked_moved_cancelled_and_brought_back(opened: Open, staff: User) -> None:
    make_event(), make_band("Ñandú"), make_venue("Duchess Café")
    page = opened("/admin/events/performance/add/", width=1280)
    sign_in(page, staff)

    choose(page, "event", "Vol. 7")
    choose(page, "band", "Ñandú")
    choose(page, "venue", "Duchess")
    page.get_by_label("Start:").fill("12:60")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".field-start .errorlist")).to_have_text(
        "There is no minute 60. Type 00 to 59."
    )
    page.get_by_label("Start:").fill("23:40")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue editing").click()
    row = Performance.objects.get()
    assert (row.start, row.band.name) == (1420, "Ñandú")

    page.get_by_role("button", name="Cancel the set…").click()
    page.get_by_label("Reason").fill("Broken arm")
    page.get_by_role("button", name="Cancel the set").click()
    expect(page.locator(".messagelist")).to_have_text("Vol. 7: Cancelled Ñandú.")
    page.get_by_role("button", name="Restore").click()
    expect(page.locator(".field-state .readonly")).to_have_text("Not announced")

    page.locator("#content-main").get_by_role("link", name="History").click()
    page.get_by_role("link", name="Cancelled Ñandú").click()
    expect(page.locator("table.changes")).to_contain_text("Broken arm")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(page.locator(".field-way_back .readonly")).to_have_text(
        "Ñandú has changed since (cancelled, cancel reason), so this stays as it is."
    )


def test_a_date_is_picked_and_an_address_proposed(opened: Open, staff: User) -> None:
    page = opened("/admin/events/event/add/", width=1280)
    sign_in(page, staff)

    page.get_by_label("Name:").press_sequentially("Vol. 8 Ünïcode")
    expect(page.get_by_label("Address:")).to_have_value("vol-8-unicode")
    page.locator(".field-first_day .date-icon").click()
    page.locator("#calendarlink0, #calendarbox0").first.wait_for()
    page.locator("#calendarbox0 .calendar td a").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Save", exact=True).click()

    event = Event.objects.get()
    assert (event.name, event.slug) == ("Vol. 8 Ünïcode", "vol-8-unicode")
    assert event.first_day == event.last_day


def test_every_page_of_the_desk_keeps_to_the_policy(
    opened: Open, staff: User, editions: list[Event]
) -> None:
    row = Performance.objects.get(band__name="Late Ones")
    page = opened("/admin/", width=1280)
    sign_in(page, staff)
    lists = ["events/event", "events/performance", "events/venue", "bands/band", "accounts/user"]
    paths = [f"/admin/{name}/{part}" for name in lists for part in ("", "add/")]
    paths += [address(thing) for thing in (*editions, row, row.band, staff)]
    paths += [
        "/admin/events/changeset/",
        "/admin/accounts/organization/",
    ]
    paths += [address(staff, "password"), address(row.band, "delete"), "/admin/jsi18n/"]

    answers = [page.goto(page.url.split("/admin/")[0] + path) for path in paths]

    assert [answer.status for answer in answers if answer] == [200] * len(paths)
