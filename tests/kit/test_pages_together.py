"""Many ask for one page at the same moment: it is made once, and everybody gets it."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from settimes.pages.middleware import PageCache
from settimes.pages.store import Store, store

pytestmark = pytest.mark.once
MANY = 8


def nobody(request: HttpRequest) -> str:
    return "nobody"


class View:
    """Makes a page only when as many as announced have asked for one."""

    def __init__(self, status: int = 200) -> None:
        self.made = 0
        self.status = status
        self.may_go_on = threading.Event()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        assert self.may_go_on.wait(10)
        self.made += 1
        return HttpResponse(f"Page {self.made}", status=self.status)


@pytest.fixture
def asking(settings, keeping_pages) -> Callable[[View, list[str]], list[bytes]]:
    settings.PAGE_OWNER = f"{__name__}.nobody"

    def ask(view: View, paths: list[str]) -> list[bytes]:
        cached = PageCache(view)
        with ThreadPoolExecutor(len(paths)) as pool:
            answers = [pool.submit(cached, RequestFactory().get(path)) for path in paths]
            view.may_go_on.set()
            return [answer.result().content for answer in answers]

    return ask


def test_a_page_is_made_once_for_all_who_wait(asking) -> None:
    view = View()

    assert asking(view, ["/events/vol-7/"] * MANY) == [b"Page 1"] * MANY
    assert (view.made, len(store)) == (1, 1)


def test_different_pages_are_made_side_by_side(asking) -> None:
    view = View()

    got = asking(view, [f"/events/vol-{number}/" for number in range(MANY)])

    assert sorted(got) == [f"Page {number}".encode() for number in range(1, MANY + 1)]


def test_what_is_not_kept_is_made_for_each(asking) -> None:
    view = View(status=404)

    asking(view, ["/events/vol-7/"] * MANY)

    assert (view.made, len(store)) == (MANY, 0)


def test_who_waits_too_long_is_told_that_it_is_not_its_turn() -> None:
    shelf = Store()

    with shelf.turn("page", 0.01) as first, shelf.turn("page", 0.01) as second:
        assert (first, second) == (True, False)
        with shelf.turn("another", 0.01) as other:
            assert other
    with shelf.turn("page", 0.01) as again:
        assert again


def test_whoever_fails_leaves_the_turn_to_the_next() -> None:
    shelf = Store()

    with pytest.raises(RuntimeError), shelf.turn("page", 0.01):
        raise RuntimeError("on purpose")

    with shelf.turn("page", 0.01) as next_one:
        assert next_one
