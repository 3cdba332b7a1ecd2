"""A fan follows from a phone, confirms by the mail, looks at what is followed, and leaves."""

import urllib.request
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from accounts.models import Organization
from bands.models import Band
from fans import links
from fans.models import Follow, Letter, Subscriber
from tests.browser.conftest import Open
from tests.browser.looks import across, violations
from tests.cast import make_event, make_performance
from tests.fans.post import FAY, html_of, path_in
from tests.mailbox import Mailbox

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
# What is pressed or filled and is lower than a thumb is wide.
SMALL = """[...document.querySelectorAll('main .btn, main .field :is(input, select), main label')]
  .filter(one => one.matches('.btn, input, select') || one.querySelector('input'))
  .filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"""
LONG = "The Extraordinarily Patient Sons of the Lower Grand River Ferry Company"


@pytest.fixture(autouse=True)
def lineup(crew: Organization) -> None:
    event = make_event(status="published", city="Waterloo")
    for band, start in ((LONG, "20:00"), ("The Rills", "21:00"), ("Ø", "22:00")):
        make_performance(event, band, venue="Room 47", start=start)


def ask(page: Page, email: str = FAY) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail.")


@SCRIPTS
def test_a_fan_follows_two_bands_and_leaves_by_one_click(
    opened: Open, live_server, mailbox: Mailbox, *, scripts: bool
) -> None:
    phone = opened("/bands/the-rills/", java_script_enabled=scripts)
    phone.get_by_role("link", name="Follow The Rills").click()
    ask(phone)
    phone.goto(f"{live_server.url}/bands/{Band.objects.get(name='Ø').slug}/")
    phone.get_by_role("link", name="Follow Ø").click()
    ask(phone)

    (mail,) = mailbox.deliver()
    phone.goto(live_server.url + path_in(mail, "confirm"))
    assert Follow.objects.exclude(confirmed=None).count() == 0
    phone.get_by_role("button", name="Follow 2 bands").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("What you follow")
    bands = phone.get_by_role("listitem").filter(has=phone.get_by_role("button"))
    expect(bands).to_contain_text(["The Rills", "Ø"])

    one_click(live_server.url + path_in(mail, "unsubscribe"))
    phone.reload()
    expect(phone.get_by_text("You follow no band.")).to_be_visible()


def one_click(address: str) -> None:
    """Do what a mail program does: RFC 8058."""
    body = urlencode({"List-Unsubscribe": "One-Click"}).encode()
    with urllib.request.urlopen(address, body, timeout=60) as answer:  # noqa: S310 - our own
        assert (answer.status, answer.url) == (200, address)
        assert answer.headers["Set-Cookie"] is None


@SCRIPTS
def test_many_bands_are_locked_in_from_the_schedule(
    opened: Open, mailbox: Mailbox, *, scripts: bool
) -> None:
    phone = opened("/events/vol-7/", java_script_enabled=scripts)
    phone.get_by_role("link", name="Follow bands by mail").click()
    phone.get_by_role("button", name="Send me the link").click()
    expect(phone.locator("#id_bands_error")).to_have_text("Choose a band to follow.")

    for band in (LONG, "The Rills"):
        phone.get_by_role("checkbox", name=band).check()
    phone.get_by_label("E-mail").fill("fay@nowhere")
    phone.get_by_role("button", name="Send me the link").click()
    expect(phone.get_by_label("E-mail")).to_have_accessible_description(
        "This address has no ending, like .org or .ca."
    )
    expect(phone.get_by_label("E-mail")).to_be_focused()
    expect(phone.get_by_role("checkbox", name=LONG)).to_be_checked()
    ask(phone)

    (mail,) = mailbox.deliver()
    assert mail["Subject"] == f"Confirm: follow {LONG} and 1 more"


@pytest.fixture
def pages(crew: Organization, opened: Open, mailbox: Mailbox) -> Callable[[], dict[str, str]]:
    """The paths of every page that a fan can meet."""

    def made() -> dict[str, str]:
        page = opened("/subscribe/")
        ask(page)
        page.goto(page.url.replace("/subscribe/", "/follow/"))
        page.get_by_role("checkbox", name=LONG).check()
        ask(page)
        (mail,) = mailbox.deliver()
        fay = Subscriber.objects.get()
        own = f"/preferences/{links.to_page(fay)}/"
        return {
            "follow": "/follow/?band=the-rills",
            "event": "/events/vol-7/follow/",
            "subscribe": "/subscribe/",
            "confirm": path_in(mail, "confirm"),
            "old": "/confirm/no-such-link/",
            "own": own,
            "delete": f"{own}delete/",
            "leave": path_in(mail, "unsubscribe"),
        }

    return made


def test_every_page_fits_and_can_be_used_by_everyone(
    opened: Open, pages: Callable[[], dict[str, str]]
) -> None:
    found = pages()
    Follow.objects.update(confirmed=Letter.objects.latest("pk").created)
    for name, path in found.items():
        for width, scheme in ((320, "dark"), (360, "light"), (1280, "dark")):
            status = 404 if name == "old" else 200
            page = opened(path, width=width, status=status, color_scheme=scheme)
            assert (name, across(page)) == (name, width)
            small = page.evaluate(SMALL)
            assert (name, small) == (name, [])
            assert (name, violations(page)) == (name, {})


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_a_mail_fits_and_can_be_read_by_everyone(
    opened: Open, browser: Browser, mailbox: Mailbox, scheme: str
) -> None:
    form = opened("/follow/")
    form.get_by_role("checkbox", name=LONG).check()
    ask(form)
    (mail,) = mailbox.deliver()

    viewport = {"width": 360, "height": 800}
    with closing(browser.new_context(viewport=viewport, color_scheme=scheme)) as program:
        page = program.new_page()
        page.set_content(html_of(mail))
        reach = across(page)
        faults = set(violations(page))
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert reach == 360
    # A mail has no landmarks: the program that shows it has them.
    assert faults - {"region", "landmark-one-main"} == set()
    assert ground == {"dark": "rgb(12, 13, 15)", "light": "rgb(245, 245, 241)"}[scheme]
