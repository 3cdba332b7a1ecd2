"""What every answer says to a browser, at every address there is."""

import uuid

import pytest
from django.test import Client
from django.urls import Resolver404, get_resolver, resolve

from events.models.performances import ID_LENGTH, ID_LETTERS
from tests.cast import make_band, make_event, make_performance

SAMPLES = {"slug": "vol-7", "rest": "x", "pk": "1", "token": "1"}
MADE = {
    "UUIDConverter": str(uuid.UUID(int=7)),
    "SetId": ID_LETTERS[0] * ID_LENGTH,
    "TableKind": "csv",
}
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# Where an address or what is shown is a secret, no other page is told it. (Of "no-referrer" a form
# does not say where it comes from, and is refused.)
FOUND = 302  # to the sign-in page
TELLS_LESS = {
    "/accounts/email/1/": "strict-origin",
    "/accounts/email/keep/1/": "strict-origin",
    "/accounts/join/1/": "strict-origin",
    "/accounts/reset/1/": "strict-origin",
    "/manage/events/vol-7/preview/": "no-referrer",
    "/manage/events/vol-7/preview/everything/": "no-referrer",
}
POLICY = {
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


def addresses() -> list[str]:
    """Return one address for each route, with what its parts may be."""
    found = []
    for route, *_ in _routes(get_resolver().url_patterns, ""):
        found.append("/" + route)
    return sorted(set(found))


def _routes(patterns, prefix):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, prefix + _filled(one.pattern))
        else:
            yield (prefix + _filled(one.pattern),)


def _filled(pattern) -> str:
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__
        sample = MADE.get(kind) or SAMPLES.get(name, "1")
        text = text.replace(f"<{converter_name(text, name)}{name}>", sample)
    return text.replace("(?P<url>.*)$", "x").lstrip("^")


def converter_name(text: str, name: str) -> str:
    return text.split(f"{name}>", maxsplit=1)[0].rsplit("<", 1)[1]


@pytest.fixture
def lineup(crew):
    event = make_event(status="published")
    make_performance(event, make_band("Vol 7"))
    return event


@pytest.mark.once
def test_each_of_these_addresses_leads_somewhere() -> None:
    assert [address for address in addresses() if not leads(address)] == []


def leads(address: str) -> bool:
    try:
        resolve(address)
    except Resolver404:
        return False
    return True


def test_every_answer_carries_the_policies(lineup, client_of_staff: Client, client: Client) -> None:
    client.raise_request_exception = client_of_staff.raise_request_exception = False
    missing = {}
    for visitor in (client, client_of_staff):
        for address in addresses():
            answer = visitor.get(address)
            said = {name: answer.get(name) for name in EVERYWHERE}
            policy = set(answer.get("Content-Security-Policy", "").split("; "))
            wanted = EVERYWHERE
            if address in TELLS_LESS and answer.status_code != FOUND:
                wanted = EVERYWHERE | {"Referrer-Policy": TELLS_LESS[address]}
            if (
                said != wanted
                or policy != POLICY
                or "camera=()" not in answer.get("Permissions-Policy", "")
            ):
                missing[address] = (answer.status_code, said, policy)

    assert len(addresses()) > 100
    assert set(addresses()) >= set(TELLS_LESS)
    assert missing == {}


def test_what_is_shown_to_somebody_signed_in_is_kept_nowhere(
    lineup, client_of_staff: Client
) -> None:
    stored = {
        address: answer.get("Cache-Control")
        for address in addresses()
        if address.startswith(("/manage/", "/accounts/", "/admin/"))
        and address != "/admin/login/"  # leads on to the one sign-in, whoever asks
        for answer in [client_of_staff.get(address)]
        if not {"no-store", "private"} <= set(answer.get("Cache-Control", "").split(", "))
    }

    assert stored == {}


def test_a_public_page_sets_no_cookie_and_asks_no_session(lineup, client: Client) -> None:
    public = ["/", "/events/", "/events/vol-7/", "/bands/", "/bands/vol-7/", "/api/v1/events"]
    answers = [client.get(address) for address in public]

    assert [answer.status_code for answer in answers] == [200] * len(public)
    assert [bool(answer.cookies) for answer in answers] == [False] * len(public)
    assert ["Cookie" in answer.get("Vary", "") for answer in answers] == [False] * len(public)


@pytest.mark.parametrize("status", ["400", "404", "405"])
def test_a_refusal_carries_the_policies_too(crew, status: str) -> None:
    answer = {
        "400": lambda: Client(headers={"Host": "evil.example.org"}).get("/manage/"),
        "404": lambda: Client().get("/nothing/"),
        "405": lambda: Client().trace("/"),
    }[status]()

    assert answer.status_code == int(status)
    assert {name: answer.get(name) for name in EVERYWHERE} == EVERYWHERE
    assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
