"""What is typed is completed from the names there are: in the line, and in the fields."""

import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import Organization
from events import completing
from tests.cast import make_band, make_event, make_venue
from tests.events.editing import HTMX, PAGE

BANDS = ["The Harpoonist", "Harbour Parliament", "Sœur Électrique", "Ø"]
VENUES = ["Room 47", "Duchess Café"]
OPTION = re.compile(r'<option value="([^"]*)">')


@pytest.fixture
def lineup(crew: Organization, other_crew: Organization) -> None:
    crew.host = "testserver"
    crew.save()
    make_event(organization=crew)
    for name in BANDS:
        make_band(name, organization=crew)
    for name in VENUES:
        make_venue(name, organization=crew)
    make_band("Harm of Others", organization=other_crew)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("har", ["Harbour Parliament", "The Harpoonist"]),
        ("ELECTR", ["Sœur Électrique"]),
        ("ø", ["Ø"]),
        ("nobody", []),
        ("  ", []),
        ("", []),
    ],
)
def test_names_that_hold_what_is_typed_are_offered(typed: str, offered: list[str]) -> None:
    assert completing.names(typed, BANDS) == offered


def test_the_first_few_of_many_are_offered() -> None:
    many = [f"Band {number:03}" for number in range(500)]

    assert completing.names("band", many) == many[: completing.MOST_OFFERED]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("harp", ["The Harpoonist"]),
        ("The Harpoonist @ du", ["The Harpoonist @ Duchess Café"]),
        ("The Harpoonist 8pm @", []),
        ("@ room", ["@ Room 47"]),
    ],
)
def test_a_line_is_completed_by_a_band_and_after_the_at_by_a_venue(
    typed: str, offered: list[str]
) -> None:
    assert completing.lines(typed, bands=BANDS, venues=VENUES) == offered


@pytest.mark.parametrize(
    ("address", "typed", "offered"),
    [
        ("names/", {"band": "har"}, ["Harbour Parliament", "The Harpoonist"]),
        ("names/", {}, []),
        ("add/", {"line": "har"}, ["Harbour Parliament", "The Harpoonist"]),
        ("add/", {"line": "Ø @ room"}, ["Ø @ Room 47"]),
    ],
)
def test_the_page_is_told_the_names_of_its_own_organization(
    client_of_ed: Client, lineup: None, address: str, typed: dict[str, str], offered: list[str]
) -> None:
    html = client_of_ed.get(f"{PAGE}{address}", typed, headers=HTMX).content.decode()

    assert [unescape(name) for name in OPTION.findall(html)] == offered


def test_the_fields_know_every_venue(client_of_ed: Client, lineup: None) -> None:
    html = client_of_ed.get(PAGE).content.decode()

    (known,) = re.findall(r'<datalist id="venue-names">(.*?)</datalist>', html)
    assert sorted(OPTION.findall(known)) == sorted(VENUES)
