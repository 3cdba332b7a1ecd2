"""Every public address there is, made from the URL list: a new one is walked without a word.

What an address takes is guessed from its route. One that takes something else makes `arguments`
fail, and whoever adds it teaches it here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from bands.models import Band
from events.models import Event, Venue

MODELS = {"event": Event, "band": Band, "venue": Venue}
# What is asked of lists, and of one page of each kind. `{…}` is somebody's slug.
QUERIES = [
    "preview=1",
    "view=venue",
    "view=grid",
    "day=1",
    "page=2",
    "q={part}",
    "event={event}",
    "venue={venue}",
    "genre={genre}",
    "band={band}",
]
# What nobody can choose anything of.
WITHOUT_CHOICE = ("/healthz", "/readyz", "/accounts/", "/admin/")
# A server's answers that hold something of the moment, by header.
OF_THE_MOMENT = {"X-Request-ID"}
# What guards a form against other sites: of the moment too, and nobody's fact.
A_GUARD = re.compile(r'(CSRFMIDDLEWARETOKEN" VALUE="|CSRFTOKEN=)[^"\s]*("|; EXPIRES=[^;]*;)')


def patterns(
    resolver: URLResolver, names: tuple[str, ...] = (), route: str = "/"
) -> Iterator[tuple[str, str, URLPattern]]:
    """Return name, whole route and pattern of every address."""
    for found in resolver.url_patterns:
        whole = route + str(found.pattern).removeprefix("^")
        if isinstance(found, URLResolver):
            inside = (*names, found.namespace) if found.namespace else names
            yield from patterns(found, inside, whole)
        else:
            yield ":".join((*names, found.name or str(found.pattern))), whole, found


def public_routes() -> list[str]:
    return [
        route
        for _, route, found in patterns(get_resolver())
        if not getattr(found.callback, "login_required", True)
    ]


def kind_of(route: str) -> str:
    """Say whose slug a route takes, by the last of its plain words that is a kind of thing."""
    words = [
        word.removesuffix("s")
        for word in route.split("<", maxsplit=1)[0].split("{", maxsplit=1)[0].split("/")
    ]
    kinds = [word for word in words if word in MODELS]
    if not kinds:
        raise AssertionError(f"Teach {__name__} what {route} takes.")
    return kinds[-1]


@dataclass(frozen=True)
class Walk:
    """Which slugs are asked for, by kind; for each kind the first of them is asked in detail."""

    slugs: dict[str, list[str]]
    genre: str
    part: str
    tokens: tuple[str, ...] = ("a-token",)

    def addresses(self) -> list[str]:
        found: list[str] = []
        for route in public_routes():
            if "<" not in route:
                found += [route, *self._asked(route)]
            elif "<path:rest>" in route:
                found.append(route.replace("<path:rest>", "v1/nothing"))
            elif "<slug:pair>" in route:
                found.append(route.replace("<slug:pair>", "ffd21f-c9ec4b"))
            elif "<str:token>" in route:
                bare = route.replace("<int:pk>", "7")
                found += [bare.replace("<str:token>", token) for token in self.tokens]
            else:
                slugs = self.slugs[kind_of(route)]
                whole = [filled(route, slug) for slug in slugs]
                found += [*whole, *(asked for one in whole[:1] for asked in self._asked(one))]
        return found

    def _asked(self, address: str) -> list[str]:
        found = []
        for query in () if address.startswith(WITHOUT_CHOICE) else QUERIES:
            kind = query.split("=")[0]
            if kind in self.slugs:
                whole = (address, kind) == ("/api/v1/schedule", "event")
                slugs = self.slugs[kind] if whole else self.slugs[kind][:1]
                found += [f"{address}?{kind}={slug}" for slug in slugs]
            else:
                found.append(f"{address}?{query.format(part=self.part, genre=self.genre)}")
        return found


def filled(route: str, slug: str) -> str:
    """Put a slug where a route takes one."""
    start, end = route.index("<"), route.index(">") + 1
    whole = route[:start] + slug + route[end:]
    if "<" in whole:
        raise AssertionError(f"Teach {__name__} what else {route} takes.")
    return whole.replace("\\Z", "").replace("$", "")


def everything_in(response: HttpResponse) -> str:
    """Return every byte of an answer, as people spell it in capitals."""
    body = response.getvalue() if response.streaming else response.content
    head = {name: text for name, text in response.items() if name not in OF_THE_MOMENT}
    told = f"{response.status_code}{head}{response.cookies}{body.decode()}"
    return A_GUARD.sub("", told.replace(response["X-Request-ID"], "").upper())


def told_at(client: Client, address: str) -> str:
    return everything_in(client.get(address))
