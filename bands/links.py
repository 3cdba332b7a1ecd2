"""Which link is safe to show, and on which platforms bands and venues have pages: one registry.

Safe = http or https, a real public host name, no user name, no odd port, no control characters.
Addresses are only ever shown as links; this server never fetches one.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

LONGEST_URL = 500
HOST_LABEL = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
ODD = re.compile(r"[\x00-\x20\x7f-\x9f\\<>\"'`{}|^\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


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
        Platform("apple-music", "Apple Music", ("music.apple.com",)),
        Platform("youtube", "YouTube", ("youtube.com", "youtu.be")),
        Platform("soundcloud", "SoundCloud", ("soundcloud.com",)),
        Platform("instagram", "Instagram", ("instagram.com",)),
        Platform("facebook", "Facebook", ("facebook.com", "fb.com")),
        Platform("tiktok", "TikTok", ("tiktok.com",)),
    )
}


def host_of(url: str) -> str | None:
    """Return the public host of a safe address in ASCII, or None if the address is not safe."""
    if not url or len(url) > LONGEST_URL or ODD.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower().rstrip(".")
    except ValueError:  # UnicodeError is one: a host that no encoding can save
        return None
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc or port not in {None, 80, 443}:
        return None
    labels = host.split(".")
    if labels == labels[:1] or not all(HOST_LABEL.match(label) for label in labels):
        return None
    if (
        labels[-1].isdigit()
        or _is_address(host)
        or labels[-1] in {"local", "localhost", "internal"}
    ):
        return None
    return host


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def safe_url(url: str) -> None:
    """Refuse an address that must not be shown as a link (a Django validator)."""
    if host_of(url) is None:
        raise ValidationError("Type a whole web address, like https://example.org/page.")


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
