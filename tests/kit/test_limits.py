"""What strangers may send how often: a browser little, a room behind one address much."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone
from redis.exceptions import ConnectionError as CacheIsAway
from time_machine import travel

from settimes.limits import limit_posts
from settimes.urls import urlpatterns as real

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@login_not_required
@limit_posts("sample", browser=(3, 600), network=(7, 600))
def sample(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


urlpatterns = [*real, path("sample/", sample)]


@pytest.fixture(autouse=True)
def one_moment() -> Iterator[None]:
    """Let no time pass: what is counted begins anew every ten minutes, also in the midst of one."""
    with travel(timezone.now(), tick=False):
        yield


def posts(count: int, *, cookie: str = "", at: str = "192.0.2.1") -> list[int]:
    client = Client(REMOTE_ADDR=at)
    if cookie:
        client.cookies["csrftoken"] = cookie * 32  # as long as a real one
    return [client.post("/sample/").status_code for _ in range(count)]


def test_one_browser_is_refused_and_told_when_to_come_back() -> None:
    client = Client()

    assert [client.post("/sample/").status_code for _ in range(3)] == [200] * 3
    refused = client.post("/sample/")

    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 600
    assert client.get("/sample/").status_code == 200


def test_the_others_in_the_room_are_not_refused() -> None:
    assert posts(4, cookie="a") == [200, 200, 200, 429]
    assert posts(2, cookie="b") == [200, 200]


def test_a_network_has_a_limit_whatever_cookies_it_sends() -> None:
    answers = [posts(1, cookie=letter) for letter in "abcdefgh"]

    assert answers == [[200]] * 7 + [[429]]
    assert posts(1, cookie="x", at="198.51.100.1") == [200]


def test_addresses_of_one_customer_are_one_network() -> None:
    answers = [posts(1, cookie=f"{n}", at=f"2001:db8::{n}") for n in range(8)]

    assert answers[-1] == [429]
    assert posts(1, at="2001:db8:0:1::1") == [200]


@pytest.mark.parametrize("at", ["", "nonsense"])
def test_a_visitor_without_an_address_is_counted_too(at: str) -> None:
    assert posts(4, at=at) == [200, 200, 200, 429]


def test_nobody_is_refused_while_the_cache_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise CacheIsAway

    monkeypatch.setattr(cache, "add", away)

    assert posts(4) == [200] * 4
