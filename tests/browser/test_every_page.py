"""Every page there is, in a real browser under the strict policy: nothing is complained of."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from playwright.sync_api import ConsoleMessage, Error, Page, Response

from accounts.models import Organization, Role
from tests.browser.conftest import Open, failed
from tests.cast import make_member, signed_in
from tests.test_routes import DESK, LINES, WHO
from tests.world import make_world

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# What shows something itself; all others lead to a page that is walked anyway, or take no GET.
PAGES = {"200", "403", "404", "503"}
# Chromium shows these in pages of its own making, which our policy is not meant for.
NO_PAGE = re.compile(r"\.(atom|css|ics|json|txt|xml)$|/api/|/healthz$|/readyz$")


def addresses(who: str, world: dict[str, str]) -> dict[str, int]:
    """Return what they may open, with the answer that they get."""
    found = {}
    for line in LINES.values():
        address, cell = line.address, line.cells["GET"][WHO.index(who)]
        for placeholder, value in world.items():
            address = address.replace(placeholder, value)
        if cell in PAGES and line.name != DESK:
            found[address] = int(cell)
    return found


def listen(page: Page, complaints: list[str]) -> None:
    """Take down everything the browser says, but that the page itself is one of an error."""

    def console(said: ConsoleMessage) -> None:
        is_the_page = said.location["url"] == page.url and "Failed to load" in said.text
        if said.type in ("error", "warning") and not is_the_page:
            complaints.append(f"{page.url}: {said.text}")

    def answered(answer: Response) -> None:
        if answer.status >= 400 and not answer.request.is_navigation_request():
            complaints.append(f"{page.url}: {answer.url} is {answer.status}")

    page.on("console", console)
    page.on("response", answered)
    page.on("requestfailed", lambda request: complaints.extend(failed(request)))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


def visit(page: Page, address: str) -> int:
    if NO_PAGE.search(address):
        return page.request.get(address).status
    try:
        answer = page.goto(address)
    except Error as error:  # what is taken along, and not shown
        if "Download is starting" not in str(error):
            raise
        answer = None
    return answer.status if answer else 200


@pytest.mark.parametrize("who", ["A", "E", "M"])
def test_no_page_is_complained_of(
    opened: Open, complaints: list[str], crew: Organization, who: str
) -> None:
    world = make_world(crew)
    page = opened("/healthz", width=1280)
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    if who != "A":
        role = {"E": Role.EDITOR, "M": Role.ADMIN}[who]
        session = signed_in(make_member(who, role, crew)).cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": session.key, "value": session.value, "url": origin}])
    listen(page, complaints)
    expected = addresses(who, world)

    assert {address: visit(page, f"{origin}{address}") for address in expected} == expected
    assert len(expected) > 40
    assert complaints == []


def test_the_walk_hears_what_a_page_complains_of(
    opened: Open, complaints: list[str], crew: Organization
) -> None:
    page = opened("/events/")
    listen(page, complaints)

    page.evaluate("""async () => {
        const add = (name, more) =>
            document.body.append(Object.assign(document.createElement(name), more));
        add("script", {textContent: "1"});
        add("img", {src: "/static/nothing.png"});
        add("img", {src: "http://127.0.0.1:9/nothing.png"});
        setTimeout(() => { throw new Error("thrown"); });
        console.warn("warned");
        await new Promise(done => setTimeout(done, 500));
    }""")

    for part in ("script-src", "nothing.png is 404", "img-src", "thrown", "warned"):
        assert [said for said in complaints if part in said], (part, complaints)
    complaints.clear()
