"""Which link is safe to show, and on which platforms bands and venues have pages: one registry.

Safe = http or https, a real public host name, no user name, no odd port, no control characters.
Addresses are only ever shown as links; this server never fetches one.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

LONGEST_URL, LONGEST_HOST = 500, 253
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
# Letters only: browsers read 127.1 and 1.0x7f as numbers, that is as an address in some network.
ENDING = re.compile(r"[a-z]{2,63}|xn--[a-z0-9-]{1,59}")
# Names that mean a different machine in every network, or none.
PRIVATE_ENDINGS = {"arpa", "corp", "home", "internal", "lan", "local", "localdomain", "localhost"}
WHOLE = "Type a whole web address, like https://example.org/page."


@dataclass(frozen=True)
class Platform:
    key: str
    label: str
    hosts: tuple[str, ...] = ()  # empty: any host


PLATFORMS = {
    platform.key: platform
    for platform in (
        Platform("website", "Website"),
        Platform("bandcamp", "Bandcamp", ("bandcamp.com",)),
        Platform("spotify", "Spotify", ("spotify.com", "spotify.link")),
        Platform("apple-music", "Apple Music", ("music.apple.com", "itunes.apple.com")),
        Platform("youtube", "YouTube", ("youtube.com", "youtu.be")),
        Platform("soundcloud", "SoundCloud", ("soundcloud.com",)),
        Platform("instagram", "Instagram", ("instagram.com",)),
        Platform("facebook", "Facebook", ("facebook.com", "fb.com")),
        Platform("tiktok", "TikTok", ("tiktok.com",)),
    )
}


def host_of(url: str) -> str | None:
    """Return the public host of a safe address in ASCII, or None if the address is not safe."""
    try:
        return _public_host(url)
    except ValueError:
        return None


def safe_url(url: str) -> None:
    """Refuse an address that must not be shown as a link (a Django validator)."""
    try:
        _public_host(url)
    except ValueError as refused:
        raise ValidationError(str(refused)) from refused


def _public_host(url: str) -> str:
    """Return the public host of a safe address in ASCII; `ValueError` tells a person what to type.

    Nothing is repaired: what a browser and this server could read in two ways is refused.
    """
    if len(url) > LONGEST_URL:
        raise ValueError(f"A web address has at most {LONGEST_URL} characters.")
    if any(_is_odd(letter) for letter in url):
        raise ValueError(WHOLE)
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower().removesuffix(".")
    except ValueError as odd:  # UnicodeError is one: a host that no encoding can save
        raise ValueError(WHOLE) from odd
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or port not in {None, 80, 443}:
        raise ValueError(WHOLE)
    *labels, ending = host.split(".")
    if len(host) > LONGEST_HOST or not all(LABEL.fullmatch(label) for label in [*labels, ending]):
        raise ValueError(WHOLE)
    if not labels:
        raise ValueError("This address has no ending, like .org or .ca.")
    if not ENDING.fullmatch(ending) or ending in PRIVATE_ENDINGS:
        raise ValueError("This address is not on the public web.")
    return host


def _is_odd(letter: str) -> bool:
    """Say whether a letter has no place in an address: unseen, or read differently by browsers."""
    return letter in '\\<>"`{}|^' or unicodedata.category(letter)[0] in "CZ"


def platform_of(url: str) -> str | None:
    """Return the platform a safe address belongs to; “website” for all others."""
    host = host_of(url)
    if host is None:
        return None
    for platform in PLATFORMS.values():
        if any(host == known or host.endswith("." + known) for known in platform.hosts):
            return platform.key
    return "website"


def safe_links(links: dict[str, str]) -> dict[str, str]:
    """Return those links that belong to a known platform and are safe, in the registry's order."""
    return {
        key: links[key]
        for key in PLATFORMS
        if isinstance(links.get(key), str) and _belongs(key, links[key])
    }


def valid_links(links: object) -> None:
    """Refuse links that are not {platform: safe address of that platform} (a Django validator)."""
    if not isinstance(links, dict):
        raise ValidationError("Links are a list of platforms with one address each.")
    for key, url in links.items():
        if key not in PLATFORMS:
            raise ValidationError("“%(key)s” is not a platform we know.", params={"key": key})
        if not isinstance(url, str) or not _belongs(key, url):
            raise ValidationError(
                "The %(platform)s link is not an address there. Type it whole, like https://….",
                params={"platform": PLATFORMS[key].label},
            )


def _belongs(key: str, url: str) -> bool:
    found = platform_of(url)
    return found is not None and key in {"website", found}
