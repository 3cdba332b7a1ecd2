"""Who may do what where: `routes.txt` has a line for every route, and every cell of it is asked.

A new route without a line fails, with the line that it would need to be as it is: read it before
you believe it.
"""

import re
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver

from accounts.models import Organization, Role
from tests.cast import make_member, signed_in
from tests.events.public_walk import patterns
from tests.world import make_world

pytestmark = pytest.mark.once
FILE = Path(__file__).parent / "routes.txt"
# Strangers, then viewer, editor and admin of the place, then editor and admin of another one.
WHO = ("A", "V", "E", "M", "E2", "M2")
COLUMNS = {"GET": ["GET"], "POST": ["POST"], "others": ["PUT", "PATCH", "DELETE"]}
LOGIN = "/accounts/login/"
PARAMETER = re.compile(r"<(?:\w+:)?\w+>|\(\?P<\w+>[^)]*\)|\$$")
# The desk has one rule for all of its pages, and one line: who is no staff is refused.
DESK = "admin:*"


@dataclass(frozen=True)
class Line:
    name: str
    address: str
    cells: dict[str, list[str]]

    def __str__(self) -> str:
        columns = [" ".join(f"{cell:<3}" for cell in self.cells[name]) for name in COLUMNS]
        return " | ".join([f"{self.name:<30}", f"{self.address:<52}", *columns]).rstrip()


def lines() -> dict[str, Line]:
    found = {}
    for text in FILE.read_text().splitlines():
        if text and not text.startswith("#"):
            name, address, *columns = (part.strip() for part in text.split("|"))
            cells = dict(zip(COLUMNS, (column.split() for column in columns), strict=True))
            assert name not in found, f"{name} has two lines."
            found[name] = Line(name, address, cells)
    return found


LINES = lines()
ROUTES = {name: route for name, route, _ in patterns(get_resolver())}


@pytest.fixture
def world(crew: Organization, other_crew: Organization) -> dict[str, str]:
    crew.host = "testserver"
    crew.save()
    return make_world(crew)


@pytest.fixture
def cookies(crew: Organization, other_crew: Organization) -> dict[str, SimpleCookie]:
    """Return what each of them sends along, by who they are."""
    roles = {"V": Role.VIEWER, "E": Role.EDITOR, "M": Role.ADMIN}
    found = {"A": SimpleCookie()}
    for who in WHO[1:]:
        place = other_crew if who.endswith("2") else crew
        found[who] = signed_in(make_member(who, roles[who[0]], place)).cookies
    return found


def answer(method: str, address: str, cookies: SimpleCookie) -> str:
    """Ask once, and undo whatever it did."""
    client = Client()
    client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    with transaction.atomic():
        response: HttpResponse = client.generic(method, address)
        transaction.set_rollback(True)
    led_to_login = response.get("Location", "").startswith(f"{LOGIN}?")
    return "in" if led_to_login else str(response.status_code)


def likely(route: str) -> str:
    """Return an address of a new route, as far as one can be guessed."""
    for slug, name in {"vol-7": "/events/", "the-rills": "/bands/", "room-47": "/venues/"}.items():
        if name in route:
            route = route.replace("<slug:slug>", slug)
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def as_it_is(
    name: str, address: str, world: dict[str, str], cookies: dict[str, SimpleCookie]
) -> Line:
    whole = address
    for placeholder, value in world.items():
        whole = whole.replace(placeholder, value)
    cells = {}
    for column, methods in COLUMNS.items():
        every = [[answer(method, whole, cookies[who]) for who in WHO] for method in methods]
        alike = [sorted(set(found)) for found in zip(*every, strict=True)]
        cells[column] = ["/".join(found) for found in alike]
    return Line(name, address, cells)


@pytest.mark.parametrize("name", [name for name in LINES if name != DESK])
def test_each_answer_is_as_the_table_says(name: str, world, cookies) -> None:
    line = LINES[name]

    assert str(as_it_is(name, line.address, world, cookies)) == str(line)


def test_every_route_has_its_line(world, cookies) -> None:
    known = {name for name in ROUTES if name in LINES or name.startswith("admin:")}
    new = sorted(set(ROUTES) - known)
    missing = [as_it_is(name, likely(ROUTES[name]), world, cookies) for name in new]

    assert not missing, "\n".join(["routes.txt lacks:", *map(str, missing)])
    assert set(LINES) - set(ROUTES) == {DESK}


def test_the_desk_refuses_every_method_of_every_page_to_all_but_staff(world, cookies) -> None:
    desk = {name: route for name, route in ROUTES.items() if name.startswith("admin:")}
    assert len(desk) > 50

    for name, route in desk.items():
        if name not in LINES:
            found = as_it_is(name, PARAMETER.sub("1", route), world, cookies)
            assert (name, found.cells) == (name, LINES[DESK].cells)
