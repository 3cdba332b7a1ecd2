"""What a band or a venue did before, read on a phone and on a desk."""

import pytest

from tests.browser.conftest import Open
from tests.browser.test_layout import PAGES, crawl  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
# How much of the line the name of the event has, and whether the place is below it.
LINE = """line => {
    const [name, place] = [...line.children].slice(1).map(one => one.getBoundingClientRect());
    return [name.width > line.clientWidth / 2, place.top >= name.bottom - 1];
}"""


@pytest.mark.parametrize(("width", "is_below"), [(360, True), (1280, False)])
@pytest.mark.parametrize("path", [PAGES["band"], PAGES["venue"]])
def test_an_event_that_was_is_named_in_full(
    opened: Open, path: str, width: int, *, is_below: bool
) -> None:
    line = opened(path, width=width).locator(".log li").first

    has_room, below = line.evaluate(LINE)
    letters = line.locator("a").first.evaluate("link => link.getBoundingClientRect().height")
    assert (has_room, below, letters <= 50) == (True, is_below, True)


def test_the_place_stands_close_below_the_name(opened: Open) -> None:
    line = opened(PAGES["band"]).locator(".log li", has_text="Vol. 15")
    links = line.locator("a bdi")

    name, place = links.evaluate_all("all => all.map(one => one.getBoundingClientRect().toJSON())")

    assert (place["top"] >= name["bottom"], place["top"] - name["bottom"] < 12) == (True, True)
