"""On which platform an address is, and which links of a band or venue are kept."""

import pytest
from django.core.exceptions import ValidationError

from bands.links import PLATFORMS, platform_of, safe_links, valid_links

BANDCAMP = "https://therills.bandcamp.com/album/tides"
WEBSITE = "https://therills.example.org/"
LIST = "Links are a list of platforms with one address each."
NOT_THERE = "The Bandcamp link is not an address there. Type it whole, like https://…."


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        (BANDCAMP, "bandcamp"),
        ("https://bandcamp.com/therills", "bandcamp"),
        ("https://open.spotify.com/artist/1", "spotify"),
        ("https://spotify.link/1", "spotify"),
        ("https://music.apple.com/ca/artist/1", "apple-music"),
        ("https://itunes.apple.com/ca/artist/1", "apple-music"),
        ("https://www.youtube.com/@therills", "youtube"),
        ("https://youtu.be/1", "youtube"),
        ("https://soundcloud.com/therills", "soundcloud"),
        ("https://www.instagram.com/therills/", "instagram"),
        ("https://m.facebook.com/therills", "facebook"),
        ("https://www.tiktok.com/@therills", "tiktok"),
        (WEBSITE, "website"),
        ("https://apple.com/", "website"),
        ("https://notbandcamp.com/", "website"),
        ("https://bandcamp.com.example.org/", "website"),
        ("https://example.org/bandcamp.com", "website"),
        ("https://bаndcamp.com/", "website"),
        ("https://BandCamp.com./therills", "bandcamp"),
    ],
)
def test_an_address_belongs_to_one_platform(url: str, platform: str) -> None:
    assert platform_of(url) == platform


def test_the_registry_starts_with_the_bands_own_page() -> None:
    assert [platform.key for platform in PLATFORMS.values()] == list(PLATFORMS)
    assert next(iter(PLATFORMS)) == "website"


def test_only_safe_links_of_known_platforms_are_kept_in_the_registrys_order() -> None:
    kept = safe_links(
        {
            "bandcamp": BANDCAMP,
            "website": WEBSITE,
            "spotify": BANDCAMP,
            "youtube": "javascript:alert(1)",
            "myspace": "https://myspace.com/therills",
            "tiktok": None,
        }
    )
    assert list(kept.items()) == [("website", WEBSITE), ("bandcamp", BANDCAMP)]


@pytest.mark.parametrize(
    "links", [{}, {"website": WEBSITE}, {"bandcamp": BANDCAMP, "website": BANDCAMP}]
)
def test_links_by_platform_are_accepted(links: dict[str, str]) -> None:
    valid_links(links)
    assert safe_links(links) == links


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ([WEBSITE], LIST),
        (WEBSITE, LIST),
        (None, LIST),
        ({"myspace": "https://myspace.com/"}, "“myspace” is not a platform we know."),
        ({"bandcamp": WEBSITE}, NOT_THERE),
        ({"website": WEBSITE, "bandcamp": ""}, NOT_THERE),
        ({"bandcamp": "javascript:alert(1)"}, NOT_THERE),
        ({"bandcamp": [BANDCAMP]}, NOT_THERE),
        ({"bandcamp": None}, NOT_THERE),
    ],
)
def test_other_links_are_refused_in_words(links: object, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        valid_links(links)
    assert refused.value.messages == [message]
