"""The pages of bands and venues on their night: true for as long as they are open."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Organization
from tests.browser.conftest import Open
from tests.cast import make_event, make_performance
from tests.events.test_schedule import toronto

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BAND, VENUE = "/bands/kennel-roses/", "/venues/room-47/"


@pytest.fixture(autouse=True)
def tonight(crew: Organization, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: toronto("21:10"))
    vol_7 = make_event(status="published")
    make_performance(vol_7, "Early", venue="Room 47", start="19:00", end="19:40")
    make_performance(vol_7, "Kennel Roses", venue="Room 47", start="21:00", end="21:40")
    make_performance(vol_7, "Late", venue="Room 47", start="23:00", end="23:40")


@pytest.mark.parametrize("path", [BAND, VENUE])
def test_a_page_stays_true_while_it_is_open(opened: Open, monkeypatch, path: str) -> None:
    page = opened(path)
    page.clock.install()
    page.reload()
    now = page.get_by_role("region", name="Now")
    expect(now.get_by_text("min left")).to_have_text("30 min left")
    if path == VENUE:
        page.get_by_text("1 earlier set").click()
        expect(page.get_by_text("Early")).to_be_visible()

    monkeypatch.setattr(timezone, "now", lambda: toronto("21:11"))
    page.get_by_role("heading", level=1).click()
    expect(page.locator("#main")).to_be_focused()
    page.clock.fast_forward(61_000)
    expect(now.get_by_text("min left")).to_have_text("29 min left")
    if path == VENUE:
        expect(page.get_by_text("Early")).to_be_visible()

    monkeypatch.setattr(timezone, "now", lambda: toronto("21:41"))
    page.clock.fast_forward(61_000)
    expect(now).to_have_count(0)
