"""Nothing hidden is on any public surface: every one is walked from one database of markers.

A new public address must join `PUBLIC_URLS`, or the second test fails.
"""

from collections.abc import Iterator
from itertools import product

import pytest
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Organization
from bands.models import Band
from events import visibility
from events.models import Event, Performance, Venue
from tests.cast import make_event, make_performance
from tests.events.hidden import OPEN, SECRET, fill

# Every address a stranger can open, with what it takes: somebody's slug, or given arguments.
SLUG = "an event's slug"
SLUGS_OF: dict[str, type[Event | Band | Venue]] = {
    SLUG: Event,
    "a band's slug": Band,
    "a venue's slug": Venue,
}
PUBLIC_URLS: dict[str, list[str]] = {
    "accounts:code": [],
    "accounts:code_mail": [],
    "accounts:colours": ["ffd21f-c9ec4b"],
    "accounts:email_confirm": ["no-such-token"],
    "accounts:email_object": ["no-such-token"],
    "accounts:first_run": [],
    "accounts:join": ["no-such-token"],
    "accounts:login": [],
    "accounts:logout": [],
    "accounts:passkey": [],
    "accounts:passkey_begin": [],
    "accounts:reset": [],
    "accounts:reset_sent": [],
    "accounts:reset_set": ["no-such-token"],
    "admin:login": [],
    "events:api:api-root": [],
    "events:api:band": ["a band's slug"],
    "events:api:bands": [],
    "events:api:event": [SLUG],
    "events:api:events": [],
    "events:api:openapi-json": [],
    "events:api:schedule": [],
    "events:api:venue": ["a venue's slug"],
    "events:api:venues": [],
    "events:api_nothing": ["v1/nothing"],
    "events:band": ["a band's slug"],
    "events:band_calendar": ["a band's slug"],
    "events:bands": [],
    "events:changes_feed": [SLUG],
    "events:current": [],
    "events:event_calendar": [SLUG],
    "events:events": [],
    "events:events_feed": [],
    "events:robots": [],
    "events:preview": ["no.token"],
    "events:preview_all": ["no.token"],
    "events:recap": [SLUG],
    "events:schedule": [SLUG],
    "events:sitemap": [],
    "events:venue": ["a venue's slug"],
    "events:venues": [],
    "fans:address": ["a token"],
    "fans:confirm": ["a token"],
    "fans:delete": ["a token"],
    "fans:download": ["a token"],
    "fans:event_follow": [SLUG],
    "fans:follow": [],
    "fans:move": ["a token"],
    "fans:news": ["a token", "7"],
    "fans:pause": ["a token"],
    "fans:preferences": ["a token"],
    "fans:subscribe": [],
    "fans:unfollow": ["a token"],
    "fans:unsubscribe": ["a token"],
    "favicon": [],
    "healthz": [],
    "readyz": [],
}
# Those that take an event's slug as a parameter.
BY_PARAMETER = {"events:api:schedule": "event"}
# Addresses that no view answers: static files, and what does not exist.
UNROUTED = ["/static/css/tokens.css", "/static/icons.svg", "/no/such/page/", "/static/none.css"]


def patterns(
    resolver: URLResolver, names: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        if isinstance(found, URLResolver):
            inside = (*names, found.namespace) if found.namespace else names
            yield from patterns(found, inside)
        else:
            yield ":".join((*names, found.name or str(found.pattern))), found


def test_the_list_names_every_public_address() -> None:
    public = {
        name
        for name, found in patterns(get_resolver())
        if not getattr(found.callback, "login_required", True)
    }

    assert public == set(PUBLIC_URLS)


def test_the_walk_sees_private_addresses_as_such() -> None:
    names = {name for name, _ in patterns(get_resolver())}

    assert {"admin:index", "admin:password_change"} <= names - set(PUBLIC_URLS)


def addresses(slugs: list[str]) -> list[str]:
    found = list(UNROUTED)
    for name, arguments in PUBLIC_URLS.items():
        if arguments and arguments[0] in SLUGS_OF:
            every = SLUGS_OF[arguments[0]].objects.values_list("slug", flat=True)
            found += [reverse(name, args=[slug]) for slug in every]
        else:
            found.append(reverse(name, args=arguments))
        if parameter := BY_PARAMETER.get(name):
            found += [f"{reverse(name)}?{parameter}={slug}" for slug in slugs]
    return found


def everything_in(response: HttpResponse) -> str:
    body = response.getvalue() if response.streaming else response.content
    return f"{response.headers}{response.cookies}{body.decode()}".upper()


@pytest.fixture
def slugs(crew: Organization, other_crew: Organization) -> dict[str, list[str]]:
    crew.host = "testserver"
    crew.save()
    return fill(crew, other_crew)


def test_no_public_address_tells_what_is_hidden(slugs, client: Client) -> None:
    asked = addresses(slugs["public"] + slugs["hidden"])

    told = [address for address in asked if SECRET in everything_in(client.get(address))]

    assert told == []


def test_the_markers_would_be_found(slugs, client: Client) -> None:
    asked = ["/", "/events/", *(f"/events/{slug}/" for slug in slugs["public"])]
    asked += [f"/api/v1/schedule?event={slug}" for slug in slugs["public"]]
    asked += [
        "/bands/",
        f"/bands/{OPEN.lower()}-band/",
        "/venues/",
        f"/venues/{OPEN.lower()}-venue/",
    ]

    told = [address for address in asked if OPEN in everything_in(client.get(address))]

    assert told == asked


@pytest.mark.parametrize("surface", ["/events/{}/", "/api/v1/schedule?event={}"])
def test_what_becomes_public_is_told(slugs, client: Client, surface: str) -> None:
    address = surface.format(slugs["hidden"][0])
    assert client.get(address).status_code == 404

    Event.objects.filter(slug=slugs["hidden"][0]).update(status="published")

    assert SECRET in everything_in(client.get(address))


def test_another_organizations_event_is_theirs(slugs, other_crew, settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", other_crew.host]
    address = f"/events/{slugs['hidden'][1]}/"

    ours, theirs = (
        Client(headers={"Host": host}).get(address).status_code
        for host in ("testserver", other_crew.host)
    )

    assert (ours, theirs) == (404, 200)


def test_the_rule_for_a_row_is_the_rule_for_the_query(crew) -> None:
    now = timezone.now()
    for status, reveal in product(Event.Status.values, [False, True]):
        event = make_event(f"{status} {reveal}", status=status, reveal_mode=reveal)
        for number, times in enumerate(product([None, now], repeat=3)):
            announced, removed, cancelled = times
            make_performance(
                event,
                f"Band {number}",
                announced_at=announced,
                removed_at=removed,
                cancelled_at=cancelled,
            )

    everything = Performance.objects.select_related("event")
    by_row = {row.pk for row in everything if visibility.is_public(row, row.event)}
    by_query = set(Performance.objects.public().values_list("pk", flat=True))

    assert len(everything) == 48
    assert by_row == by_query
    assert len(by_query) == 12


def test_the_static_files_named_here_exist() -> None:
    static = [address.removeprefix("/static/") for address in UNROUTED if "/static/" in address]

    assert [bool(finders.find(name)) for name in static] == [True, True, False]
