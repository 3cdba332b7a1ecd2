"""Two things wrong in a form: a list of them has the focus, and each line leads to its field."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.browser.steps import sign_in
from tests.cast import make_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def list_of(page: Page) -> list[tuple[str, str]]:
    """Return the lines of the list that has the focus: what they say, and what they lead to."""
    listed = page.get_by_role("group", name="What to change")
    expect(listed).to_be_focused()
    return [
        (link.inner_text(), str(link.get_attribute("href")))
        for link in listed.get_by_role("link").all()
    ]


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_an_empty_house_says_all_that_is_missing_at_once(
    opened: Open, crew: Organization, *, scripts: bool
) -> None:
    page = opened("/accounts/first-run/", java_script_enabled=scripts)
    page.get_by_label("Time zone").select_option("Berlin")
    page.get_by_label("Password").fill("short")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()

    assert list_of(page) == [
        ("Name of your crawl or crew", "#id_organization"),
        ("Your name", "#id_name"),
        ("E-mail", "#id_email"),
        ("Password", "#id_password"),
    ]
    page.get_by_role("link", name="E-mail").click()
    page.keyboard.type("mira@example.org")  # the link has led into the field
    expect(page.get_by_label("E-mail")).to_have_value("mira@example.org")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Berlin")

    page.get_by_label("Your name").fill("Mira")
    page.get_by_label("Name of your crawl").fill("Seven Wet Foghorns")
    page.get_by_label("Password").fill("seven wet foghorns")
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()

    expect(page.get_by_role("group", name="What to change")).to_have_count(0)
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_accessible_description(
        re.compile("mostly your own name or address, or ours")
    )


def test_a_set_says_it_above_its_fields_in_the_row(
    opened: Open, ed: User, crew: Organization
) -> None:
    make_event(status="published")
    page = opened("/manage/events/vol-7/lineup/add/")
    sign_in(page, ed)
    fields = page.locator("form", has=page.get_by_label("Band"))
    fields.get_by_label("Band").fill(" ")
    fields.get_by_label("Starts").fill("nine-ish")
    with page.expect_navigation():
        fields.get_by_role("button", name="Add").click()

    said = list_of(page)
    assert [label for label, _ in said] == ["Band", "Starts"]
    for label, target in said:
        expect(page.locator(f'[id="{target[1:]}"]')).to_have_accessible_name(label)


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_list_fits_and_can_be_used_by_everyone(
    opened: Open, crew: Organization, width: int, scheme: str
) -> None:
    page = opened("/accounts/first-run/", width=width, color_scheme=scheme)
    with page.expect_navigation():
        page.get_by_role("button", name="Begin").click()

    assert across(page) <= width
    assert violations(page) == {}
