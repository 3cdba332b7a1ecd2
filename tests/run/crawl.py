"""Every page that links lead to, for somebody: a few of each route, with a few of its choices."""

import re
from collections import Counter, deque
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.run.outside import Answer, Visitor

MOST_OF_A_ROUTE, MOST_CHOICES = 3, 3
STARTS = ("/", "/manage/", "/admin/", "/accounts/sessions/", "/manage/nothing/")


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        names = ("href", "hx-get", "src") if tag in ("a", "link", "button", "div", "form") else ()
        self.found += [unescape(said[name] or "") for name in names if said.get(name)]


def crawl(visitor: Visitor, starts: tuple[str, ...] = STARTS) -> dict[str, Answer]:
    """Return each address found with its answer."""
    waiting, seen = deque(starts), set(starts)
    routes: Counter[str] = Counter()
    choices: Counter[str] = Counter()
    answers: dict[str, Answer] = {}
    while waiting:
        address = waiting.popleft()
        answer = answers[address] = visitor.get(address)
        if not answer.headers.get_content_type().endswith(("html", "xml")):
            continue
        for link in Links(answer.text).found:
            parts = urlsplit(urljoin(f"{visitor.site.origin}{address}", link))
            path = f"{parts.path}?{parts.query}" if parts.query else parts.path
            is_ours = f"{parts.scheme}://{parts.netloc}" == visitor.site.origin
            if not is_ours or path in seen or parts.path.startswith("/static/"):
                continue
            seen.add(path)
            route = route_of(parts.path)
            counted, key, most = (
                (choices, parts.path, MOST_CHOICES)
                if parts.query
                else (routes, route, MOST_OF_A_ROUTE)
            )
            counted[key] += 1
            if counted[key] <= most and (not parts.query or routes[route] <= MOST_OF_A_ROUTE):
                waiting.append(path)
    return answers


def route_of(path: str) -> str:
    try:
        return resolve(path).route
    except Resolver404:
        return re.sub(r"\d+", "0", path)
