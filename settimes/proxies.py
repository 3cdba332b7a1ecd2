"""Whom to believe about who is asking: proxies in TRUSTED_PROXIES, and nobody else."""

from collections.abc import Iterable, MutableMapping
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Networks = list[IPv4Network | IPv6Network]

HOME_NETWORK = 64  # bits of an IPv6 address: one customer has all of it


def networks(names: Iterable[str]) -> Networks:
    return [ip_network(name) for name in names]


def believe(meta: MutableMapping[str, Any], trusted: Networks) -> None:
    """Put what X-Forwarded-For and X-Forwarded-Proto say in its place, and remove them.

    Read from the right, the visitor is the first address that is not a trusted proxy.
    """
    forwarded_for = meta.pop("HTTP_X_FORWARDED_FOR", "")
    proto = meta.pop("HTTP_X_FORWARDED_PROTO", "")
    # gunicorn names no address for a peer on a unix socket: only this machine can be there.
    peer = meta.get("REMOTE_ADDR", "")
    if not trusted or (peer and not _is_in(peer, trusted)):
        return
    for address in reversed([part.strip() for part in forwarded_for.split(",")]):
        if not is_address(address):  # what lies further left is anybody's invention
            break
        meta["REMOTE_ADDR"] = address
        if not _is_in(address, trusted):
            break
    if proto.strip().lower() == "https":
        meta["wsgi.url_scheme"] = "https"


def is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def network_of(address: str) -> str:
    """Return what counts as one visitor: an IPv4 address, or an IPv6 network of one customer."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ip_network((found.packed, HOME_NETWORK), strict=False))
    return str(found)


def _is_in(address: str, trusted: Networks) -> bool:
    return any(ip_address(address) in network for network in trusted)
