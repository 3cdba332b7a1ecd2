"""Which address a name gets."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.names import LONGEST_SLUG, slug_for

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUGS = {
    "The Harpoonist": "the-harpoonist",
    "Guns N' Roses": "guns-n-roses",
    "Motörhead": "motorhead",
    "Straße": "strasse",
    "snake_case__band": "snake-case-band",
    "a_-_b": "a-b",
    "--__Dash__--": "dash",
    "AC/DC": "acdc",
    "Ø!?": "band",
    "": "band",
    "中島みゆき": "band",
    "x" * 100: "x" * 60,
    "a" * 59 + " b": "a" * 59,
}


@pytest.mark.parametrize(("name", "slug"), SLUGS.items())
def test_a_name_becomes_an_address(name: str, slug: str) -> None:
    assert slug_for(name, [], otherwise="band") == slug


def test_a_taken_address_gets_a_number() -> None:
    long = "a" * 57 + "-bcd"

    assert slug_for("The Rills", ["the-rills"], otherwise="band") == "the-rills-2"
    assert slug_for("The Rills", ["the-rills", "the-rills-2"], otherwise="band") == "the-rills-3"
    assert slug_for(long, [long[:60]], otherwise="band") == "a" * 57 + "-2"
    assert slug_for("!!!", ["band"], otherwise="band") == "band-2"


@given(names=st.lists(st.text("ab-_ .Øß'", max_size=70) | st.text(max_size=100), max_size=12))
def test_addresses_are_well_formed_and_unique(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(slug_for(name, taken, otherwise="band"))

    assert len(set(taken)) == len(taken)
    assert all(SLUG.fullmatch(slug) and len(slug) <= LONGEST_SLUG for slug in taken)
