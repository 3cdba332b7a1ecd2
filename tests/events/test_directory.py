"""The lists of bands and venues: what is in them, in which order, and how it is found."""

import pytest
from django.test import Client
from pytest_django.asserts import assertContains, assertNotContains

from events import directory
from tests.cast import make_band, make_event, make_performance, make_venue
from tests.html import Page

NAMES = ["The Rills", "Ñandú", "AC/DC", "Ø", "!!!", "Zéphyr & Sons"]
LISTS = ["/bands/", "/venues/"]


@pytest.fixture
def vol_7(crew):
    return make_event(status="published")


def names(entries: list[directory.Entry]) -> list[str]:
    return [entry.name for entry in entries]


def test_a_list_is_in_the_order_of_a_directory(vol_7, crew) -> None:
    for name in NAMES:
        make_performance(vol_7, name)

    listed = directory.bands(crew)

    assert names(listed) == ["!!!", "AC/DC", "Ñandú", "The Rills", "Zéphyr & Sons", "Ø"]
    assert [entry.letter for entry in listed] == ["#", "A", "N", "R", "Z", "Ø"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", sorted(NAMES)),
        ("ril", ["The Rills"]),
        ("the", ["The Rills"]),
        ("RILLS THE", ["The Rills"]),
        ("nandu", ["Ñandú"]),
        ("ñan", ["Ñandú"]),
        ("acdc", ["AC/DC"]),
        ("ac/dc", ["AC/DC"]),
        ("!!", ["!!!"]),
        ("zephyr and", ["Zéphyr & Sons"]),
        ("ska", ["Ñandú"]),
        ("montreal surf", ["Ñandú"]),
        ("rills nandu", []),
        ("%", []),
        ("\x00", sorted(NAMES)),
    ],
)
def test_a_band_is_found_as_people_type(vol_7, crew, typed: str, expected: list[str]) -> None:
    facts = {"genres": ["ska", "surf"], "home_town": "Montréal"}
    for name in NAMES:
        make_performance(vol_7, make_band(name, **(facts if name == "Ñandú" else {})))

    found = directory.matching(directory.bands(crew), directory.wanted(typed))

    assert sorted(names(found)) == expected


def test_a_venue_is_found_by_its_street(vol_7, crew) -> None:
    make_performance(vol_7, venue=make_venue("Room 47", street="47 King Street"))
    make_performance(vol_7, venue=make_venue("Canis Major"))

    assert names(directory.matching(directory.venues(crew), "king st")) == ["Room 47"]


def test_what_is_hidden_is_not_found(vol_7, client: Client) -> None:
    make_performance(make_event("Draft"), "Hidden", venue="Hidden")
    make_performance(vol_7, "Shown", venue="Shown")

    for address in LISTS:
        assertNotContains(client.get(address), "Hidden")
        assertContains(client.get(address), "Shown")
        assertContains(client.get(address, {"q": "hidden"}), "by that name.")


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_when_it_fills(crew, client: Client, address: str) -> None:
    assertContains(client.get(address), "when the first lineup is announced.")


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("count", [1, 3, directory.PAGE + 1])
def test_a_list_asks_the_same_however_long_it_is(
    vol_7, client: Client, address: str, count: int, django_assert_num_queries
) -> None:
    for number in range(count):
        make_performance(vol_7, f"Band {number}", venue=f"Room {number}")

    with django_assert_num_queries(2):
        client.get(address)


def test_a_long_list_has_pages(vol_7, client: Client) -> None:
    for number in range(directory.PAGE + 1):
        make_performance(vol_7, f"Band {number:03}")

    first, second = client.get("/bands/"), client.get("/bands/?page=2")

    assertContains(first, 'rel="next" href="?page=2"')
    assert [entry.name for entry in second.context["page"]] == [f"Band {directory.PAGE:03}"]
    assertContains(second, '<link rel="canonical" href="http://localhost:8000/bands/?page=2">')
    assertContains(client.get("/bands/?q=band&page=2"), 'href="?q=band&amp;page=1"')


@pytest.mark.parametrize("number", ["0", "-1", "99", "abc", "", "²", "9" * 400, "\x00", "1.5"])
def test_a_page_that_there_is_not_is_the_nearest_one(vol_7, client: Client, number: str) -> None:
    make_performance(vol_7)

    assert client.get("/bands/", {"page": number}).context["page"].number == 1


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", '" autofocus onfocus=alert(1)', "x" * 9000, "\x00", "🦋"]
)
def test_what_is_typed_is_only_ever_text(vol_7, client: Client, typed: str) -> None:
    make_performance(vol_7)

    page = client.get("/bands/", {"q": typed})

    assert page.status_code == 200
    (field,) = Page(page.content.decode()).all("input")
    assert field.pop("value") == directory.wanted(typed)
    assert sorted(field) == ["autocomplete", "id", "maxlength", "name", "spellcheck", "type"]
    assertNotContains(page, "<script>")


def test_a_page_is_made_of_nothing_else_that_was_sent(vol_7, client: Client) -> None:
    for number in range(directory.PAGE + 1):
        make_performance(vol_7, f"Band {number:03}")
    address = "/bands/?q=band&page=2"

    plain, odd = client.get(address), client.get(f"{address}&utm_source=x&q[]=y&next=//evil.org")

    assert odd.content == plain.content


def test_a_search_is_not_offered_to_search_engines(vol_7, client: Client) -> None:
    make_performance(vol_7)
    meta = '<meta name="robots" content="noindex, follow">'

    assertContains(client.get("/bands/?q=rills"), meta)
    assertNotContains(client.get("/bands/"), meta)
