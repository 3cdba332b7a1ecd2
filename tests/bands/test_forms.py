"""Links, genres and addresses as people type them."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import Field

from bands.forms import GenresField, LinksField, SlugField, genres_text, links_text

ONE, OTHER = "https://rills.bandcamp.com", "https://rills.example.org/a?b=1:2"

BOTH = {"bandcamp": ONE, "website": OTHER}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (LinksField(), "", {}),
        (LinksField(), f"bandcamp: {ONE}\r\n\r\nWebsite :{OTHER}", BOTH),
        (LinksField(), f"{OTHER}\n{ONE}", BOTH),
        (GenresField(), "", []),
        (GenresField(), " punk,cold  wave,, punk ", ["punk", "cold wave"]),
        (SlugField(), "", ""),
        (SlugField(), " room-47 ", "room-47"),
    ],
)
def test_what_is_typed_is_understood(field: Field, typed: str, kept: object) -> None:
    assert field.clean(typed) == kept


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (LinksField(), "bandcamp: https://example.org"),
        (LinksField(), "website: javascript:alert(1)"),
        (LinksField(), "website: https://localhost/"),
        (LinksField(), "javascript:alert(1)"),
        (LinksField(), "https://"),
        (LinksField(), f"{ONE}\nbandcamp: {ONE}"),
        (LinksField(), f"website: https://example.org/{'a' * 500}"),
        (LinksField(), "a" * 6001),
        (GenresField(), ",".join(str(number) for number in range(11))),
        (GenresField(), "a" * 41),
        (SlugField(), "Room-47"),
        (SlugField(), "room_47"),
        (SlugField(), "-room"),
        (SlugField(), "room--47"),
        (SlugField(), "raum-süd"),
        (SlugField(), "a" * 61),
    ],
)
def test_what_cannot_be_kept_is_refused(field: Field, typed: str) -> None:
    with pytest.raises(ValidationError):
        field.clean(typed)


def test_what_is_kept_is_written_as_it_is_typed() -> None:
    links, genres = {"website": OTHER, "bandcamp": ONE}, ["punk", "cold wave"]

    assert LinksField().clean(links_text(links)) == links
    assert GenresField().clean(genres_text(genres)) == genres
