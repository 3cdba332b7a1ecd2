"""Fields for what is typed about bands, venues and events alike."""

import re

from django import forms
from django.core.exceptions import ValidationError

from bands.links import PLATFORMS, platform_of, valid_links
from bands.models import valid_genres
from bands.names import LONGEST_SLUG
from settimes.text import UNKEPT

A_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
A_LINK = re.compile(r"(?P<platform>[a-z-]+)\s*:\s*(?P<url>(?!//).*)", re.IGNORECASE)
NO_NUL = {"null_characters_not_allowed": UNKEPT}
# More than any list of links can need; what is longer is refused before it is read.
LONGEST_LIST = 6000


class SlugField(forms.CharField):
    """The last part of an address; empty where it is to be made of the name."""

    def __init__(self) -> None:
        super().__init__(
            max_length=LONGEST_SLUG,
            required=False,
            label="Address",
            help_text="The end of its address on the site: small letters, digits and hyphens. "
            "Left empty, it is made of the name.",
            error_messages=NO_NUL,
        )

    def clean(self, value: object) -> str:
        slug = str(super().clean(value))
        if slug and not A_SLUG.fullmatch(slug):
            raise ValidationError("Type small letters, digits and hyphens, like room-47.")
        return slug


class LinksField(forms.CharField):
    """Links as lines “platform: address”; cleaned to {platform: address}."""

    def __init__(self) -> None:
        super().__init__(
            max_length=LONGEST_LIST,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text="One a line, like “bandcamp: https://example.bandcamp.com”. "
            f"Platforms: {', '.join(PLATFORMS)}.",
            error_messages=NO_NUL,
        )

    def clean(self, value: object) -> dict[str, str]:
        links: dict[str, str] = {}
        for line in str(super().clean(value)).splitlines():
            if line.strip():
                platform, url = link_of(line.strip())
                if platform in links:
                    raise ValidationError(f"There are two addresses for {platform}.")
                links[platform] = url
        valid_links(links)
        return links


def link_of(line: str) -> tuple[str, str]:
    """Read one line; a bare address finds its platform by itself."""
    bare = platform_of(line)
    if bare:
        return bare, line
    found = A_LINK.fullmatch(line)
    if not found:
        raise ValidationError(
            "“%(line)s” is not a platform and an address, like “website: https://example.org”.",
            params={"line": line[:60]},
        )
    return found["platform"].lower(), found["url"].strip()


def links_text(links: dict[str, str]) -> str:
    return "\n".join(f"{platform}: {url}" for platform, url in links.items())


class GenresField(forms.CharField):
    """Genres with commas between them; cleaned to a list."""

    def __init__(self) -> None:
        super().__init__(
            max_length=1000,
            required=False,
            help_text="With commas between them: punk, cold wave.",
            error_messages=NO_NUL,
        )

    def clean(self, value: object) -> list[str]:
        words = [" ".join(word.split()) for word in str(super().clean(value)).split(",")]
        genres = list(dict.fromkeys(word for word in words if word))
        valid_genres(genres)
        return genres


def genres_text(genres: list[str]) -> str:
    return ", ".join(genres)
