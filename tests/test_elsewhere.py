"""What another organization has is told as what nobody has, at every address that names it."""

import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from accounts.models import Organization, Role
from tests.cast import make_member, signed_in
from tests.test_routes import DESK, LINES
from tests.world import make_world

pytestmark = pytest.mark.once
THEIRS = "other.example.org"
SLUGS = {"vol-7": "vol-77", "the-rills": "the-hills", "room-47": "room-48"}
# What differs from one answer to the next, whoever asks.
ITS_OWN = re.compile(r"id: [\w-]+")


def never_used(value: str) -> str:
    """Return what looks like `value`, and names nothing."""
    if value.isdigit():
        return "999999"
    try:
        return str(uuid.UUID(value) and uuid.UUID(int=7))
    except ValueError:
        return value[:-1] + ("b" if value[-1] == "a" else "a")


def private(world: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return each address that names a row and is no stranger's, with one that names none."""
    nobody = {name: never_used(value) for name, value in world.items()}
    found = {}
    for name, line in LINES.items():
        real = unreal = line.address
        for placeholder, value in world.items():
            real = real.replace(placeholder, value)
            unreal = unreal.replace(placeholder, nobody[placeholder])
        for slug, other in SLUGS.items():
            unreal = unreal.replace(slug, other)
        if real != unreal and line.address.startswith("/manage/") and name != DESK:
            found[name] = (real, unreal)
    return found


def answer(client: Client, method: str, address: str) -> tuple[int, str]:
    with transaction.atomic():
        response = client.generic(method, address, headers={"host": THEIRS})
        transaction.set_rollback(True)
    return response.status_code, ITS_OWN.sub("", response.content.decode())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_row_of_others_is_told_as_none(
    crew: Organization, other_crew: Organization, settings: Settings, method: str
) -> None:
    settings.ALLOWED_HOSTS = [THEIRS]
    crew.host = "testserver"
    crew.save()
    addresses = private(make_world(crew))
    admin = signed_in(make_member("Eve", Role.ADMIN, other_crew))

    told = {
        name: [answer(admin, method, address) for address in pair]
        for name, pair in addresses.items()
    }
    # Which method an address takes is said whatever it names.
    told = {name: pair for name, pair in told.items() if pair[0][0] != 405}

    assert len(told) > 20
    assert answer(admin, "GET", "/manage/members/")[0] == 200
    for name, (theirs, nobodys) in told.items():
        assert (name, theirs) == (name, nobodys)
        assert (name, theirs[0]) == (name, 404)
