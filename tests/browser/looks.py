"""How a page looks once it is there: measured and examined in one step that waits for it.

A page that is just coming has no width yet, and half of it has no faults. Of a press that leads to
another page the test waits itself, or it would look at the old one.
"""

import json

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Nothing is on its way any more: neither letters nor a colour half way to another.
IS_LAID_OUT = """document.readyState === "complete" && document.fonts.status === "loaded" &&
    document.getAnimations().every(one => one.playState !== "running")"""
WIDTH = f"() => {IS_LAID_OUT} && document.documentElement.scrollWidth"
FAULTS = f"""() => {{
    if (!({IS_LAID_OUT})) return false;
    {Axe().axe_script};
    return axe.run({json.dumps({"resultTypes": ["violations"]})}).then(({{violations}}) =>
        violations.map(({{id, nodes}}) => [id, nodes.map(node => node.html)]));
}}"""


def across(page: Page) -> int:
    """Return how wide the page is, with what sticks out of the window."""
    width: int = page.wait_for_function(WIDTH).json_value()
    return width


def violations(page: Page) -> dict[str, list[str]]:
    """Return the rules of accessibility that the page breaks, each with where."""
    found: list[tuple[str, list[str]]] = page.wait_for_function(FAULTS).json_value()
    return dict(found)


def unfold(page: Page) -> None:
    """Open whatever is folded on the page: what is inside has to fit as well."""
    page.locator("main details").evaluate_all("all => all.forEach(one => (one.open = true))")
