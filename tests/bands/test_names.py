"""When names are the same, when they look alike, and what is no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bands.names import bare, holding, normalise, problem, similar
from settimes.text import UNKEPT

names = st.text(max_size=100)

SAME = [
    ("The Rills", "  the   RILLS\t"),
    ("Motörhead", "MOTO\u0308RHEAD"),
    ("Straße", "STRASSE"),
    ("Ｒｉｌｌｓ", "rills"),
    ("ΐ", "Ι\u0308\u0301"),
    ("ﬁre", "FIRE"),
    ("A\u00a0B", "a b"),
]
DIFFERENT = [
    ("The Rills", "Rills"),
    ("Motörhead", "Motorhead"),
    ("The Harpoonist", "The Harpoonist (Tribute)"),
    ("AC/DC", "ACDC"),
    ("!!!", "!!"),
]
BARE = {
    "The Harpoonist": "harpoonist",
    "Les Trois Accords": "trois accords",
    "Motörhead": "motorhead",
    "AC/DC": "ac dc",
    "Rills & Sons": "rills and sons",
    "snake_case": "snake case",
    "A": "a",
    "The The": "the",
    "Theory": "theory",
    "!!!": "!!!",
    "Ø": "ø",
}
LIBRARY = {
    1: "The Harpoonist",
    2: "Motörhead",
    3: "Rills and Sons",
    4: "Ø",
    5: "!!!",
    6: "Harp",
    7: "Leigh Rudd",
}


@pytest.mark.parametrize(("name", "other"), SAME)
def test_a_name_is_the_same_however_it_is_spelt(name: str, other: str) -> None:
    assert normalise(name) == normalise(other)


@pytest.mark.parametrize(("name", "other"), DIFFERENT)
def test_what_only_looks_alike_is_another_name(name: str, other: str) -> None:
    assert normalise(name) != normalise(other)


@given(name=names)
def test_a_normalised_name_stays_as_it_is(name: str) -> None:
    assert normalise(normalise(name)) == normalise(name)


@pytest.mark.parametrize(("name", "words"), BARE.items())
def test_a_bare_name_is_its_words_without_article_and_accents(name: str, words: str) -> None:
    assert bare(name) == words


@given(name=names)
def test_only_an_empty_name_is_bare_of_everything(name: str) -> None:
    assert bool(bare(name)) == bool(normalise(name))


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Harpoonist", [1]),
        ("the harponist", [1]),
        ("Motorhead!", [2]),
        ("Rills & Sons", [3]),
        ("ø", [4]),
        ("!!!", [5]),
        ("Leigh Rud", [7]),
        ("Rudd", []),
        ("Hard", []),
        ("TK Malone", []),
        ("", []),
    ],
)
def test_names_that_look_alike_are_found(name: str, alike: list[int]) -> None:
    assert similar(name, LIBRARY) == alike


def test_the_most_alike_come_first_and_only_so_many() -> None:
    known = dict(enumerate(["Harpoonists", "Harpoonist", "Harpoonis"]))

    assert similar("The Harpoonist", known)[0] == 1
    assert sorted(similar("The Harpoonist", known)) == [0, 1, 2]
    assert similar("The Harpoonist", known, limit=1) == [1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("The Rills", None),
        ("x" * 100, None),
        ("", "Give it a name."),
        (" \t\u3000", "Give it a name."),
        ("\u200b\u2060", "Give it a name."),
        ("Ri\x00lls", UNKEPT),
        ("x" * 101, "A name has at most 100 characters; this has 101."),
        ("a" + "\u0315\u0300" * 25_000, "A name has at most 100 characters; this has 50001."),
    ],
)
def test_what_is_no_name_is_told_in_words(name: str, message: str | None) -> None:
    assert problem(name) == message


def test_a_name_may_be_a_part_of_others_word_by_word() -> None:
    known = {1: "The Feline & Fiddle Upstairs", 2: "The Feline & Fiddle", 3: "Felines", 4: "Ship"}

    assert holding("the feline", known) == [2, 1]
    assert holding("Fiddle Félin", known) == []
    assert holding("Fiddle Féline", known, limit=1) == [2]
