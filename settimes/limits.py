"""How often strangers may send a form: django-ratelimit, counted in the cache.

A room behind one address is not shut out: what one browser sends has a small limit, what a whole
network sends a large one. Without the cache nobody is refused; what must hold then as well
(sign-in, one-time links) is counted in rows.
"""

import functools
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

from settimes import proxies
from settimes.errors import TooMany

View = Callable[..., HttpResponse]
Rate = tuple[int, int]


def limit_posts(
    group: str, *, browser: Rate | None = None, network: Rate | None = None
) -> Callable[[View], View]:
    """Refuse a POST that comes too often with 429; rates are (how many, seconds).

    `group` is what is counted together. The default rates are POSTS_PER_BROWSER and
    POSTS_PER_NETWORK.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if request.method == "POST":
                _count(request, group, _browser, browser or settings.POSTS_PER_BROWSER)
                _count(request, group, _network, network or settings.POSTS_PER_NETWORK)
            return view(request, *args, **kwargs)

        return run

    return decorate


def count_guess(request: HttpRequest, group: str) -> None:
    """Count a link that was never given out; after many from one network refuse with 429.

    Links that are genuine are not asked about this, so a room is not shut out by one of its guests.
    """
    _count(request, f"guesses {group}", _network, settings.GUESSES_PER_NETWORK)


def _count(
    request: HttpRequest, group: str, key: Callable[[str, HttpRequest], str], rate: Rate
) -> None:
    try:
        usage = get_usage(request, group=group, key=key, rate=rate, increment=True)
    except RedisError:
        return
    if usage and usage["should_limit"]:
        raise TooMany(timedelta(seconds=max(1, usage["time_left"])))


def _network(_: str, request: HttpRequest) -> str:
    return f"network {proxies.network_of(request.META.get('REMOTE_ADDR', ''))}"


def _browser(group: str, request: HttpRequest) -> str:
    """Tell the browsers of one network apart by the cookie of their form; robots have none."""
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return f"browser {_network(group, request)} {cookie}"
