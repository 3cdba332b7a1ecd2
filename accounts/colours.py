"""An organization's colour: the filled block that says what plays now, and nothing else.

Words stand on it in two inks that never change (`static/css/tokens.css`), so it may be whatever
they can be read on. Its sheet says in its own address what it holds: it never changes, and any
cache may keep it for good.
"""

import colorsys
import re
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Organization

# What `--on-now` and `--on-now-2` are; a test holds them against the sheet.
INKS = {"Words": "#121212", "Small words": "#453a05"}
# WCAG 2.2, 1.4.3 (AA), for words of any size.
ENOUGH = 4.5
SUN = "#ffd21f"
PAPERS = {"Sun": SUN, "Lime": "#c9ec4b", "Mint": "#86e5b8", "Pink": "#ff9fcb"}
A_COLOUR = re.compile(r"#[0-9a-f]{6}")
A_PAIR = re.compile(r"([0-9a-f]{6})-([0-9a-f]{6})")
SHEET = """@layer tokens {{
  @media not print {{
    :root {{ --now: {dark}; }}
    @supports (color: light-dark(#000, #fff)) {{
      :root {{ --now: light-dark({light}, {dark}); }}
    }}
  }}
}}
"""


def is_colour(text: str) -> bool:
    return A_COLOUR.fullmatch(text) is not None


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def luminance(colour: str) -> float:
    """Return how light a colour is to the eye (WCAG 2.2, relative luminance)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in _parts(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True)
class Reading:
    """How well one of the inks is read on a colour."""

    what: str
    ink: str
    ratio: float

    @property
    def enough(self) -> bool:
        return self.ratio >= ENOUGH

    @property
    def said(self) -> str:
        """Return the ratio as it is written; never rounded up to one that it does not reach."""
        return f"{int(self.ratio * 10) / 10:.1f}"


def readings(colour: str) -> list[Reading]:
    return [Reading(what, ink, contrast(colour, ink)) for what, ink in INKS.items()]


def passes(colour: str) -> bool:
    return all(reading.enough for reading in readings(colour))


def nearest(colour: str) -> str:
    """Return the same hue, lightened no more than it takes until both inks are read on it."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(round(lightness * 255), 255):
        rgb = colorsys.hls_to_rgb(hue, step / 255, saturation)
        lighter = "#" + "".join(f"{round(part * 255):02x}" for part in rgb)
        if passes(lighter):
            return lighter
    return "#ffffff"


def sheet(light: str, dark: str) -> str:
    return SHEET.format(light=light, dark=dark)


def sheet_address(organization: Organization) -> str:
    """Return where this organization's own colours are, or nothing where it has none."""
    light, dark = organization.colour_light or SUN, organization.colour_dark or SUN
    if light == dark == SUN:
        return ""
    return reverse("accounts:colours", args=[f"{light[1:]}-{dark[1:]}"])


def pair_of(text: str) -> tuple[str, str] | None:
    """Read the pair of colours in a sheet's address; words must be readable on both."""
    found = A_PAIR.fullmatch(text)
    if found is None:
        return None
    light, dark = (f"#{part}" for part in found.groups())
    return (light, dark) if passes(light) and passes(dark) else None
